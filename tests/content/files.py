"""Breaking content files on purpose, and reading what is said about it."""

from __future__ import annotations

from pathlib import Path

from interview.content.catalogue import in_file_order, load_catalogue
from interview.content.quality import quality_errors


def problems(root: Path) -> list[str]:
    """Every mistake below ``root`` as a person reads it, in file order."""
    catalogue, errors = load_catalogue(root)
    return [str(error) for error in in_file_order([*errors, *quality_errors(catalogue)])]


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first ``old`` and return its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
