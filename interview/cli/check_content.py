"""``interview check-content``: is what people wrote in the content folders usable?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from interview.cli.output import AsJson, print_json
from interview.content.catalogue import in_file_order, load_catalogue
from interview.content.quality import quality_errors
from interview.settings import load_settings


def check_content(
    directory: Annotated[
        Path | None, typer.Argument(help="The folder that holds the content; default: the configured one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check banks, rubrics, roles and loops; report every mistake with its file and line."""
    catalogue, errors = load_catalogue(directory or load_settings().content_dir)
    errors = in_file_order([*errors, *quality_errors(catalogue)])
    if as_json:
        print_json(
            {"files": catalogue.files, "questions": len(catalogue.questions), "errors": [asdict(error) for error in errors]}
        )
    else:
        for error in errors:
            typer.echo(f"interview: {error}", err=True)
        print(f"{catalogue.files} files, {len(catalogue.questions)} questions, {len(errors)} mistakes")
    if errors:
        raise typer.Exit(1)
