"""Blind until submitted: what somebody sees of other people's scorecards.

Seeing others' ratings before writing one's own destroys independent evidence, so hiding is the default and covers counts and
"complete" badges too: from those, a rater could tell who has finished and how. Whoever rates the candidate is blind until
every scorecard of their own is in; under ``after_all`` everybody is, until every scorecard that is due is in.
"""

from __future__ import annotations

from enum import StrEnum

from interview.domain.base import Value


class Blindness(StrEnum):
    """When others' scorecards open."""

    AFTER_OWN = "after_own"
    AFTER_ALL = "after_all"


class Sight(Value):
    """What is open: ``contents`` ratings, evidence, votes; ``statuses`` who has submitted, and any count of it."""

    contents: bool
    statuses: bool
    reason: str = ""


OPEN = Sight(contents=True, statuses=True)


def sight(rule: Blindness, *, rates: bool, own_due: int, all_due: int) -> Sight:
    """What a person sees.

    ``rates``: whether the person owes or has written a scorecard on this candidate; ``own_due`` and ``all_due``: how many
    scorecards of their own, and of anybody, have not been submitted yet.
    """
    if rates and own_due > 0:
        return Sight(contents=False, statuses=False, reason="Others' scorecards open once you have submitted your own.")
    if rule is Blindness.AFTER_ALL and all_due > 0:
        reason = "Scorecards of this loop open once all of them are submitted."
        return Sight(contents=False, statuses=not rates, reason=reason)
    return OPEN
