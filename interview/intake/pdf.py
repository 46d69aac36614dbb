"""PDF to text: pages joined, lines that were wrapped by the layout joined again."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from interview.errors import Unreadable

MAX_PAGES = 40
"""More pages than that are no job description."""

_BULLET = re.compile(r"^\s*(?:[-*•●▪◦‣–·o]|\d{1,2}[.)])\s+")


def pdf_to_text(data: bytes, name: str) -> str:
    """The text of a PDF of at most :data:`MAX_PAGES` pages. Raises :class:`~interview.errors.Unreadable`."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings about sloppy files are no news for people
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(f"{name}: is protected by a password; save it without one")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(f"{name}: has {len(reader.pages)} pages, more than {MAX_PAGES}; keep one job description only")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, IndexError):
        raise Unreadable(f"{name}: is a damaged PDF; export it again or paste the text") from None
    text = "\n".join(pages)
    if not text.strip():
        raise Unreadable(f"{name}: holds only images, no text; paste the text or run text recognition first")
    return unwrap(text)


def unwrap(text: str) -> str:
    """Join lines that the layout broke: the line before is long and unfinished, the next one goes on in lower case."""
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = lines and len(lines[-1]) >= 45 and line[:1].islower() and not _BULLET.match(line)
        if goes_on and lines[-1].rstrip()[-1:] not in ".!?:":
            last = lines[-1].rstrip()
            lines[-1] = last + ("" if last.endswith("-") else " ") + line.strip()
        else:
            lines.append(line)
    return "\n".join(lines)
