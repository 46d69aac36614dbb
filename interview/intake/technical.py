"""Whether a posting is a technical one at all: hard skills are read only from those."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview.intake.mentions import Mention

_TITLE = re.compile(
    r"\b(?:software|developer|programmer|dev\s?ops|dev\s?sec\s?ops|sre|site reliability|front[- ]?end|"
    r"back[- ]?end|full[- ]?stack|data|machine learning|ml|ai|cloud|platform|infrastructure|security|cyber\w*|"
    r"web|mobile|ios|android|qa|test|automation|embedded|firmware|technical|technology|engineering manager|it|"
    r"systems?|network|database|dba|product (?:manager|owner|lead)|program(?:me)? manager|"
    r"solutions? (?:architect|engineer)|member of technical staff|mts|cto|cio|architect|computer|informatik\w*|"
    r"entwickler\w*|développeu\w*|desarrollador\w*|ux|analytics|blockchain|game|python|java|javascript|"
    r"typescript|go|golang|ruby|rust|php|react|"
    r"scrum master|technologist|hpc|release|build|api|llm|research engineer|forward deployed|staff engineer|"
    r"principal engineer|senior engineer|founding engineer)\b",
    re.IGNORECASE,
)
_NOT_TECHNICAL = re.compile(
    r"\b(?:nurse|nursing|teacher|teaching|lecturer|artist|accountant|accounting|bookkeeper|sales|account executive|recruiter|"
    r"civil|mechanical|chemical|electrical|structural|paralegal|attorney|therapist|chef|driver|warehouse|"
    r"data entry|marketing|buyer|office|kitchen|care|social worker|physician|dentist|pharmacist|educator|"
    r"professor|tutor|tax|audit\w*|payroll|receptionist|cashier|lehrer\w*|pfleg\w*|krankenschwester|infirmi\w*|"
    r"enfermer\w*|professeur|buchhalter\w*|comptable|contable)\b",
    re.IGNORECASE,
)


def is_technical(title: str, text: str, mentions: Sequence[Mention]) -> bool:
    """Whether it asks for work with software: by its title, else by the named tools and technical phrases that it asks for."""
    tools = {mention.pattern.shown.lower() for mention in mentions if mention.pattern.tool}
    if _NOT_TECHNICAL.search(title):
        return bool(_TITLE.search(title)) and len(tools) >= 4
    if _TITLE.search(title):
        return True
    about_software = len(
        re.findall(
            r"\b(?:software|developers?|code|coding|programming|engineering team|software engineers?|apis?)\b",
            text,
            re.IGNORECASE,
        )
    )
    return len(tools) >= 3 or (len(tools) >= 1 and about_software >= 2) or about_software >= 4
