"""Sections that several documents about a candidate's loop share."""

from __future__ import annotations

from interview.domain.scorecard import Vote
from interview.exports.candidate_loop import CardLine, LoopContent, SkillLine
from interview.exports.paper import (
    Block,
    Bullets,
    Callout,
    Column,
    Entry,
    Paragraph,
    Particulars,
    Section,
    Strip,
    StripRow,
    Table,
)
from interview.exports.words import DECISIONS, RECOMMENDATIONS, VOTES, chance, level, tone

_MOMENT = Column("When", "moment")


def records(loop: LoopContent) -> Table:
    """The ratings, one a row, in the columns that ``interview score`` reads, and more."""
    columns = ("candidate", "interviewer", "skill", "rating", "stage", "bar", "weight", "must_have", "evidence")
    numbers = {"rating", "bar", "weight"}
    return Table(
        "Ratings",
        tuple(Column(name, "number" if name in numbers else "text") for name in columns),
        tuple(
            (
                loop.candidate,
                given.interviewer,
                skill.id,
                given.level,
                given.stage,
                skill.bar,
                skill.weight,
                "yes" if skill.must_have else "no",
                given.evidence,
            )
            for skill in loop.skills
            for given in skill.ratings
        ),
    )


def decision(loop: LoopContent) -> Section:
    """The decisions, the one that stands first."""
    blocks: list[Block] = []
    for number, made in enumerate(reversed(loop.decisions)):
        when = f"{made.decided_by}, {_MOMENT.show(made.decided_at)}"
        title = f"{'' if number == 0 else 'Earlier: '}{DECISIONS[made.outcome]}"
        recommended = f"Recommended at that moment: {_outcome(made.recommended)}." if made.recommended else ""
        blocks.append(Callout(title, "\n".join(filter(None, [when, made.reason, recommended])), tone(made.outcome.value)))
        blocks += [Entry(f"Dissent of {dissent.person}", "", dissent.reason) for dissent in made.dissent]
    return Section("Decision", tuple(blocks) or (Paragraph("No decision yet."),))


def recommendation(loop: LoopContent) -> Section:
    """What the software recommends and why."""
    given = loop.recommendation
    if given is None:
        return Section("Recommendation", (Paragraph("No ratings yet, so there is nothing to recommend from."),))
    numbers = (
        ("Chance of meeting the bar", "" if given.p_meets_bar is None else chance(given.p_meets_bar)),
        ("Fair estimate (90% interval)", _interval(given.estimate, given.low, given.high)),
        ("Raw mean", "" if given.raw_mean is None else f"{given.raw_mean:.1f}"),
        ("Ratings", str(given.n_ratings)),
    )
    blocks: list[Block] = [
        Callout(_outcome(given.outcome), "Computed from the ratings; people decide.", tone(given.outcome)),
        Particulars(tuple((name, value) for name, value in numbers if value)),
    ]
    if given.bar is not None and given.estimate is not None:
        whole = StripRow("All skills by weight", given.bar, estimate=given.estimate, low=given.low, high=given.high)
        blocks.append(Strip("Estimate", (whole,)))
    blocks += [Bullets(given.reasons)] if given.reasons else []
    if given.flags:
        blocks.append(Entry("Look at this before deciding", "", "", given.flags))
    if given.flips:
        blocks.append(Entry("Single ratings that would change it", "", "", given.flips))
    return Section("Recommendation", tuple(blocks))


def ratings(loop: LoopContent) -> Section:
    """The chart and the table of ratings."""
    rated = [skill for skill in loop.skills if skill.n]
    blocks: list[Block] = []
    if rated:
        blocks.append(Strip("Ratings on the scale", tuple(_strip_row(skill) for skill in rated)))
    columns = (
        Column("Skill", share=2.2),
        Column("Bar", "number", 0.6),
        Column("Weight", "number", 1.0),
        Column("Given", share=2.4),
        Column("n", "number", 0.4),
        Column("Mean", "number", 0.8, "–"),
        Column("Estimate", "number", 1.1, "–"),
        Column("Meets bar", "percent", 1.3, "–"),
    )
    rows = tuple(
        (
            skill.name + (" (must-have)" if skill.must_have else ""),
            skill.bar,
            skill.weight,
            "; ".join(f"{given.interviewer}: {level(given.level)}" for given in skill.ratings) or "not assessed",
            skill.n,
            skill.raw_mean,
            skill.estimate,
            skill.p_meets_bar,
        )
        for skill in loop.skills
        if skill.ratings or skill.must_have
    )
    blocks.append(Table("Skills", columns, rows))
    if loop.not_covered:
        blocks.append(Entry(f"Not assessed by anybody ({len(loop.not_covered)})", "", ", ".join(loop.not_covered)))
    apart = tuple(skill.name for skill in loop.skills if skill.apart)
    if apart:
        blocks.append(Entry("Two or more levels apart", "", "Talk about these first.", apart))
    return Section("Ratings", tuple(blocks))


