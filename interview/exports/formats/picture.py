"""A chart as a picture, for formats that have no drawing of their own: the same drawing as in the PDF."""

from __future__ import annotations

from interview.exports.brand import Brand
from interview.exports.formats.typeset import compile_template, mistake_in
from interview.exports.paper import Bars, Strip
from interview.exports.shown import shown_block

_PIXELS_PER_INCH = 200.0


def render_chart(chart: Strip | Bars, brand: Brand) -> bytes:
    """The chart as PNG, 17 cm wide. Raises :class:`~interview.errors.Invalid` where the company's own look can't be drawn."""
    import typst  # noqa: PLC0415 - the first export pays for the compiler, not every start

    inputs = {"chart": {**shown_block(chart), "colour": brand.colour}}
    try:
        return compile_template("chart.typ", inputs, brand, "png", ppi=_PIXELS_PER_INCH)
    except typst.TypstError as error:
        raise mistake_in(brand, error) from error
