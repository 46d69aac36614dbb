"""What a text asks for and no skill of the banks stands for: said plainly instead of forced onto a neighbour."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview.intake.asks import Ask, silent_spans, stretches_of
from interview.intake.mentions import Mention
from interview.intake.role_draft import Uncovered
from interview.intake.sections import Section

_TOPICS = re.compile(
    r"\b(?:embedded(?: systems?| software| c)?|firmware|FPGA|VHDL|Verilog|robotics|ROS2?|PLC|CAD|SolidWorks|"
    r"AutoCAD|PCB|RF|signal processing|computer graphics|OpenGL|Vulkan|Unreal Engine|Unity(?: 3D)?|"
    r"game engines?|"
    r"iOS development|Android development|mobile (?:development|apps?)|Swift ?UI|Jetpack Compose|React Native|"
    r"Flutter|blockchain|smart contracts?|Solidity|web3|SAP(?: \w+)?|Salesforce|ServiceNow|Workday|NetSuite|"
    r"Dynamics 365|"
    r"Figma|Sketch|UX research|user research|graphic design|Photoshop|SEO|copywriting|(?:B2B )?sales|"
    r"pre-?sales|account management|business development|fundraising|people operations|payroll|bookkeeping|"
    r"GAAP|IFRS|tax(?:ation)?|"
    r"patient care|clinical|nursing|medication|curriculum|lesson plans?|classroom|teaching licen[cs]e|"
    r"driving licen[cs]e|CPR|BLS|ACLS|quantum computing|bioinformatics|GIS|actuarial|trading systems?|"
    r"networking protocols?|TCP/IP|BGP|Cisco|VMware|Active Directory|Windows Server|"
    r"mainframe|COBOL|compilers?|operating systems?|kernel development|device drivers?|"
    r"Linux(?: administration| systems? administration)?|hardware)\b"
)
_WISH = re.compile(
    r"\b(?:experience|knowledge|proficien\w*|expertise|familiar\w*|understanding|skills?|certifi\w*|"
    r"licen[cs]e\w*|ability|background)\b",
    re.IGNORECASE,
)
_EDUCATION = re.compile(r"\b(?:degree|bachelor|master|ph\.?d|diploma)", re.IGNORECASE)
_YEARS_ONLY = re.compile(r"^\W*(?:\d+\+?|[a-z]+)\s*(?:[-–to ]+\d+\+?)?\s*years?\b[^.;]{0,60}$", re.IGNORECASE)


def uncovered_in(text: str, sections: Sequence[Section], mentions: Sequence[Mention]) -> tuple[Uncovered, ...]:
    """Known topics beyond the banks, and required or preferred items that name no skill of ours; in the order of the text."""
    covered = {mention.sentence.start for mention in mentions}
    named = [(mention.start, mention.end) for mention in mentions]
    known: set[str] = set()
    found: list[Uncovered] = []
    for section in sections:
        for sentence in section.sentences:
            hits = list(_TOPICS.finditer(text, sentence.start, sentence.end))
            if not hits and sentence.start in covered:
                continue
            stretches = stretches_of(text, sentence, section)
            if not stretches:
                continue
            quote = text[sentence.start : sentence.end]
            silent = silent_spans(text, sentence)
            topics = [match for match in hits if not any(a <= match.start() and match.end() <= b for a, b in [*named, *silent])]
            for match in topics:
                if match[0].lower() not in known:
                    known.add(match[0].lower())
                    found.append(
                        Uncovered(
                            text=match[0],
                            quote=quote,
                            start=sentence.start,
                            end=sentence.end,
                            reason="no skill of the banks stands for it",
                        )
                    )
            asked = any(part.ask in {Ask.REQUIRED, Ask.PREFERRED} for part in stretches)
            if asked and not topics and sentence.start not in covered and _is_wish(quote, sentence.bullet, section, silent):
                found.append(
                    Uncovered(
                        text=_short(quote),
                        quote=quote,
                        start=sentence.start,
                        end=sentence.end,
                        reason="asked for, but names no skill that the banks know",
                    )
                )
    return tuple(found)


def _is_wish(quote: str, bullet: bool, section: Section, silent: list[tuple[int, int]]) -> bool:
    if (
        section.kind == "education"
        or _EDUCATION.search(quote)
        or _YEARS_ONLY.match(quote)
        or silent
        or len(quote) < 8
        or quote.endswith(":")
    ):
        return False
    if section.kind == "intro" and not bullet and not quote.endswith("."):
        return False  # the title, or a line of facts under it
    return (bullet and section.kind in {"requirements", "preferred"}) or bool(_WISH.search(quote))


def _short(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= 90 else plain[:87].rsplit(" ", 1)[0] + " ..."