def evidence(loop: LoopContent) -> tuple[Section, ...]:
    """What was seen and heard, skill by skill."""
    parts = [
        Section(
            f"{skill.name} (bar {level(skill.bar)})",
            tuple(
                Entry(
                    f"{given.interviewer} · {given.stage}" if given.stage else given.interviewer,
                    level(given.level),
                    given.evidence,
                )
                for given in skill.ratings
            ),
            level=2,
        )
        for skill in loop.skills
        if skill.ratings
    ]
    return (Section("Evidence", ()), *parts) if parts else ()


def votes(loop: LoopContent) -> Section:
    """The interviewers' own calls, and what they said after reading."""
    first = [
        Entry(card.interviewer, VOTES[card.vote] if card.vote else "no vote", card.vote_reason)
        for card in loop.scorecards
        if not card.is_shadow
    ]
    after = [Entry(f"{vote.person}, in the debrief", VOTES[vote.vote], vote.reason) for vote in loop.debrief_votes]
    return Section("Votes", (*first, *after) or (Paragraph("No votes yet."),))


def discussion(loop: LoopContent) -> tuple[Section, ...]:
    """The bar raiser's word and what was kept of the discussion; nothing where there is neither."""
    word = loop.sign_off
    blocks: list[Block] = []
    if word is not None:
        said = "signs off a hire" if word.approves else "blocks a hire"
        when = f"{_MOMENT.show(word.at)}, for the ratings above"
        blocks.append(
            Callout(f"{word.person} {said} as a bar raiser", f"{word.reason}\n{when}", "good" if word.approves else "bad")
        )
    blocks += [Entry(f"{note.person}, {_MOMENT.show(note.at)}", "", note.text) for note in loop.debrief_notes]
    return (Section("Discussion", tuple(blocks)),) if blocks else ()


def interviews(loop: LoopContent) -> Section:
    """When, who, and whether it took place."""
    columns = (
        Column("Stage", share=1.5),
        Column("Starts", "moment", 1.7, "not scheduled"),
        Column("Panel", share=2.0),
        Column("State", share=1.0),
    )
    rows = tuple(
        (
            interview.stage,
            interview.starts_at,
            ", ".join(seat.person + (" (shadow)" if seat.is_shadow else "") for seat in interview.panel),
            interview.state.replace("_", " ") + (f": {interview.not_held_reason}" if interview.not_held_reason else ""),
        )
        for interview in loop.interviews
    )
    return Section("Interviews", (Table("Interviews", columns, rows),))


def card(written: CardLine, *, new_page: bool = False) -> tuple[Section, ...]:
    """One scorecard in full."""
    when, is_for = _MOMENT.show(written.submitted_at), written.vote in {Vote.YES, Vote.STRONG_YES}
    facts = (
        ("Interviewer", written.interviewer + (" (shadow, not counted)" if written.is_shadow else "")),
        ("Submitted", when + ("; amended after reading others" if written.amended_after_reading else "")),
    )
    blocks: list[Block] = [
        Particulars(facts),
        Callout(VOTES[written.vote] if written.vote else "No vote", written.vote_reason, "good" if is_for else "bad"),
        *(Entry(rating.skill, level(rating.level), rating.evidence) for rating in written.ratings),
    ]
    blocks += [Entry("Notes", "", written.notes)] if written.notes else []
    return (Section(f"{written.stage}: {written.interviewer}", tuple(blocks), new_page=new_page),)


def imported(loop: LoopContent) -> tuple[Section, ...]:
    """What was written in other systems; nothing where nothing was."""
    if not loop.imported:
        return ()
    told = "Written in another system, on another scale. It counts neither in the ratings nor in the recommendation."
    cards = [
        Section(
            f"{card.author or 'Unknown author'} ({card.source})",
            (
                Particulars(
                    (("Submitted", _MOMENT.show(card.submitted_at)), ("Vote", VOTES[card.vote] if card.vote else "none"))
                ),
                *((Paragraph(card.summary),) if card.summary else ()),
                *(Entry(rating.skill, level(rating.level), rating.evidence) for rating in card.ratings),
            ),
            level=2,
        )
        for card in loop.imported
    ]
    return (Section("Imported scorecards", (Paragraph(told, quiet=True),)), *cards)


def _strip_row(skill: SkillLine) -> StripRow:
    levels = tuple(given.level for given in skill.ratings if given.level is not None)
    return StripRow(skill.name, skill.bar - 0.5, skill.bar, levels, skill.estimate, skill.low, skill.high)


def _outcome(name: str) -> str:
    return RECOMMENDATIONS.get(name, "Not enough evidence")


def _interval(estimate: float | None, low: float | None, high: float | None) -> str:
    return "" if estimate is None or low is None or high is None else f"{estimate:.1f} ({low:.1f} to {high:.1f})"
