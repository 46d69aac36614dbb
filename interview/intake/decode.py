"""Bytes to text, and text to a tidy form: one kind of line end, no invisible characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from interview.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000  # bytes that the guess of an encoding looks at
MOST_ACCENTED = 0.3
"""The share of letters beyond ASCII above which Windows-1252 is a wrong guess: French, the richest in accents, has 0.05."""

_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
_SPACES = dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288), " ")


def decode(data: bytes, name: str) -> str:
    """Text of unknown encoding: a byte order mark, else UTF-8, else UTF-16 by its zero bytes, else the best guess.

    Raises :class:`~interview.errors.Unreadable` where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _readable(_strictly(data, encoding, name), name)
    if b"\x00" in data[:_SAMPLE]:
        return _readable(_utf16_without_mark(data, name), name)
    try:
        return _readable(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _readable(_guessed(data, name), name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"{name}: starts like {encoding} text but is damaged; save it again as UTF-8") from None


def _utf16_without_mark(data: bytes, name: str) -> str:
    sample = data[:_SAMPLE]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    wanted = 0.3 * len(sample) / 2
    if max(odd, even) < wanted or min(odd, even) > wanted:
        raise Unreadable(f"{name}: is not text but a binary file; save the job description as .docx, .pdf, .html or .txt")
    return _strictly(data, "utf-16-le" if odd > even else "utf-16-be", name)


def _guessed(data: bytes, name: str) -> str:
    try:
        western = data.decode("cp1252")  # by far the most frequent; it leaves only five bytes undefined
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE]).best()
    else:
        letters = [character for character in western[:_SAMPLE] if character.isalpha()]
        if sum(character > "\x7f" for character in letters) <= MOST_ACCENTED * len(letters):
            return western
        best = None
    if best is None:
        raise Unreadable(f"{name}: is not text in an encoding we know; save it as UTF-8")
    return data.decode(best.encoding, errors="replace")


def _readable(text: str, name: str) -> str:
    """The text itself; refused where control characters show that it is none."""
    sample = text[:_SAMPLE]
    controls = sum(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f\v\x85" for character in sample)
    if controls > 0.01 * len(sample):
        raise Unreadable(f"{name}: is not text but a binary file; save the job description as .docx, .pdf, .html or .txt")
    return text


def tidy(text: str) -> str:
    """The text that people see: ``\\n`` line ends, plain spaces, nothing invisible, at most one blank line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x00", "")
    text = text.translate(_INVISIBLE).translate(_SPACES)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
