"""From the text of a job description to the draft of a role, and from a confirmed draft to a role.

Everything is decided by rules that can be read: sections first, then phrases in sentences that ask for something. No network, no
model, no randomness: the same text gives the same draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from interview.domain.role import Bullet, Experience, Importance, Quote, Role, RoleSkill, Salary
from interview.domain.skill import Skill, SkillKind
from interview.errors import Invalid, Unreadable
from interview.intake import language as languages
from interview.intake.asks import Ask
from interview.intake.career import education_of, experience_of, keywords_of, ladder_of, place_of, years_of
from interview.intake.lexicon import Lexicon, compile_lexicon
from interview.intake.mentions import Mention, mentions_of
from interview.intake.pay import salary_of
from interview.intake.role_draft import DraftSalary, DraftSection, DraftSkill, Requirement, Responsibility, RoleDraft
from interview.intake.sections import Section, is_secondary, sections_of
from interview.intake.technical import is_technical
from interview.intake.title import level_of, title_of
from interview.intake.uncovered import uncovered_in
from interview.intake.weigh import propose

MUST_HAVES = 7
"""How many skills :func:`to_role` proposes as must-haves, at most: each needs two independent interviewers."""

SIGNS = 2
"""Weak phrases in requirements that make a skill worth suggesting: one alone is seldom right."""

MAX_QUOTE = 400
"""Characters of a quote, at most; a longer sentence is cut around what was found."""


def draft_role(text: str, skills: Iterable[Skill]) -> RoleDraft:
    """Read a job description.

    ``text`` is what :func:`~interview.intake.read.read_document` returned; every offset refers to it. Raises
    :class:`~interview.errors.Unreadable` where the text is in a language that is not read.
    """
    language = languages.language_of(text)
    if language not in languages.READ:
        known = ", ".join(languages.NAMES[code] for code in languages.READ)
        raise Unreadable(f"The text is in {languages.NAMES[language]}; only {known} are read, paste a translation")
    lexicon = compile_lexicon(skills)
    sections = sections_of(text)
    title = title_of(text)
    years = years_of(text, sections)
    level, basis = level_of(title, text, years[0])
    mentions = mentions_of(text, sections, lexicon)
    technical = is_technical(title, text, mentions)
    if not technical:
        mentions = [mention for mention in mentions if _suits_any_job(mention, lexicon)]
    kept, doubtful = _decided(mentions)
    typical, preferred = experience_of(text, sections)
    location, mode = place_of(text)
    return RoleDraft(
        title=title,
        level=level,
        level_basis=basis,
        years_min=years[0],
        years_max=years[1],
        salary=salary_of(text),
        language=language,
        sections=tuple(DraftSection(heading=s.heading, kind=s.kind, start=s.start, end=s.end) for s in sections),
        skills=_skills(text, kept, sections, level, lexicon),
        suggested=_skills(text, doubtful, sections, level, lexicon),
        uncovered=uncovered_in(text, sections, kept),
        responsibilities=_responsibilities(text, sections, kept),
        warnings=tuple(_warnings(language, technical, title, kept)),
        definition=_definition(text, sections),
        location=location,
        work_mode=mode,
        education=education_of(text, sections),
        experience=typical,
        experience_preferred=preferred,
        ladder=ladder_of(text, sections),
        requirements=_requirements(text, sections, kept),
        keywords=keywords_of(text, sections),
    )


def _suits_any_job(mention: Mention, lexicon: Lexicon) -> bool:
    return lexicon.kinds[mention.skill_id] is SkillKind.SOFT and mention.skill_id != "tech-leadership"


def _decided(mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """(mentions that ask for a skill, mentions of further skills that a person should confirm).

    A weak phrase counts beside a sure one of the same skill in the same sentence, or where it is all that an item says, or beside
    another weak one where the sentence states a requirement.
    """
    sure: set[tuple[str, int]] = set()
    weak: dict[tuple[str, int], dict[int, str]] = {}
    for mention in mentions:
        at = (mention.skill_id, mention.sentence.start)
        if mention.pattern.sure or mention.alone:
            sure.add(at)
        elif mention.ask in {Ask.REQUIRED, Ask.PREFERRED}:
            weak.setdefault(at, {}).setdefault(mention.start, mention.pattern.shown)
    sure |= {at for at, shown in weak.items() if len(set(shown.values())) >= 2}
    kept = [mention for mention in mentions if (mention.skill_id, mention.sentence.start) in sure]
    decided = {mention.skill_id for mention in kept}
    open_ = [mention for mention in mentions if mention.skill_id not in decided]
    asked = {(mention.skill_id, mention.start) for mention in open_ if mention.ask in {Ask.REQUIRED, Ask.PREFERRED}}
    signs = Counter(skill_id for skill_id, _ in asked)
    return kept, [mention for mention in open_ if signs[mention.skill_id] >= SIGNS]


def _skills(
    text: str, mentions: Sequence[Mention], sections: Sequence[Section], level: str, lexicon: Lexicon
) -> tuple[DraftSkill, ...]:
    by_skill: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_skill.setdefault(mention.skill_id, []).append(mention)
    found = []
    for skill_id, own in by_skill.items():
        proposal = propose(text, own, sections, level, lexicon.kinds[skill_id])
        tools = tuple(dict.fromkeys(mention.pattern.shown for mention in own if mention.pattern.tool))
        found.append(
            DraftSkill(
                id=skill_id,
                name=lexicon.names[skill_id],
                kind=lexicon.kinds[skill_id],
                importance=proposal.importance,
                weight=proposal.weight,
                target_level=proposal.target_level,
                rule=proposal.rule,
                evidence=_evidence(text, own),
                details=tools,
                alternatives=_alternatives(text, own),
            )
        )
    return tuple(found)


def _evidence(text: str, mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    spans = dict.fromkeys(_quoted(text, mention) for mention in mentions)
    return tuple(Quote(quote=text[start:end], start=start, end=end) for start, end in spans)


def _quoted(text: str, mention: Mention) -> tuple[int, int]:
    """The sentence, or, where it is very long, the part of it between two commas or semicolons around the mention."""
    start, end = mention.sentence.start, mention.sentence.end
    if end - start <= MAX_QUOTE:
        return start, end
    cuts = [start, *(match.end() for match in re.finditer(r"[,;:]\s+", text[start:end])), end - start]
    left = max(cut for cut in [start, *(start + cut for cut in cuts[1:])] if cut <= mention.start)
    right = min(cut for cut in [end, *(start + cut for cut in cuts[1:])] if cut >= mention.end)
    shown = text[left:right]
    return left, left + len(shown.rstrip(" ,;:"))


def _alternatives(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Tools that stand in one sentence joined by 'or': any of them will do."""
    tools: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.pattern.tool:
            tools.setdefault(mention.sentence.start, []).append(mention)
    found: list[str] = []
    for named in tools.values():
        if len(named) > 1 and re.search(r"\b(?:or|oder|ou|o|one of)\b|/", text[named[0].start : named[-1].end + 25]):
            found.extend(mention.pattern.shown for mention in named)
    return tuple(dict.fromkeys(found))


