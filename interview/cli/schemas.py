"""`interview schemas`: the JSON Schemas of our documents as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from interview.errors import Invalid
from interview.exports.catalogue import KINDS
from interview.exports.formats.structured import json_schema


def schemas(folder: Annotated[Path, typer.Argument(help="Where to write them, one file a document.")]) -> None:
    """Write the JSON Schema of every document's JSON, as it is published in docs/schemas."""
    if not folder.is_dir():
        raise Invalid(f"{folder}: is no folder; make it first.")
    for kind in KINDS.values():
        (folder / f"{kind.name}.json").write_text(schema_text(kind.name), encoding="utf-8")
    print(f"{len(KINDS)} schemas in {folder}")


def schema_text(document: str) -> str:
    """The schema of a document, as it stands in a file."""
    return json.dumps(json_schema(document, KINDS[document].content), ensure_ascii=False, indent=2) + "\n"
