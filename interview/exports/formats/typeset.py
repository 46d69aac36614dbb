"""Typst: the compiler behind PDFs and pictures. It sees a folder with our templates and the logo, and the data as JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from interview.errors import Invalid
from interview.exports.brand import Brand

_OURS = ("document.typ", "charts.typ", "chart.typ")


def compile_template(name: str, inputs: dict[str, Any], brand: Brand, form: Literal["pdf", "png"], **options: Any) -> bytes:
    """The template ``name`` with ``inputs`` as JSON texts."""
    import typst  # noqa: PLC0415 - the first export pays for the compiler, not every start

    with TemporaryDirectory() as folder:  # the template can read nothing outside of it
        root = Path(folder)
        for file in _OURS:
            (root / file).write_bytes(brand.template(file).read_bytes())
        if brand.logo:
            (root / brand.logo.name).write_bytes(brand.logo.read_bytes())
        compiled = typst.compile(
            str(root / name),
            root=str(root),
            format=form,
            sys_inputs={key: json.dumps(value, ensure_ascii=False) for key, value in inputs.items()},
            font_paths=_fonts(brand.folder),
            **options,
        )
    assert isinstance(compiled, bytes)  # noqa: S101 - one page or document in, one out: the compiler's types also allow lists
    return compiled


def mistake_in(brand: Brand, error: Exception) -> Exception:
    """Why a company's own look can't be drawn, as a sentence; our own mistakes stay what they are."""
    if brand.folder is None:
        return error
    said = " ".join(str(error).split())[:300]
    return Invalid(f"{brand.folder}: a template or picture in this folder can't be used for PDF ({said}); mend or remove it.")


@cache
def _fonts(folder: Path | None) -> Any:
    """The fonts of this computer and of the brand, searched once a process."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=True, font_paths=[str(folder)] if folder else [])
