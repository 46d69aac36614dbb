"""`interview audit`: check the trail, or write it out."""

from __future__ import annotations

import json

import typer

from interview.cli.database import Database, opened
from interview.domain.audit import timestamp
from interview.services.audits import read_audit, verify_audit
from interview.services.identity import system_actor

app = typer.Typer(help="The audit trail.", no_args_is_help=True)


@app.command()
def verify(database: Database = None) -> None:
    """Check the chain of hashes; names the first broken link."""
    with opened(database) as application:
        print(f"The audit trail is whole: {verify_audit(application.context, system_actor())} events.")


@app.command()
def export(database: Database = None) -> None:
    """Write every event as JSON Lines to standard output."""
    with opened(database) as application:
        after = 0
        while events := read_audit(application.context, system_actor(), after=after):
            for sealed in events:
                event = {**sealed.event.model_dump(mode="json"), "at": timestamp(sealed.event.at)}
                print(json.dumps({"sequence": sealed.sequence, **event, "hash": sealed.hash}, ensure_ascii=False))
            after = events[-1].sequence
