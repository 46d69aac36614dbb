"""Does the scoring model hold on the organisation's own ratings? Its intervals, and its severities beside a Rasch model."""

from __future__ import annotations

from interview.domain.base import Value
from interview.domain.permission import Permission, is_permitted, require
from interview.domain.person import Actor
from interview.errors import Invalid
from interview.scoring.coverage import SelfCheck, self_check
from interview.scoring.interviewers import interviewer_report
from interview.services.context import Context
from interview.services.judging import learned_calibration
from interview.services.ratings import earlier_ratings

FEWEST_RATINGS = 50
_EXPECTED_BAR = 3.5


class SeverityPair(Value):
    """An interviewer's severity in logits by the scoring model (shrunk) and by a plain many-facet Rasch model (not shrunk)."""

    interviewer: str
    n: int
    model: float
    rasch: float


class ModelCheck(Value):
    """``check``: how predictions of left-out interviews did; ``severities`` of those with ten interviews or more, side by side.

    Whoever may not see how single interviewers rate gets them numbered instead of named.
    """

    n_ratings: int
    check: SelfCheck
    severities: tuple[SeverityPair, ...]


def check_model(context: Context, actor: Actor) -> ModelCheck:
    """Check intervals and severities on everything that is decided or was imported; seconds of work with thousands of ratings."""
    from interview.scoring.mfrm_marginal import fit_marginal  # noqa: PLC0415 - scipy.optimize takes a second, for auditors only

    require(actor, Permission.READ_AUDIT)
    with context.store.read() as unit:
        ratings = earlier_ratings(unit)
        names = unit.identity.names()
    assessed = [rating for rating in ratings if rating.level is not None]
    if len(assessed) < FEWEST_RATINGS:
        raise Invalid(f"There are {len(assessed)} ratings of decided candidates; a check needs at least {FEWEST_RATINGS}.")
    calibration = learned_calibration(ratings, _EXPECTED_BAR)
    rasch = fit_marginal(assessed)
    named = is_permitted(actor, Permission.READ_INTERVIEWERS)
    pairs = []
    for number, person_id in enumerate(calibration.interviewers, 1):
        report = interviewer_report(person_id, calibration)
        if report.n_interviews < 10 or person_id not in rasch.severity:
            continue
        label = names.get(person_id, person_id) if named else f"Interviewer {number}"
        pairs.append(
            SeverityPair(interviewer=label, n=report.n, model=report.severity_logits, rasch=round(rasch.severity[person_id], 6))
        )
    context.note_reading(actor, "model.check", "health", "all")
    return ModelCheck(n_ratings=len(assessed), check=self_check(assessed, calibration), severities=tuple(pairs))
