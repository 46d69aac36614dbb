"""What people typed, made fit for every file format, and its direction."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# Control characters break XML; lone surrogates can't be encoded; overrides and embeddings make a text read differently from
# what it says (isolates and marks, which right-to-left text needs, stay).
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")
_NEWLINES = re.compile("\r\n?|\u0085|\u2028|\u2029")


def plain(text: str) -> str:
    """The text without characters that no document can hold; line ends are ``\\n``."""
    return _UNFIT.sub("", _NEWLINES.sub("\n", text))


def cleaned(value: Any) -> Any:
    """``plain`` for every text within lists and mappings."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(key): cleaned(entry) for key, entry in value.items()}
    return [cleaned(entry) for entry in value] if isinstance(value, list) else value


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (the rule of ``dir="auto"``)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
