"""What is proposed for a skill: importance, weight and target level, each with the rule that proposed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview.domain.role import Importance
from interview.domain.skill import LEVEL_NAMES, SkillKind
from interview.intake.asks import Ask
from interview.intake.mentions import Mention

LEVEL_OF_SENIORITY = {
    "intern": 2, "junior": 2, "mid": 3, "senior": 4, "staff": 4, "lead": 4, "principal": 5, "manager": 4, "director": 4,
    "executive": 4,
}  # fmt: skip
"""The proficiency level that a seniority usually needs; 3 (intermediate) where no seniority is known."""

_STRONG = re.compile(
    r"\b(?:expert\w*|deep|advanced|extensive|mastery|excellent|exceptional|strong|outstanding|in-depth|proven|"
    r"solid|must|thorough|significant)\b",
    re.IGNORECASE,
)
_EXPERT = re.compile(r"\b(?:expert|expertise in|deep|mastery|advanced|extensive|in-depth|world-class|authority)\b", re.IGNORECASE)
_LIGHT = re.compile(
    r"\b(?:familiar\w*|basic|exposure|awareness|some (?:experience|knowledge)|working knowledge|fundamentals|"
    r"understanding of the basics|interest in|grundkenntnisse|notions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Importance, weight (1 to 10), target level (1 to 5) and the rule in words."""

    importance: Importance
    weight: int
    target_level: int
    rule: str


def propose(text: str, mentions: Sequence[Mention], headings: Sequence[str], level: str, kind: SkillKind) -> Proposal:
    """What the mentions of one skill (at least one, in the order of the text) propose."""
    importance, because = _importance(mentions, headings)
    asking = [mention for mention in mentions if mention.ask in {Ask.REQUIRED, Ask.PREFERRED}] or mentions
    asked = [text[start:end] for start, end in dict.fromkeys((m.sentence.start, m.sentence.end) for m in asking)]
    places = len({mention.sentence.start for mention in mentions})
    weight, weighed = _weight(importance, mentions, asked, places, kind)
    target, levelled = _target(importance, asked, level)
    return Proposal(importance, weight, target, f"{because}; {weighed}; {levelled}")


def _importance(mentions: Sequence[Mention], headings: Sequence[str]) -> tuple[Importance, str]:
    by_ask = {ask: [mention for mention in mentions if mention.ask is ask] for ask in Ask}
    duties = {mention.sentence.start for mention in by_ask[Ask.DUTY]}
    if by_ask[Ask.REQUIRED]:
        return Importance.REQUIRED, f"required: {_place(by_ask[Ask.REQUIRED][0], headings)}"
    if len(duties) >= 3 or (len(duties) == 2 and not by_ask[Ask.PREFERRED]):
        return Importance.REQUIRED, f"required: {len(duties)} duties call for it"
    if by_ask[Ask.PREFERRED]:
        return Importance.PREFERRED, f"preferred: {_place(by_ask[Ask.PREFERRED][0], headings)}"
    if duties:
        return Importance.REQUIRED, f"required: a duty calls for it, {_place(by_ask[Ask.DUTY][0], headings)}"
    return Importance.UNCLEAR, f"unclear: named without being asked for, {_place(mentions[0], headings)}"


def _place(mention: Mention, headings: Sequence[str]) -> str:
    heading = headings[mention.section]
    return f'under "{heading}"' if heading else "by its wording"


def _weight(
    importance: Importance, mentions: Sequence[Mention], said: Sequence[str], places: int, kind: SkillKind
) -> tuple[int, str]:
    explicit = any(mention.ask is Ask.REQUIRED for mention in mentions)
    weight = {Importance.REQUIRED: 6 if explicit else 5, Importance.UNCLEAR: 4, Importance.PREFERRED: 3}[importance]
    parts = [f"weight {weight}"]
    if kind is SkillKind.SOFT:
        weight -= 1
        parts.append("-1 soft")
    if places > 1:
        more = min(2, places - 1)
        weight += more
        parts.append(f"+{more} named in {places} sentences")
    if any(_STRONG.search(shown) for shown in said):
        weight += 1
        parts.append("+1 strong words")
    highest = 5 if importance is Importance.PREFERRED else 10
    return max(1, min(weight, highest)), " ".join(parts)


def _target(importance: Importance, said: Sequence[str], level: str) -> tuple[int, str]:
    target = LEVEL_OF_SENIORITY.get(level, 3)
    parts = [f"level {target} for {level}" if level in LEVEL_OF_SENIORITY else f"level {target}, no seniority known"]
    light = all(_LIGHT.search(shown) for shown in said)
    if light:
        target -= 1
        parts.append("-1 light words")
    elif any(_EXPERT.search(shown) for shown in said):
        target += 1
        parts.append("+1 expert words")
    if importance is Importance.PREFERRED and not light:
        target -= 1
        parts.append("-1 preferred")
    target = max(2, min(target, 5))
    return target, " ".join(parts) + f" = {target} {LEVEL_NAMES[target]}"
