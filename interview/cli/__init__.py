"""The command line: every main job from a terminal, with the same services and the same permissions as the screens.

One module a command. Results go to standard output (JSON with ``--json``), errors to standard error as one sentence each. Exit
codes: 0 done, 1 the input or the wish can't be served, 2 wrong usage.
"""

from __future__ import annotations

import sys

import typer

from interview.cli import (
    agreement,
    audit,
    backup,
    check_content,
    coverage_table,
    db,
    demo,
    doctor,
    export,
    impact,
    import_file,
    intake,
    plan,
    privacy,
    schemas,
    score,
    scorecards,
    serve,
    token,
    user,
    worker,
)
from interview.errors import ContentInvalid, LoopwrightError

app = typer.Typer(
    name="interview",
    help="From a job description to a balanced interview loop and a hiring recommendation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _all_commands() -> None:
    """From a job description to a balanced interview loop and a hiring recommendation."""


app.command("check-content")(check_content.check_content)
app.command("coverage-table")(coverage_table.coverage_table)
app.command("intake")(intake.intake)
app.command("plan")(plan.plan)
app.add_typer(db.app, name="db")
app.add_typer(user.app, name="user")
app.add_typer(token.app, name="token")
app.add_typer(audit.app, name="audit")
app.add_typer(scorecards.app, name="scorecards")
app.add_typer(privacy.app, name="privacy")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)
app.command("import")(import_file.import_file)
app.command("export")(export.export)
app.command("schemas")(schemas.schemas)
app.command("score")(score.score)
app.command("agreement")(agreement.agreement)
app.command("impact")(impact.impact)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)


def main() -> None:
    """Run the command line; turn every refusal into sentences and an exit code."""
    try:
        app()
    except ContentInvalid as refused:
        for error in refused.errors:
            print(f"interview: {error}", file=sys.stderr)
        sys.exit(1)
    except LoopwrightError as refused:
        print(f"interview: {refused}", file=sys.stderr)
        sys.exit(1)
