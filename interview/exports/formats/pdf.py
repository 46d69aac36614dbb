"""PDF through Typst: tagged for screen readers (PDF/UA-1), with the data passed as JSON, never as markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interview.exports.brand import PLAIN, Brand
from interview.exports.paper import Paper
from interview.exports.shown import shown

_MISSING = "Some characters have no picture in the fonts of this computer; the other formats hold them."


def render_pdf(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as PDF. Where a glyph is missing, the strict accessibility standard is left out and the page says so."""
    import typst  # noqa: PLC0415 - the first export pays for the compiler, not every start

    facts = {**shown(paper), "brand": {"name": brand.name, "colour": brand.colour, "footer": brand.footer}}
    try:
        return _compile(facts, brand, pdf_standards=["ua-1"])
    except typst.TypstError:
        facts["notices"] = [*facts["notices"], _MISSING]
        return _compile(facts, brand)


def _compile(facts: dict[str, Any], brand: Brand, **options: Any) -> bytes:
    import typst  # noqa: PLC0415

    logo = brand.logo
    with TemporaryDirectory() as folder:  # the template can read nothing outside of it
        root = Path(folder)
        (root / "document.typ").write_bytes(brand.template("document.typ").read_bytes())
        if logo:
            (root / logo.name).write_bytes(logo.read_bytes())
        inputs = {"paper": json.dumps({**facts, "logo": logo.name if logo else ""}, ensure_ascii=False)}
        compiled = typst.compile(
            str(root / "document.typ"),
            root=str(root),
            format="pdf",
            sys_inputs=inputs,
            font_paths=_fonts(brand.folder),
            **options,
        )
    assert isinstance(compiled, bytes)  # noqa: S101 - one document in, one out: the compiler's types also allow pages
    return compiled


@cache
def _fonts(folder: Path | None) -> Any:
    """The fonts of this computer and of the brand, searched once a process."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=True, font_paths=[str(folder)] if folder else [])
