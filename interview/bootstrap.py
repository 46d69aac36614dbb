"""The one place where real parts are joined into an application."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from interview.content.catalogue import load_catalogue
from interview.errors import ContentError, Unreadable
from interview.services.context import Clock, Context, utc_now
from interview.services.single_sign_on import check_provider
from interview.services.smtp import mail_server
from interview.settings import Settings, load_settings
from interview.storage.migrate import upgrade
from interview.storage.unit import Store


@dataclass(frozen=True)
class App:
    """The joined application; ``context`` is what every service is given.

    ``content_errors`` are the mistakes in people's content files: what they break is left out, the rest works.
    """

    context: Context
    content_errors: tuple[ContentError, ...] = ()

    def close(self) -> None:
        """Close the database."""
        self.context.store.close()


def build_app(settings: Settings | None = None, *, clock: Clock = utc_now, migrated: bool = True) -> App:
    """Make the data folder and the secret on first use, migrate the database (unless it is to be restored), read the content."""
    settings = settings or load_settings()
    if settings.smtp_url:
        mail_server(settings)  # a setting that can't be used is told at the start, not with the first letter
    if settings.single_sign_on:
        check_provider(settings.single_sign_on)
    _make_private(settings.data_dir)
    secret = _secret(settings.secret_file)
    catalogue, content_errors = load_catalogue(settings.content_dir)
    store = Store.open(settings.database_url)
    if migrated:
        upgrade(store)
        with store.read() as unit:
            catalogue.adopt(unit.bank_edits.current().values())
    return App(Context(store=store, catalogue=catalogue, settings=settings, clock=clock, secret=secret), content_errors)


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unreadable(f"{folder}: can't be made ({error.strerror}); set INTERVIEW_DATA_DIR to a folder of yours.") from None


def _secret(file: Path) -> bytes:
    """The random secret that signs links, readable by its owner alone. Two processes that start together agree on one."""
    if not file.exists():
        fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(fresh, file)  # fails if the other process was first, never leaves a half-written file
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    try:
        return bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise Unreadable(f"{file}: is not a secret of this program; restore it, or delete it to end all open links.") from None
