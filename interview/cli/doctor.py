"""`interview doctor`: is everything in order on this machine?"""

from __future__ import annotations

import sys

import typer

from interview.cli.database import Database, opened
from interview.cli.output import AsJson, print_json
from interview.services.operations import examine


def doctor(database: Database = None, as_json: AsJson = False) -> None:
    """Look at the data folder, the secret, the database, the audit trail and the content; exit code 1 with any problem."""
    with opened(database) as application:
        findings = examine(application.context, len(application.content_errors))
    if as_json:
        print_json([finding.model_dump() for finding in findings])
    else:
        for finding in findings:
            print(f"{finding.name}: {finding.problem or 'in order'}", file=sys.stderr if finding.problem else sys.stdout)
    if any(finding.problem for finding in findings):
        raise typer.Exit(1)
