"""How somebody rates, shown to that person first: a mirror for the next interview, never a measure of performance.

Administrators, who own the calibration, may look at everybody; the list is in the order of names and has no ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from interview.domain.permission import Permission, require
from interview.domain.person import Actor, Person
from interview.domain.scorecard import Scorecard
from interview.errors import Forbidden
from interview.scoring.agreement_table import AgreementTable, side_by_side
from interview.scoring.calibration import Calibration
from interview.scoring.drift import differences_from_others, drift
from interview.scoring.estimate import UNKNOWN, Estimate
from interview.scoring.interviewers import interviewer_report
from interview.scoring.proportion import proportion
from interview.scoring.report import InterviewerReport
from interview.scoring.scale_use import level_counts
from interview.scoring.shadowing import Beside, Shadowing, shadowing
from interview.services.context import Context
from interview.services.finished_loops import FinishedLoop, every_finished_loop, observations_of
from interview.services.interviewer_words import FEWEST_INTERVIEWS, on_habits, on_plan, on_severity, on_shadowing
from interview.services.interviews import scorecard_due_at
from interview.services.judging import learned_calibration
from interview.storage.unit import Unit

_EXPECTED_BAR = 3.5


@dataclass(frozen=True, slots=True)
class InterviewerView:
    """One person's ratings in finished loops.

    ``counts``: how often each level from 1 to 5 was given; ``not_assessed`` how many planned skills were not. ``severity`` is in
    rating points, shrunk towards 0, with its 90% interval, ``None`` below ten interviews. ``drift``: how much more lenient the
    later half of the ``n_shared`` candidates whom others rated too, with its 95% interval. ``evidence``: median characters a
    rating. ``on_time``: the share of ``n_timed`` scorecards that came in time; ``amended_late``: how many were amended after
    others' could be read. ``shadowing``: the ratings given as a shadow beside the interviewers'. ``words``: what all that means
    for the next interview.
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
    n_timed: int
    on_time: Estimate
    amended_late: int
    shadowing: Shadowing
    words: tuple[str, ...]


def get_own_ratings(context: Context, actor: Actor) -> InterviewerView:
    """How the actor rates, for the actor alone."""
    if actor.interview_id is not None:
        raise Forbidden("An invitation opens its own interview only; sign in with an account to see how you rate.")
    with context.store.read() as unit:
        record = _Record.read(unit, actor)
    return record.views([actor.person_id])[0]


def list_interviewers(context: Context, actor: Actor) -> tuple[InterviewerView, ...]:
    """Everybody who rated in a finished loop, shadows included, by name; for the owners of the calibration."""
    require(actor, Permission.READ_INTERVIEWERS)
    with context.store.read() as unit:
        record = _Record.read(unit, actor)
    context.note_reading(actor, "interviewers.read", "interviewer", "all")
    raters = {card.person_id for loop in record.loops for card in loop.cards}
    return record.views(sorted(raters, key=lambda one: (record.name(one), one)))


@dataclass(frozen=True)
class _Record:
    """What finished loops hold about interviewers."""

    loops: tuple[FinishedLoop, ...]
    people: dict[str, Person]
    late: frozenset[str]

    @classmethod
    def read(cls, unit: Unit, actor: Actor) -> _Record:
        loops = every_finished_loop(unit, actor)
        writers = {card.person_id for loop in loops for card in loop.cards} | {actor.person_id}
        people = {person.id: person for person in unit.identity.people(sorted(writers))}
        return cls(loops, people, unit.scorecards.amended_late())

    def name(self, person_id: str) -> str:
        return self.people[person_id].name if person_id in self.people else person_id

    def views(self, person_ids: Sequence[str]) -> tuple[InterviewerView, ...]:
        calibration = learned_calibration(tuple(rating for loop in self.loops for rating in loop.ratings), _EXPECTED_BAR)
        table = side_by_side(observations_of(self.loops))
        return tuple(self._view(person_id, calibration, table) for person_id in person_ids)

    def _view(self, person_id: str, calibration: Calibration, table: AgreementTable) -> InterviewerView:
        own = [(loop, card) for loop in self.loops for card in loop.cards if card.person_id == person_id and not card.is_shadow]
        ratings = [rating for _, card in own for rating in card.content.ratings]
        levels = [rating.level for rating in ratings if rating.level is not None]
        shared = differences_from_others(table, person_id)
        in_order = [shared[loop.candidate.id] for loop in self.loops if loop.candidate.id in shared]
        counts, changed = level_counts(levels), drift(in_order)
        evidence = median([len(rating.evidence.strip()) for rating in ratings if rating.level is not None]) if levels else None
        severity = interviewer_report(person_id, calibration) if len(own) >= FEWEST_INTERVIEWS else None
        n_timed, on_time = self._punctuality(own)
        late = sum(card.id in self.late for _, card in own)
        beside = shadowing(_beside(self.loops, person_id))
        return InterviewerView(
            person_id=person_id,
            name=self.name(person_id),
            n_interviews=len(own),
            counts=counts,
            not_assessed=len(ratings) - len(levels),
            severity=severity,
            n_shared=len(in_order),
            drift=changed,
            evidence=evidence,
            n_timed=n_timed,
            on_time=on_time,
            amended_late=late,
            shadowing=beside,
            words=(
                *on_severity(len(own), severity),
                *on_habits(counts, changed, evidence),
                *on_plan(len(levels), len(ratings), n_timed, on_time, late),
                *on_shadowing(beside),
            ),
        )

    def _punctuality(self, own: Sequence[tuple[FinishedLoop, Scorecard]]) -> tuple[int, Estimate]:
        """How many scorecards have a date they were due at, and the share that kept it; unknown below ten."""
        kept = []
        for loop, card in own:
            interview = next((one for one in loop.interviews if one.id == card.interview_id), None)
            if interview and interview.ends_at and card.submitted_at and card.person_id in self.people:
                kept.append(card.submitted_at <= scorecard_due_at(interview.ends_at, self.people[card.person_id].timezone))
        return len(kept), proportion(sum(kept), len(kept)) if len(kept) >= FEWEST_INTERVIEWS else UNKNOWN


def _beside(loops: Sequence[FinishedLoop], person_id: str) -> dict[str, list[Beside]]:
    """The shadow's levels beside the interviewers' in the same interviews."""
    found: dict[str, list[Beside]] = {}
    for loop in loops:
        for mine in (card for card in loop.cards if card.person_id == person_id and card.is_shadow):
            counted = [card for card in loop.cards if card.interview_id == mine.interview_id and not card.is_shadow]
            skills = found.setdefault(mine.interview_id, [])
            for rating in mine.content.ratings:
                levels = [level for card in counted if (level := card.content.rating(rating.skill_id).level) is not None]
                if rating.level is not None and levels:
                    skills.append(Beside(rating.skill_id, rating.level, sum(levels) / len(levels)))
    return found
