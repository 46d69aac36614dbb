"""Word: real styles, so that people can edit and restyle it; headings, lists and tables are what they look like."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from interview.errors import Invalid
from interview.exports.brand import PLAIN, Brand
from interview.exports.formats.picture import render_chart
from interview.exports.paper import (
    Bars,
    Block,
    Bullets,
    Callout,
    Entry,
    Listing,
    Paper,
    Paragraph,
    Particulars,
    Strip,
    Table,
)
from interview.exports.text import is_right_to_left

_GREY = RGBColor(0x56, 0x61, 0x66)
_TONES = {"good": "1B6E3C", "bad": "A3261C"}
_WIDTH_CM = 17.0
_AFTER_BIDI = tuple(
    f"w:{name}" for name in "adjustRightInd snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr".split()
)
_AFTER_BORDERS = tuple(f"w:{name}" for name in "shd tblLayout tblCellMar tblLook".split())
"""What the schema wants behind an element that is put in."""


def render_docx(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as a Word document."""
    document = docx.Document()
    _dress(document, paper, brand)
    logo = brand.logo
    if logo and logo.suffix == ".png":  # Word takes no SVG without a picture beside it
        try:
            document.add_picture(str(logo), height=Cm(1))
        except UnrecognizedImageError:
            raise Invalid(f"{logo}: is no picture that Word can show; save it as PNG.") from None
        _describe(document.inline_shapes[-1], brand.name)
    _add(document, paper.label.upper(), "Caption")
    _add(document, paper.title, "Title")
    _add(document, paper.subtitle, "Subtitle")
    for section in paper.sections:
        if section.new_page:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _direct(document.add_heading(section.title, section.level), section.title)
        for block in section.blocks:
            _block(document, block, brand)
    _add(document, " · ".join(f"{name} {value}" for name, value in paper.stamp), "Quiet")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _dress(document: Any, paper: Paper, brand: Brand) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, brand.name, paper.language
    properties.keywords, properties.comments = paper.content_hash, paper.footer
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    accent = RGBColor.from_string(brand.colour[1:].upper())
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(5)
    for name, size, before in (("Title", 24, 0), ("Heading 1", 15, 18), ("Heading 2", 12, 12)):
        style = styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), accent, True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(5)
        style.paragraph_format.keep_with_next = True
    title_border = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if title_border is not None:
        title_border.getparent().remove(title_border)
    for name in ("Caption", "Subtitle"):
        styles[name].font.color.rgb, styles[name].font.italic = _GREY, False
    styles["List Paragraph"].paragraph_format.left_indent = Cm(0.4)
    strong = styles["Intense Quote"]
    strong.font.size, strong.font.italic, strong.font.bold = Pt(13), False, True
    strong.paragraph_format.left_indent = strong.paragraph_format.right_indent = Cm(0)
    strong.paragraph_format.keep_with_next = True
    quiet = styles.add_style("Quiet", 1)
    quiet.base_style, quiet.font.size, quiet.font.color.rgb = styles["Normal"], Pt(9), _GREY
    code = styles.add_style("Listing", 1)
    code.base_style, code.font.name, code.font.size = styles["Normal"], "Consolas", Pt(8.5)
    footer = page.footer.paragraphs[0]
    footer.style = quiet
    footer.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{paper.footer}{' · ' + brand.footer if brand.footer else ''}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _block(document: Any, block: Block, brand: Brand) -> None:
    match block:
        case Paragraph(text=text, quiet=quiet):
            _add(document, text, "Quiet" if quiet else "Normal")
        case Bullets(items=items):
            for item in items:
                _add(document, item, "List Bullet")
        case Particulars(pairs=pairs):
            _table(document, [[name, value] for name, value in pairs], widths=[1.0, 3.0])
        case Callout(title=title, text=text, tone=tone):
            lead = _add(document, title, "Intense Quote")
            lead.runs[0].font.color.rgb = RGBColor.from_string(_TONES.get(tone, brand.colour[1:].upper()))
            _add(document, text, "Normal")
        case Entry(title=title, mark=mark, text=text, items=items):
            lead = _add(document, title, "List Paragraph")
            lead.runs[0].bold = True
            lead.paragraph_format.keep_with_next = True
            lead.paragraph_format.space_after = Pt(0)
            if mark:
                lead.add_run(f"  ({mark})").italic = True
            _add(document, text, "List Paragraph")
            for item in items:
                _add(document, item, "List Bullet 2")
        case Listing(title=title, text=text):
            _add(document, title, "Quiet")
            _add(document, text, "Listing")
        case Strip() | Bars() as chart if chart.rows:
            document.add_picture(BytesIO(render_chart(chart, brand)), width=Cm(_WIDTH_CM))
            _describe(document.inline_shapes[-1], ". ".join(row.words for row in chart.rows))
        case Table() as table:
            head = [column.title for column in table.columns]
            right = [column.kind in {"number", "percent"} for column in table.columns]
            _table(document, table.shown(), head=head, widths=[column.share for column in table.columns], right=right)


def _add(container: Any, text: str, style: str) -> Any:
    """A paragraph with its line breaks; nothing for no text."""
    if not text:
        return None
    paragraph = container.add_paragraph(style=style)
    paragraph.add_run(text)
    return _direct(paragraph, text)


def _direct(paragraph: Any, text: str) -> Any:
    if is_right_to_left(text):
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        for run in paragraph.runs:
            run.font.rtl = True
    return paragraph


def _describe(picture: Any, words: str) -> None:
    """What screen readers say in place of the picture."""
    picture._inline.docPr.set("descr", words)


def _table(
    document: Any,
    rows: list[list[str]],
    *,
    widths: list[float],
    head: list[str] | None = None,
    right: list[bool] | None = None,
) -> None:
    if not rows:
        _add(document, "Nothing to show.", "Quiet")
        return
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    _light_borders(table)
    shares = [Cm(_WIDTH_CM * width / sum(widths)) for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share  # the grid, which LibreOffice goes by; Word goes by the cells
    for number, texts in enumerate([head, *rows] if head else rows):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = shares[place]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            if head and number == 0:
                run.bold = True
                _shade(cell, "E6EEEE")
            if right and right[place]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _direct(paragraph, text)
    if head:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _light_borders(table: Any) -> None:
    """Lines below rows alone."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in {"bottom", "insideH"} else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "CFD8D9")
        borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, *_AFTER_BORDERS)


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _field(paragraph: Any, code: str) -> None:
    """A number that Word fills in."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)
