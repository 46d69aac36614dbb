"""`interview privacy`: what is due to be erased, erasing it, and a candidate's own data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.services.identity import system_actor
from interview.services.privacy import erase_due, get_access_bundle, list_due_for_erasure

app = typer.Typer(help="Retention, erasure and access requests.", no_args_is_help=True)


@app.command()
def due(database: Database = None) -> None:
    """List whose data is due to be erased by the retention rules; erases nothing."""
    with opened(database) as application:
        for entry in list_due_for_erasure(application.context, system_actor()):
            print(f"{entry.candidate_id}  due since {entry.due_at:%Y-%m-%d}  {entry.state.value}")


@app.command()
def erase(database: Database = None) -> None:
    """Erase everybody who is due. There is no way back."""
    with opened(database) as application:
        print(f"Erased {len(erase_due(application.context, system_actor()))} candidates.")


@app.command()
def bundle(
    candidate: Annotated[str, typer.Argument(help="The candidate's id.")],
    out: Annotated[Path, typer.Option("--out", help="The JSON file to write.")],
    database: Database = None,
) -> None:
    """Write everything that is held about a candidate, other people's names taken out."""
    with opened(database) as application:
        held = get_access_bundle(application.context, system_actor(), candidate)
    out.touch(mode=0o600)
    out.write_text(held.model_dump_json(indent=2), encoding="utf-8")
    print(f"{out}: read it through before you send it; nicknames can't be found by a program.")
