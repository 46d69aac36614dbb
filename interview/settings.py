"""Settings: the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from interview.errors import Invalid, Unreadable

_OIDC = "INTERVIEW_OIDC_"


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """A company's OpenID Connect provider.

    ``name`` stands on the button. ``new_people`` is what an unknown person with an address of ``domains`` becomes on signing in
    first; empty: only people who have an account come in. ``trusts_email``: the provider does not say whether addresses are
    verified, since only its administrators can set them (a single Entra ID tenant).
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "your company account"
    new_people: str = ""
    domains: frozenset[str] = frozenset()
    trusts_email: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the application behaves.

    ``database_url``: SQLAlchemy address of the database; ``content_dir``: the folder with skills, rubrics, question banks, roles
    and loops; ``data_dir``: where the embedded database and the secret are kept; ``public_url``: how people reach the application
    (``None``: whatever address they used); ``brand_dir``: how documents look, see :mod:`interview.exports.brand`;
    ``smtp_url`` and ``mail_from``: the mail server and whom mails are from (``None``: none), see :mod:`interview.services.smtp`;
    ``calendar_hosts``: where people's calendars may be read; ``secret_path``: the secret, where replicas share one;
    ``single_sign_on``: the company's provider, if any; ``passwords``: whether people may sign in with one;
    ``metrics_token``: what the monitoring brings.
    """

    database_url: str = field(repr=False)  # may hold a password, as the mail server's may
    content_dir: Path
    data_dir: Path
    public_url: str | None = None
    brand_dir: Path | None = None
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    calendar_hosts: tuple[str, ...] = ()
    secret_path: Path | None = None
    single_sign_on: SingleSignOn | None = None
    passwords: bool = True
    metrics_token: str | None = field(default=None, repr=False)

    @property
    def secret_file(self) -> Path:
        """The random secret that signs links; made on first use, readable by its owner alone. Replicas share one."""
        return self.secret_path or self.data_dir / "secret"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; ``docs/deployment.md`` says what each variable means.

    Without any: an SQLite file in the user's data folder, the content that comes with the program, and a secret beside the
    database. Raises :class:`~interview.errors.Invalid` for what can't be meant.
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
        calendar_hosts=tuple(env.get("INTERVIEW_CALENDAR_HOSTS", "").lower().replace(",", " ").split()),
        brand_dir=Path(env["INTERVIEW_BRAND_DIR"]) if env.get("INTERVIEW_BRAND_DIR") else None,
        secret_path=Path(env["INTERVIEW_SECRET_FILE"]) if env.get("INTERVIEW_SECRET_FILE") else None,
        single_sign_on=_single_sign_on(env),
        passwords=_is_on(env, "INTERVIEW_PASSWORDS", default=True),
        metrics_token=_secret_value(env, "INTERVIEW_METRICS_TOKEN") or None,
    )


def _single_sign_on(env: Mapping[str, str]) -> SingleSignOn | None:
    issuer = env.get(f"{_OIDC}ISSUER", "").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise Invalid(f"{_OIDC}ISSUER: '{issuer}' is not an https address; sign-ins must not travel in the open.")
    secret = _secret_value(env, f"{_OIDC}CLIENT_SECRET")
    if not (env.get(f"{_OIDC}CLIENT_ID") and secret):
        raise Invalid(f"{_OIDC}ISSUER is set; set {_OIDC}CLIENT_ID and {_OIDC}CLIENT_SECRET (or ..._FILE), too.")
    new_people = env.get(f"{_OIDC}NEW_PEOPLE", "")
    domains = frozenset(word.strip().lower().lstrip("@") for word in env.get(f"{_OIDC}DOMAINS", "").split(",") if word.strip())
    if new_people and not domains:
        raise Invalid(f"{_OIDC}NEW_PEOPLE lets unknown people in; say with which addresses, e.g. {_OIDC}DOMAINS=example.org.")
    return SingleSignOn(
        issuer=issuer,
        client_id=env[f"{_OIDC}CLIENT_ID"],
        client_secret=secret,
        name=env.get(f"{_OIDC}NAME") or "your company account",
        new_people=new_people,
        domains=domains,
        trusts_email=_is_on(env, f"{_OIDC}TRUSTS_EMAIL", default=False),
    )


def _secret_value(env: Mapping[str, str], name: str) -> str:
    """A secret from the environment, or from the file that ``NAME_FILE`` names, as container platforms hand them over."""
    file = env.get(f"{name}_FILE")
    if not file:
        return env.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Unreadable(f"{name}_FILE: {file} can't be read ({error.strerror}).") from None


def _is_on(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    word = env.get(name, "").strip().lower()
    if word not in {"", "on", "off"}:
        raise Invalid(f"{name}: write on or off, not '{word}'.")
    return word == "on" if word else default


def shipped_content_dir() -> Path:
    """The content that comes with the program: the top level of a checkout, or the folder inside an installed copy."""
    package = Path(__file__).resolve().parent
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent
