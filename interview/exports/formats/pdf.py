"""PDF through Typst: tagged for screen readers (PDF/UA-1), with the data passed as JSON, never as markup."""

from __future__ import annotations

from typing import Any

from interview.exports.brand import PLAIN, Brand
from interview.exports.formats.typeset import compile_template, mistake_in
from interview.exports.paper import Paper
from interview.exports.shown import shown

_TEMPLATE = "document.typ"
_MISSING = "Some characters have no picture in the fonts of this computer; the other formats hold them."


def render_pdf(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as PDF. Where a glyph is missing, the strict accessibility standard is left out and the page says so.

    Raises :class:`~interview.errors.Invalid` naming the company's own folder where that can't be used.
    """
    import typst  # noqa: PLC0415 - the first export pays for the compiler, not every start

    facts: dict[str, Any] = {
        **shown(paper),
        "brand": {"name": brand.name, "colour": brand.colour, "footer": brand.footer},
        "logo": brand.logo.name if brand.logo else "",
    }
    try:
        return compile_template(_TEMPLATE, {"paper": facts}, brand, "pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        facts["notices"] = [*facts["notices"], _MISSING]
    try:
        return compile_template(_TEMPLATE, {"paper": facts}, brand, "pdf")
    except typst.TypstError as error:
        raise mistake_in(brand, error) from error
