"""What is proposed for a skill: importance, weight and target level, each with the rule that proposed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview.domain.role import Importance
from interview.domain.skill import LEVEL_NAMES, SkillKind
from interview.intake.asks import Ask
from interview.intake.mentions import Mention
from interview.intake.sections import Section, is_secondary

LEVEL_OF_SENIORITY = {
    "intern": 2, "junior": 2, "mid": 3, "senior": 4, "staff": 4, "lead": 4, "principal": 5, "manager": 4, "director": 4,
    "executive": 4,
}  # fmt: skip
"""The proficiency level that a seniority usually needs; 3 (intermediate) where no seniority is known."""

_STRONG = re.compile(
    r"\b(?:expert\w*|deep|advanced|extensive|mastery|excellent|exceptional|strong|outstanding|in-depth|proven|"
    r"solid|must|thorough|significant)\b[^.;:,]*$",
    re.IGNORECASE,
)
_EXPERT = re.compile(r"\b(?:expert|expertise in|deep|mastery|advanced|extensive|in-depth|world-class|authority)\b", re.IGNORECASE)
_LIGHT = re.compile(
    r"\b(?:familiar\w*|basic|exposure|awareness|some (?:experience|knowledge)|working knowledge|fundamentals|"
    r"understanding of the basics|interest in|grundkenntnisse|notions)\b",
    re.IGNORECASE,
)
_WHERE_IT_APPLIES = re.compile(r"\b(?:where|when|if|as) (?:applicable|appropriate|relevant)\b", re.IGNORECASE)
_LEADING = {"lead", "staff", "principal"}
_OF_LEADING_ROLES = {"tech-leadership": 2, "strategy": 1, "mentoring": 1}

NEAR = 40
"""Characters before a mention in which a strong word still speaks of it, and within which it heads its item."""

EARLY = 60
"""Characters from the start of a sentence within which a mention counts in full; later ones count half: they are asides."""

HIGHEST = {Importance.REQUIRED: 10, Importance.PREFERRED: 4, Importance.UNCLEAR: 3}
"""The highest weight that is proposed for each importance."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Importance, weight (1 to 10), target level (1 to 5) and the rule in words."""

    importance: Importance
    weight: int
    target_level: int
    rule: str


def propose(text: str, mentions: Sequence[Mention], sections: Sequence[Section], level: str, kind: SkillKind) -> Proposal:
    """What the mentions of one skill (at least one, in the order of the text) propose."""
    importance, because = _importance(text, mentions, sections)
    asking = [mention for mention in mentions if mention.ask in {Ask.REQUIRED, Ask.PREFERRED}] or mentions
    asked = [text[start:end] for start, end in dict.fromkeys((m.sentence.start, m.sentence.end) for m in asking)]
    weight, weighed = _weight(text, importance, mentions, sections, kind)
    extra = _OF_LEADING_ROLES.get(mentions[0].skill_id, 0) if level in _LEADING and importance is Importance.REQUIRED else 0
    if extra:
        weight, weighed = min(10, weight + extra), f"{weighed} +{extra} for a {level} role"
    target, levelled = _target(importance, asked, level)
    return Proposal(importance, weight, target, f"{because}; {weighed}; {levelled}")


def _importance(text: str, mentions: Sequence[Mention], sections: Sequence[Section]) -> tuple[Importance, str]:
    by_ask = {ask: [mention for mention in mentions if mention.ask is ask] for ask in Ask}
    asides = [mention for mention in by_ask[Ask.DUTY] if _is_aside(text, mention, sections)]
    primary = [mention for mention in by_ask[Ask.DUTY] if mention not in asides]
    duties = {mention.sentence.start for mention in primary}
    if by_ask[Ask.REQUIRED]:
        return Importance.REQUIRED, f"required: {_place(by_ask[Ask.REQUIRED][0], sections)}"
    if len(duties) > 1:
        return Importance.REQUIRED, f"required: {len(duties)} duties call for it"
    if by_ask[Ask.PREFERRED]:
        return Importance.PREFERRED, f"preferred: {_place(by_ask[Ask.PREFERRED][0], sections)}"
    if duties:
        return Importance.REQUIRED, f"required: a duty calls for it, {_place(primary[0], sections)}"
    if asides:
        return Importance.UNCLEAR, f"unclear: a duty of second rank, {_place(asides[0], sections)}"
    return Importance.UNCLEAR, f"unclear: named without being asked for, {_place(mentions[0], sections)}"


def _is_aside(text: str, mention: Mention, sections: Sequence[Section]) -> bool:
    """Whether a duty stands among the secondary ones, or only holds 'where applicable'."""
    said = text[mention.sentence.start : mention.sentence.end]
    return is_secondary(sections[mention.section]) or bool(_WHERE_IT_APPLIES.search(said))


def _place(mention: Mention, sections: Sequence[Section]) -> str:
    heading = sections[mention.section].heading
    return f'under "{heading}"' if heading else "by its wording"


def _weight(
    text: str, importance: Importance, mentions: Sequence[Mention], sections: Sequence[Section], kind: SkillKind
) -> tuple[int, str]:
    """Where it is asked for gives the start; order, number of sentences, the summary and strong words move it."""
    required = [m for m in mentions if m.ask is Ask.REQUIRED and sections[m.section].kind != "summary"]
    weight = {Importance.REQUIRED: 4 if required else 3, Importance.PREFERRED: 2, Importance.UNCLEAR: 1}[importance]
    soft = kind is SkillKind.SOFT
    if required and soft and importance is Importance.REQUIRED:
        weight -= 1
    parts = [f"weight {weight}" + (" as a soft skill" if soft and required else "")]
    heading = [m for m in required if m.start - m.sentence.start < NEAR]
    if heading and importance is Importance.REQUIRED:
        early = any(_is_early(m, sections) for m in heading)
        weight += 2 if early else 1
        parts.append("+2 heads an early item" if early else "+1 heads an item")
    first = {mention.sentence.start: mention for mention in reversed(mentions)}
    named = sum(_count(mention, soft) for mention in first.values())
    more = sum(named >= least for least in (2, 3.5))
    if more:
        weight += more
        parts.append(f"+{more} named in {len(first)} sentences")
    if len(first) > 1 and any(sections[mention.section].kind == "summary" for mention in mentions):
        weight += 1
        parts.append("+1 in the summary")
    if any(_STRONG.search(text, max(m.sentence.start, m.start - NEAR), m.start) for m in required):
        weight += 1
        parts.append("+1 strong words")
    return max(1, min(weight, HIGHEST[importance])), " ".join(parts)


def _count(mention: Mention, soft: bool) -> float:
    """One for a mention, half for one late in its sentence or for a soft skill among the duties: those are asides."""
    aside = mention.start - mention.sentence.start >= EARLY or (soft and mention.ask is Ask.DUTY)
    return 0.5 if aside else 1.0


def _is_early(mention: Mention, sections: Sequence[Section]) -> bool:
    """Whether the sentence is in the first third of its part: people list first what matters most."""
    starts = [sentence.start for sentence in sections[mention.section].sentences]
    return starts.index(mention.sentence.start) * 3 < len(starts)


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
