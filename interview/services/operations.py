"""Running the program: backup, restore, and an examination of the installation."""

from __future__ import annotations

import shutil
import stat
from datetime import timedelta
from pathlib import Path

from interview.domain.base import Value
from interview.domain.job import JobState
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Invalid
from interview.services.context import SYSTEM, Context
from interview.services.sessions import IDLE_HOURS
from interview.storage.backup import Manifest, restore_backup, write_backup
from interview.storage.check import damage
from interview.storage.migrate import current_revision, newest_revision

_FREE_BYTES = 200_000_000
_PATIENCE = timedelta(minutes=30)


class Finding(Value):
    """One thing that was looked at; ``problem`` says what is wrong and what to do, empty when all is well."""

    name: str
    problem: str = ""


def make_backup(context: Context, actor: Actor, path: Path) -> Manifest:
    """Write a backup while others keep working. It holds everything, so it needs the same care as the database."""
    require(actor, Permission.MANAGE_PRIVACY)
    if not path.parent.is_dir():
        raise Invalid(f"{path.parent}: is no folder; make it first.")
    with context.store.write() as unit:
        unit.commit(context.event(actor, "backup.make", "database", "all"))
    return write_backup(context.store, path, context.now())


def restore(context: Context, path: Path) -> Manifest:
    """Fill the (new, empty) database of ``context`` from a backup, and check the audit trail that came with it."""
    manifest = restore_backup(context.store, path)
    with context.store.write() as unit:
        broken = unit.audit.first_broken()
        if broken is not None:
            raise Invalid(f"{path}: was restored, but its audit trail is broken. {broken}")
        unit.commit(context.event(SYSTEM, "backup.restore", "database", "all"))
    return manifest


class Counts(Value):
    """What there is at this moment, in numbers alone."""

    sessions: int
    jobs: dict[str, int]
    letters_waiting: int
    deliveries_waiting: int


def count_now(context: Context) -> Counts:
    """Count for the monitoring; nothing in it leads to a person."""
    now = context.now()
    with context.store.read() as unit:
        jobs = unit.jobs.counts()
        return Counts(
            sessions=unit.identity.open_sessions(now, now - timedelta(hours=IDLE_HOURS)),
            jobs={state.value: jobs.get(state, 0) for state in JobState},
            letters_waiting=unit.mail.waiting(),
            deliveries_waiting=unit.integrations.deliveries_waiting(),
        )


def examine(context: Context, content_errors: int) -> tuple[Finding, ...]:
    """Look at everything that an installation needs."""
    data_dir, secret = context.settings.data_dir, context.settings.secret_file
    broken, revision, newest = None, current_revision(context.store), newest_revision()
    with context.store.read() as unit:
        broken = unit.audit.first_broken()
    return (
        Finding(name="data folder", problem="" if data_dir.is_dir() else f"{data_dir} is missing."),
        Finding(name="secret file", problem=_exposed(secret)),
        Finding(
            name="disk space",
            problem=""
            if shutil.disk_usage(data_dir).free > _FREE_BYTES
            else f"Less than {_FREE_BYTES // 1_000_000} MB are free at {data_dir}; make room.",
        ),
        Finding(
            name="database revision",
            problem="" if revision == newest else f"It is {revision}, needed is {newest}; run 'interview db upgrade'.",
        ),
        Finding(name="background jobs", problem=_forgotten(context)),
        Finding(name="database integrity", problem=damage(context.store)),
        Finding(name="audit trail", problem=broken or ""),
        Finding(
            name="content",
            problem=f"{content_errors} mistakes; run 'interview check-content'." if content_errors else "",
        ),
    )


def _forgotten(context: Context) -> str:
    if current_revision(context.store) != newest_revision():
        return ""  # the finding about the revision says it
    now = context.now()
    with context.store.read() as unit:
        waiting = sum(job.may_run(now) for job in unit.jobs.waiting(now - _PATIENCE))
    if not waiting:
        return ""
    who = "is 'interview serve' running?" if context.store.is_embedded else "is 'interview worker' running?"
    return f"{waiting} jobs wait for longer than {int(_PATIENCE.total_seconds() // 60)} minutes; {who}"


def _exposed(secret: Path) -> str:
    if not secret.is_file():
        return f"{secret} is missing; it is made at the next start, and open invitations end."
    if stat.S_IMODE(secret.stat().st_mode) & 0o077:
        return f"Others on this machine can read {secret}; run: chmod 600 {secret}"
    return ""
