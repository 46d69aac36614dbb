"""Gentle help with evidence: phrases that say what the interviewer felt instead of what the candidate did."""

from __future__ import annotations

import re

_VAGUE = re.compile(
    r"\b(?:good|great|nice|strong|weak|solid|smart|bright|impressive|excellent|poor|bad|ok|okay|fine|average|decent|amazing) "
    r"(?:communicat\w+|answers?|candidate|person|guy|fit|attitude|energy|vibes?|feeling|knowledge"
    r"|understanding|skills?|engineer|coder)\b"
    r"|\b(?:seem(?:s|ed)|felt|feel|gut|culture fit|not a fit|good fit|liked (?:him|her|them)|didn't like"
    r"|rock ?star|ninja|polished"
    r"|confident|articulate)\b",
    re.IGNORECASE,
)


def vague_phrases(text: str) -> tuple[str, ...]:
    """The phrases of ``text`` that no reader could check, in order, each once (letter case aside)."""
    return tuple(dict.fromkeys(match.group().lower() for match in _VAGUE.finditer(text)))
