"""Files as people hand them in, made on the spot."""

from __future__ import annotations

import io
import zipfile

import docx
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

LINES = ("Senior Python Engineer", "Requirements", "5+ years of Python and PostgreSQL", "Clear written communication")


def docx_file() -> bytes:
    """A Word file with a heading, a bullet list and a table."""
    document = docx.Document()
    document.add_heading(LINES[0], level=1)
    document.add_heading(LINES[1], level=2)
    for line in LINES[2:]:
        document.add_paragraph(line, style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Location", "Bremen"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file(pages: int = 1) -> bytes:
    """A PDF whose first page holds the lines; further pages hold one word each."""
    body = f"= {LINES[0]}\n== {LINES[1]}\n" + "".join(f"- {line.replace('+', chr(92) + '+')}\n" for line in LINES[2:])
    body += "".join("#pagebreak()\nMore\n" for _ in range(pages - 1))
    return bytes(typst.compile(body.encode(), format="pdf"))


def image_only_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf_file())).pages:
        writer.add_page(page)
    writer.encrypt("open sesame", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pdf_bomb() -> bytes:
    """A small PDF whose only page unpacks to 100 MB."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    content = DecodedStreamObject()
    content.set_data(b" " * 100_000_000)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def zip_bomb() -> bytes:
    """A small archive whose document unpacks to 60 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        block = b" " * 1_000_000
        for _ in range(60):
            part.write(block)
    return stream.getvalue()


def plain_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", "hello")
    return stream.getvalue()


def broken_docx() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    return stream.getvalue()


def endless_docx() -> bytes:
    """A Word file with more paragraphs than anybody writes, as one block of XML."""
    return _docx_with(_PARAGRAPH * 5_100)


def merged_docx(rows: int = 1, columns: int = 1_000_000_000) -> bytes:
    """A Word file with a table whose first cell says to span ever so many columns, and all of its rows."""
    table = "".join(
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{columns}"/><w:vMerge w:val="{"continue" if row else "restart"}"/></w:tcPr>'
        f"<w:p><w:r><w:t>{'' if row else 'Duties'}</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:p><w:r><w:t>duty {row}</w:t></w:r></w:p></w:tc></w:tr>"
        for row in range(rows)
    )
    return _docx_with(f"<w:tbl>{table}</w:tbl>".encode() + _PARAGRAPH)


_PARAGRAPH = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"


def _docx_with(body: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("x")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(_PARAGRAPH, body)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
