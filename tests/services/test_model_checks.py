"""Whether the scoring model holds on the organisation's own ratings, for administrators and auditors."""

from __future__ import annotations

import pytest

from benchmarks.simulated_loops import People, World, simulate
from interview.errors import Invalid
from interview.services.context import Context, new_id
from interview.services.model_checks import check_model
from interview.storage.past_ratings import PastRating
from tests.factories import Cast


def _import(context: Context, cast: Cast, candidates: int) -> None:
    """Ratings of an old system, by four people who each saw every candidate; Otto is severe, Ivan lenient."""
    names = [cast.ines, cast.ivan, cast.otto, cast.hugo]
    world = World(interviewers=4, interviews=4)
    people = People.of(world, 3)
    people.severity[:] = (0.0, -1.0, 1.0, 0.0)
    with context.store.write() as unit:
        unit.past_ratings.put(
            PastRating(
                id=new_id("past"),
                reference=rating.candidate,
                person_id=names[int(rating.interviewer[1:])].person_id,
                role_id="weaver",
                skill_id=rating.skill,
                level=rating.level or 1,
                imported_at=context.now(),
            )
            for rating in simulate(world, people, candidates, 3).ratings
        )
        unit.commit_bookkeeping()


def test_left_out_interviews_and_a_rasch_model_check_ours(context: Context, cast: Cast) -> None:
    _import(context, cast, 60)
    found = check_model(context, cast.ada)
    assert (found.n_ratings, found.check.n, found.check.trustworthy) == (720, 240, True)
    by_name = {pair.interviewer: pair for pair in found.severities}
    assert set(by_name) == {"Ines", "Ivan", "Otto", "Hugo"}
    for name, sign in (("Ivan", -1), ("Otto", 1)):
        assert sign * by_name[name].model > 0.4
        assert sign * by_name[name].rasch > 0.25


def test_auditors_get_numbers_instead_of_names(context: Context, cast: Cast) -> None:
    _import(context, cast, 20)
    assert [pair.interviewer for pair in check_model(context, cast.aud).severities] == [
        f"Interviewer {number}" for number in (1, 2, 3, 4)
    ]


def test_too_few_ratings_say_so(context: Context, cast: Cast) -> None:
    _import(context, cast, 2)
    with pytest.raises(Invalid, match="There are 24 ratings of decided candidates; a check needs at least 50"):
        check_model(context, cast.ada)
