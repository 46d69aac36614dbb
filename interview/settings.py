"""Settings: the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the application behaves.

    ``database_url``: SQLAlchemy address of the database; ``content_dir``: the folder with skills, rubrics, question banks, roles
    and loops; ``data_dir``: where the embedded database and the secret are kept; ``public_url``: how people reach the application
    (``None``: whatever address they used); ``brand_dir``: how documents look, see :mod:`interview.exports.brand`;
    ``smtp_url`` and ``mail_from``: the mail server and whom mails are from (``None``: none), see :mod:`interview.services.smtp`.
    """

    database_url: str
    content_dir: Path
    data_dir: Path
    public_url: str | None = None
    brand_dir: Path | None = None
    smtp_url: str | None = None
    mail_from: str | None = None
    secret_path: Path | None = None

    @property
    def secret_file(self) -> Path:
        """The random secret that signs links; made on first use, readable by its owner alone. Replicas share one."""
        return self.secret_path or self.data_dir / "secret"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment.

    ``INTERVIEW_DATABASE_URL``, ``INTERVIEW_CONTENT_DIR``, ``INTERVIEW_DATA_DIR``, ``INTERVIEW_PUBLIC_URL`` and
    ``INTERVIEW_SECRET_FILE`` replace the defaults: an SQLite file in the user's data folder, the content that comes with the
    program, and a secret beside the database. ``INTERVIEW_BRAND_DIR`` names a folder with the company's own look, if any;
    ``INTERVIEW_SMTP_URL`` and ``INTERVIEW_MAIL_FROM`` let the program send mail.
    """
    env = os.environ if environment is None else environment
    data_dir = Path(env.get("INTERVIEW_DATA_DIR") or platformdirs.user_data_dir("loopwright", appauthor=False))
    return Settings(
        database_url=env.get("INTERVIEW_DATABASE_URL") or f"sqlite:///{data_dir / 'loopwright.db'}",
        content_dir=Path(env.get("INTERVIEW_CONTENT_DIR") or shipped_content_dir()),
        data_dir=data_dir,
        public_url=env.get("INTERVIEW_PUBLIC_URL") or None,
        smtp_url=env.get("INTERVIEW_SMTP_URL") or None,
        mail_from=env.get("INTERVIEW_MAIL_FROM") or None,
        brand_dir=Path(env["INTERVIEW_BRAND_DIR"]) if env.get("INTERVIEW_BRAND_DIR") else None,
        secret_path=Path(env["INTERVIEW_SECRET_FILE"]) if env.get("INTERVIEW_SECRET_FILE") else None,
    )


def shipped_content_dir() -> Path:
    """The content that comes with the program: the top level of a checkout, or the folder inside an installed copy."""
    package = Path(__file__).resolve().parent
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent
