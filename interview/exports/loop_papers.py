"""The documents about one candidate's loop: summary, debrief pack, scorecards, committee packet."""

from __future__ import annotations

from interview.exports import loop_parts as parts
from interview.exports.candidate_loop import LoopContent
from interview.exports.paper import Bullets, Paper, Paragraph, Section


def loop_summary(loop: LoopContent) -> Paper:
    """What was asked, rated, recommended and decided."""
    sections = (
        parts.decision(loop),
        parts.recommendation(loop),
        parts.ratings(loop),
        *parts.evidence(loop),
        parts.votes(loop),
        *parts.discussion(loop),
        *parts.imported(loop),
        parts.interviews(loop),
    )
    return _paper("loop-summary", "Loop summary", loop, sections)


def debrief_pack(loop: LoopContent) -> Paper:
    """What everybody reads before the debrief: first what needs talking about, then every scorecard in full."""
    talk = [f"{skill.name}: ratings are two or more levels apart" for skill in loop.skills if skill.apart]
    talk += [f"{skill.name}: a must-have seen by fewer than two" for skill in loop.skills if skill.must_have and skill.n < 2]
    missed = len(loop.not_covered)
    talk += [f"Not assessed by anybody ({missed}): {', '.join(loop.not_covered)}"] if missed else []
    agenda = Section(
        "To talk about",
        (
            Bullets(tuple(talk)) if talk else Paragraph("Nothing stands out: every skill was rated, and nobody is far apart."),
            Paragraph(
                "Read everything first, vote again in the debrief, and only then talk; the decision comes last.", quiet=True
            ),
        ),
    )
    sections = (
        agenda,
        parts.ratings(loop),
        parts.recommendation(loop),
        *(section for number, card in enumerate(loop.scorecards) for section in parts.card(card, new_page=number == 0)),
        parts.votes(loop),
        *parts.discussion(loop),
        *parts.imported(loop),
    )
    return _paper("debrief-pack", "Debrief pack", loop, sections)


def scorecards(loop: LoopContent) -> Paper:
    """Every submitted scorecard in full, and nothing computed."""
    sections = [section for number, card in enumerate(loop.scorecards) for section in parts.card(card, new_page=number > 0)]
    nothing = [Section("Scorecards", (Paragraph("No scorecard is submitted yet."),))]
    return _paper("scorecards", "Scorecards", loop, (*(sections or nothing), *parts.imported(loop)))


def committee_packet(loop: LoopContent) -> Paper:
    """For people outside the team: evidence and ratings; the caller has removed names and contact data from ``loop``."""
    sections = (
        parts.ratings(loop),
        *parts.evidence(loop),
        parts.recommendation(loop),
        parts.votes(loop),
        *(section for card in loop.scorecards if card.notes for section in parts.card(card)),
    )
    return _paper("committee-packet", "Committee packet", loop, sections)


def _paper(kind: str, label: str, loop: LoopContent, sections: tuple[Section, ...]) -> Paper:
    return Paper(kind=kind, label=label, title=loop.candidate, subtitle=loop.role, sections=sections, records=parts.records(loop))
