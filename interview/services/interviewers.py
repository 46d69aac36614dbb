"""How somebody rates, shown to that person first: a mirror for the next interview, never a measure of performance.

Administrators, who own the calibration, may look at everybody; the list is in the order of names and has no ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Forbidden
from interview.scoring.agreement_table import AgreementTable, side_by_side
from interview.scoring.calibration import Calibration
from interview.scoring.drift import differences_from_others, drift
from interview.scoring.estimate import Estimate
from interview.scoring.interviewers import interviewer_report
from interview.scoring.report import InterviewerReport
from interview.scoring.scale_use import level_counts, unused_levels
from interview.services.context import Context
from interview.services.finished_loops import FinishedLoop, every_finished_loop, observations_of
from interview.services.recommendations import learned_calibration

FEWEST_INTERVIEWS = 10
"""Interviews below which nothing is said about how severe somebody is."""
SHORT_EVIDENCE = 60
"""Characters: about ten words, too few to say what somebody did."""
_EXPECTED_BAR = 3.5


@dataclass(frozen=True, slots=True)
class InterviewerView:
    """One person's ratings in finished loops.

    ``counts``: how often each level from 1 to 5 was given; ``not_assessed`` how many planned skills were not. ``severity`` is in
    rating points, shrunk towards 0, with its 90% interval, ``None`` below ten interviews. ``drift``: how much more lenient the
    later half of the ``n_shared`` candidates whom others rated too, with its 95% interval. ``evidence``: median characters a
    rating. ``words``: what all that means for the next interview.
    """

    person_id: str
    name: str
    n_interviews: int
    counts: tuple[int, ...]
    not_assessed: int
    severity: InterviewerReport | None
    n_shared: int
    drift: Estimate
    evidence: float | None
    words: tuple[str, ...]


def get_own_ratings(context: Context, actor: Actor) -> InterviewerView:
    """How the actor rates, for the actor alone."""
    if actor.interview_id is not None:
        raise Forbidden("An invitation opens its own interview only; sign in with an account to see how you rate.")
    with context.store.read() as unit:
        loops = every_finished_loop(unit, actor)
    return _views(loops, {actor.person_id: actor.name})[0]


def list_interviewers(context: Context, actor: Actor) -> tuple[InterviewerView, ...]:
    """Everybody who rated in a finished loop, by name; for the owners of the calibration."""
    require(actor, Permission.READ_INTERVIEWERS)
    with context.store.read() as unit:
        loops = every_finished_loop(unit, actor)
        names = unit.identity.names()
    context.note_reading(actor, "interviewers.read", "interviewer", "all")
    raters = sorted({card.person_id for loop in loops for card in loop.cards if not card.is_shadow})
    return _views(loops, dict(sorted(((one, names.get(one, one)) for one in raters), key=lambda pair: (pair[1], pair[0]))))


def _views(loops: Sequence[FinishedLoop], names: dict[str, str]) -> tuple[InterviewerView, ...]:
    calibration = learned_calibration(tuple(rating for loop in loops for rating in loop.ratings), _EXPECTED_BAR)
    table = side_by_side(observations_of(loops))
    return tuple(_view(person_id, name, loops, calibration, table) for person_id, name in names.items())


def _view(
    person_id: str, name: str, loops: Sequence[FinishedLoop], calibration: Calibration, table: AgreementTable
) -> InterviewerView:
    cards = [card for loop in loops for card in loop.cards if card.person_id == person_id and not card.is_shadow]
    ratings = [rating for card in cards for rating in card.content.ratings]
    levels = [rating.level for rating in ratings if rating.level is not None]
    shared = differences_from_others(table, person_id)
    in_time = [shared[loop.candidate.id] for loop in loops if loop.candidate.id in shared]
    counts, changed = level_counts(levels), drift(in_time)
    evidence = median([len(rating.evidence.strip()) for rating in ratings if rating.level is not None]) if levels else None
    severity = interviewer_report(person_id, calibration) if len(cards) >= FEWEST_INTERVIEWS else None
    return InterviewerView(
        person_id=person_id,
        name=name,
        n_interviews=len(cards),
        counts=counts,
        not_assessed=len(ratings) - len(levels),
        severity=severity,
        n_shared=len(in_time),
        drift=changed,
        evidence=evidence,
        words=(*_on_severity(len(cards), severity), *_on_habits(counts, changed, evidence)),
    )


def _on_severity(n_interviews: int, severity: InterviewerReport | None) -> list[str]:
    if severity is None:
        return [f"{n_interviews} interviews are too few to compare these ratings with others'; it takes {FEWEST_INTERVIEWS}."]
    low, high = severity.interval
    if low <= 0 <= high:
        words = [f"Ratings are neither clearly lower nor clearly higher than others' ({-high:+.1f} to {-low:+.1f} points, 90%)."]
    else:
        side, near, far = ("lower", low, high) if low > 0 else ("higher", -high, -low)
        amount = f"{abs(severity.severity):.1f} points {side} than the average interviewer's ({near:.1f} to {far:.1f}, 90%)"
        words = [
            f"For equally strong candidates, ratings are {amount}.",
            "Recommendations allow for that already: keep rating what you see, and compare anchors with a colleague.",
        ]
    if "halo" in severity.flags:
        words.append("Levels differ little between the skills of a candidate: rate one skill at a time, its evidence first.")
    return words


def _on_habits(counts: tuple[int, ...], changed: Estimate, evidence: float | None) -> list[str]:
    words = []
    if changed.low is not None and changed.high is not None and not changed.low <= 0 <= changed.high:
        side = "higher" if changed.low > 0 else "lower"
        words.append(
            f"Compared with colleagues, later ratings are {side} than earlier ones ({changed.low:+.1f} to {changed.high:+.1f} "
            "points, 95%): a good moment to reread the rubrics."
        )
    unused = unused_levels(counts)
    if unused:
        levels = " and ".join(map(str, unused))
        words.append(f"Level {levels} never occurs in {sum(counts)} ratings: look at what its anchors ask for.")
    if evidence is not None and evidence < SHORT_EVIDENCE:
        words.append(
            f"Evidence is short (half of it below {evidence:.0f} characters): what was said or done helps the debrief most."
        )
    return words
