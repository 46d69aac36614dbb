"""Word: real styles, so that people can edit and restyle it; headings, lists and tables are what they look like."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from interview.exports.brand import PLAIN, Brand
from interview.exports.paper import Block, Bullets, Callout, Entry, Listing, Paper, Paragraph, Particulars, Strip, Table
from interview.exports.text import is_right_to_left

_GREY = RGBColor(0x56, 0x61, 0x66)
_WIDTH_CM = 17.0


def render_docx(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as a Word document."""
    document = docx.Document()
    _dress(document, paper, brand)
    logo = brand.logo
    if logo and logo.suffix == ".png":  # Word takes no SVG without a picture beside it
        document.add_picture(str(logo), height=Cm(1))
    _add(document, paper.label.upper(), "Caption")
    _add(document, paper.title, "Title")
    _add(document, paper.subtitle, "Subtitle")
    for section in paper.sections:
        if section.new_page:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _direct(document.add_heading(section.title, section.level), section.title)
        for block in section.blocks:
            _block(document, block)
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
    accent = RGBColor.from_string(brand.colour[1:].upper())
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    for name, size in (("Title", 24), ("Heading 1", 15), ("Heading 2", 12)):
        styles[name].font.size, styles[name].font.color.rgb, styles[name].font.bold = Pt(size), accent, True
    quiet = styles.add_style("Quiet", 1)
    quiet.base_style, quiet.font.size, quiet.font.color.rgb = styles["Normal"], Pt(9), _GREY
    code = styles.add_style("Listing", 1)
    code.base_style, code.font.name, code.font.size = styles["Normal"], "Consolas", Pt(8.5)
    footer = page.footer.paragraphs[0]
    footer.style = quiet
    footer.add_run(f"{paper.footer}{' · ' + brand.footer if brand.footer else ''}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _block(document: Any, block: Block) -> None:
    match block:
        case Paragraph(text=text, quiet=quiet):
            _add(document, text, "Quiet" if quiet else "Normal")
        case Bullets(items=items):
            for item in items:
                _add(document, item, "List Bullet")
        case Particulars(pairs=pairs):
            _table(document, [[name, value] for name, value in pairs], widths=[1.0, 3.0])
        case Callout(title=title, text=text):
            _add(document, title, "Intense Quote")
            _add(document, text, "Normal")
        case Entry(title=title, mark=mark, text=text, items=items):
            lead = _add(document, title, "List Paragraph")
            lead.runs[0].bold = True
            lead.paragraph_format.keep_with_next = True
            if mark:
                lead.add_run(f"  ({mark})").italic = True
            _add(document, text, "List Paragraph")
            for item in items:
                _add(document, item, "List Bullet 2")
        case Listing(title=title, text=text):
            _add(document, title, "Quiet")
            _add(document, text, "Listing")
        case Strip(rows=rows):
            scale = [[row.label, _dots(row.levels), f"bar {row.bar}"] for row in rows]
            _table(document, scale, widths=[2.0, 2.0, 0.7])
        case Table() as table:
            head = [column.title for column in table.columns]
            right = [column.kind in {"number", "percent"} for column in table.columns]
            _table(document, table.shown(), head=head, widths=[column.share for column in table.columns], right=right)


def _dots(levels: tuple[int, ...]) -> str:
    """The levels given as marks on the five places of the scale."""
    return "  ".join("●" * levels.count(level) or "·" for level in range(1, 6))


def _add(container: Any, text: str, style: str) -> Any:
    """A paragraph with its line breaks; nothing for no text."""
    if not text:
        return None
    paragraph = container.add_paragraph(style=style)
    paragraph.add_run(text)
    return _direct(paragraph, text)


def _direct(paragraph: Any, text: str) -> Any:
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True
    return paragraph


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
    for number, texts in enumerate([head, *rows] if head else rows):
        cells = table.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            cell.width = Cm(_WIDTH_CM * widths[place] / sum(widths))
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = bool(head) and number == 0
            if right and right[place]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _direct(paragraph, text)
    if head:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
    document.add_paragraph()


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
