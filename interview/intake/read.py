"""A job description as a file (txt, md, html, docx, pdf) to the text that people are shown.

The content decides what a file is, not its ending: a PDF named ``.txt`` is read as a PDF. Time and memory are bounded by the
limits below; nothing is stored. Every offset of a draft counts characters of the text that :func:`read_document` returns.
"""

from __future__ import annotations

from interview.errors import Unreadable
from interview.intake.decode import decode, tidy
from interview.intake.html import html_to_text, looks_like_html
from interview.intake.pdf import pdf_to_text
from interview.intake.word import docx_to_text

MAX_BYTES = 10_000_000
"""The largest file that is opened."""

MAX_CHARACTERS = 100_000
"""The longest text that is read: about fifteen times a usual job description."""

_NOT_TEXT = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc) or a password-protected one",
    b"\x1f\x8b": "a compressed archive",
    b"7z\xbc\xaf": "a compressed archive",
    b"Rar!": "a compressed archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"{\\rtf": "a Rich Text file",
}


def read_document(data: bytes, filename: str) -> str:
    """The text of a job description, decoded and with line ends as ``\\n``.

    ``filename`` is used in sentences only. Raises :class:`~interview.errors.Unreadable` with the file, the reason and the remedy.
    """
    name = filename or "the text"
    if len(data) > MAX_BYTES:
        raise Unreadable(f"{name}: is larger than {MAX_BYTES // 1_000_000} MB; a job description is far smaller, cut it down")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(f"{name}: is empty; paste the job description as text")
    for magic, what in _NOT_TEXT.items():
        if data.startswith(magic):
            raise Unreadable(f"{name}: is {what}; save the job description as .docx, .pdf, .html or .txt")
    text = tidy(_text_of(data, name))
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"{name}: holds {len(text):,} characters, more than {MAX_CHARACTERS:,}; keep one job description only")
    if not any(character.isalpha() for character in text):
        raise Unreadable(f"{name}: holds no words; paste the job description as text")
    return text


def _text_of(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return pdf_to_text(data, name)
    if data.startswith(b"PK\x03\x04"):
        return docx_to_text(data, name)
    text = decode(data, name)
    return html_to_text(text, name) if looks_like_html(text) else text
