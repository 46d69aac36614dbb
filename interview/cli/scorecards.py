"""`interview scorecards`: scorecards of other systems in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.cli.output import AsJson, print_json
from interview.errors import Unreadable
from interview.exports.ats.greenhouse import read_scorecards
from interview.exports.ats.imported import export_imported, import_greenhouse
from interview.services.identity import system_actor

app = typer.Typer(help="Scorecards of other systems, in Greenhouse's shape.", no_args_is_help=True)
Candidate = Annotated[str, typer.Argument(help="The candidate's id.")]


@app.command("import")
def bring_in(
    candidate: Candidate,
    file: Annotated[Path, typer.Argument(help="A scorecard or a list of them, as Greenhouse sends them; '-' is standard input.")],
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Keep scorecards beside ours, marked as imported; one that was brought in before is replaced."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{file}: can't be read ({error}); give a JSON file in UTF-8.") from None
    cards = read_scorecards(text)
    with opened(database) as application:
        count = import_greenhouse(application.context, system_actor(), candidate, cards)
    if as_json:
        print_json({"imported": count})
    else:
        print(f"{count} scorecards imported.")


@app.command("export")
def take_out(
    candidate: Candidate,
    database: Database = None,
    *,
    private_notes: Annotated[bool, typer.Option("--private-notes", help="Private notes, too, which else stay here.")] = False,
) -> None:
    """Print the imported scorecards as they came in."""
    with opened(database) as application:
        data = export_imported(application.context, system_actor(), candidate, private_notes=private_notes)
    sys.stdout.write(data.decode() + "\n")