def _responsibilities(text: str, sections: Sequence[Section], mentions: Sequence[Mention]) -> tuple[Responsibility, ...]:
    at = _skills_by_sentence(mentions)
    return tuple(
        Responsibility(
            quote=text[sentence.start : sentence.end],
            start=sentence.start,
            end=sentence.end,
            skills=at.get(sentence.start, ()),
            group="secondary" if is_secondary(section) else "primary",
        )
        for section in sections
        if section.kind == "duties"
        for sentence in section.sentences
    )


def _skills_by_sentence(mentions: Sequence[Mention]) -> dict[int, tuple[str, ...]]:
    """The skills of each sentence, by where it starts, each skill once."""
    found: dict[int, dict[str, None]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence.start, {})[mention.skill_id] = None
    return {start: tuple(ids) for start, ids in found.items()}


def _requirements(text: str, sections: Sequence[Section], mentions: Sequence[Mention]) -> tuple[Requirement, ...]:
    asked: dict[tuple[int, int], Importance] = {}
    for mention in mentions:
        if mention.ask in {Ask.REQUIRED, Ask.PREFERRED} and sections[mention.section].kind in {"requirements", "preferred"}:
            span = (mention.sentence.start, mention.sentence.end)
            if mention.ask is Ask.REQUIRED:
                asked[span] = Importance.REQUIRED
            else:
                asked.setdefault(span, Importance.PREFERRED)
    at = _skills_by_sentence(mentions)
    return tuple(
        Requirement(quote=text[start:end], start=start, end=end, skills=at.get(start, ()), importance=importance)
        for (start, end), importance in sorted(asked.items())
    )


