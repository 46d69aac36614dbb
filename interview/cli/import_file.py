"""`interview import`: a table of people, hours, candidates or past scorecards, first as a dry run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.cli.output import AsJson, print_json
from interview.errors import Unreadable
from interview.services.identity import system_actor
from interview.services.import_table import RowState
from interview.services.imports import ImportKind, ImportReport, check_import, run_import


def import_file(
    kind: Annotated[ImportKind, typer.Argument(help="Which table it is.")],
    file: Annotated[Path, typer.Argument(help="The table, CSV or Excel.")],
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Write it; without this nothing is written.")] = False,
    only_valid: Annotated[bool, typer.Option("--only-valid", help="Leave rows with mistakes out.")] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Say what each row of a table would do; --apply does it, all of it or (--only-valid) the rows without mistakes."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"{file}: can't be read ({error.strerror}); check its name and permissions.") from None
    with opened(database) as application:
        context, actor = application.context, system_actor()
        if apply:
            report = run_import(context, actor, kind, data, file.name, only_valid=only_valid)
        else:
            report = check_import(context, actor, kind, data, file.name)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        _print(report)
    if report.wrong and not (apply and only_valid):
        raise typer.Exit(1)


def _print(report: ImportReport) -> None:
    for row in report.wrong:
        typer.echo(f"interview: {report.file}:{row.line}: {'; '.join(row.mistakes)}", err=True)
    counts = ", ".join(f"{report.count(state)} {state.value}" for state in RowState)
    print(f"{'Imported' if report.is_done else 'Dry run, nothing is written'}: {counts}")