def _definition(text: str, sections: Sequence[Section]) -> str:
    return next(
        (
            " ".join(text[s.sentences[0].start : s.sentences[-1].end].split())[:2000]
            for s in sections
            if s.kind == "summary" and s.sentences
        ),
        "",
    )


def _warnings(language: str, technical: bool, title: str, kept: Sequence[Mention]) -> Iterable[str]:
    if language != "en":
        name = languages.NAMES[language]
        yield f"The text is in {name}: named tools and common phrases are read, so look for skills that were missed."
    if not technical:
        yield "This does not read like a technical posting: technical skills were not looked for."
    if not kept:
        yield "No skill of the banks is asked for; name the skills by hand."
    if not title:
        yield "No title was found; give the role one."


def to_role(draft: RoleDraft, role_id: str, title: str = "") -> Role:
    """A role of a draft, to be adjusted by a manager.

    ``role_id`` is a slug; ``title`` replaces the draft's. At most :data:`MUST_HAVES` required skills, those with the highest
    weight, are proposed as must-haves. Raises :class:`~interview.errors.Invalid` where the draft holds no skill.
    """
    if not draft.skills:
        raise Invalid("No skill of the banks was found in the job description; add at least one skill by hand.")
    kinds = {skill.id: skill.kind for skill in draft.skills}
    responsibilities = [duty for duty in draft.responsibilities if duty.skills]
    return Role(
        id=role_id,
        title=title or draft.title or role_id,
        level=draft.level,
        definition=draft.definition,
        salary=_role_salary(draft.salary),
        skills=_role_skills(draft),
        primary_responsibilities=tuple(Bullet(text=d.quote, skills=d.skills) for d in responsibilities if d.group == "primary"),
        secondary_responsibilities=tuple(
            Bullet(text=d.quote, skills=d.skills) for d in responsibilities if d.group == "secondary"
        ),
        hard_skills=tuple(Bullet(text=r.quote, skills=r.skills) for r in draft.requirements if _is_hard(r, kinds)),
        soft_skills=tuple(Bullet(text=r.quote, skills=r.skills) for r in draft.requirements if not _is_hard(r, kinds)),
        ladder=draft.ladder,
        education=draft.education,
        experience=Experience(
            years_min=draft.years_min, years_max=draft.years_max, typical=draft.experience, preferred=draft.experience_preferred
        ),
        keywords=draft.keywords,
        not_covered=tuple(dict.fromkeys(entry.text for entry in draft.uncovered)),
    )


def _is_hard(requirement: Requirement, kinds: dict[str, SkillKind]) -> bool:
    hard = sum(kinds[skill_id] is SkillKind.HARD for skill_id in requirement.skills)
    return hard * 2 >= len(requirement.skills)


def _role_salary(salary: DraftSalary | None) -> Salary | None:
    if salary is None or salary.min is None or salary.max is None:
        return None
    return Salary(min=salary.min, max=salary.max, currency=salary.currency, period=salary.period)


def _first_by_weight(skill: DraftSkill) -> tuple[int, bool, int]:
    """By weight; among equals technical skills first, then those that are named more often."""
    return -skill.weight, skill.kind is SkillKind.SOFT, -len(skill.evidence)


def _role_skills(draft: RoleDraft) -> tuple[RoleSkill, ...]:
    required = [skill for skill in draft.skills if skill.importance is Importance.REQUIRED]
    heaviest = {skill.id for skill in sorted(required, key=_first_by_weight)[:MUST_HAVES]}
    return tuple(
        RoleSkill(
            skill_id=skill.id,
            importance=skill.importance,
            weight=skill.weight,
            bar=skill.target_level,
            must_have=skill.id in heaviest,
            reason=skill.rule,
            evidence=skill.evidence,
        )
        for skill in draft.skills
    )
