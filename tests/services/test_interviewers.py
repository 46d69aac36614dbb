"""How somebody rates: to the person first, in words for the next interview, and nothing before there is enough."""

from __future__ import annotations

import pytest

from interview.domain.scorecard import Revision, RevisionKind
from interview.errors import Forbidden
from interview.scoring.estimate import UNKNOWN
from interview.services.context import Context, new_id
from interview.services.interviewers import get_own_ratings, list_interviewers
from tests.factories import Cast, TestClock, a_published_loop
from tests.services.past_loops import finish_loops, written

SEVERE = [(2, 4), (3, 5), (1, 3), (2, 4), (2, 5), (3, 4), (2, 4), (1, 3), (3, 5), (2, 4)]  # Ines about two points below Ivan


@pytest.fixture
def role(context: Context, cast: Cast) -> Cast:
    a_published_loop(context, cast.hugo)
    return cast


def test_below_ten_interviews_nothing_is_compared(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, SEVERE[:9])
    view = get_own_ratings(context, role.ines)
    assert (view.n_interviews, view.severity, view.drift) == (9, None, UNKNOWN)
    assert view.words[0] == "9 interviews are too few to compare these ratings with others'; it takes 10."


def test_severity_is_put_in_words_with_its_interval(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, SEVERE * 2)
    ines, ivan = get_own_ratings(context, role.ines), get_own_ratings(context, role.ivan)
    assert ines.severity is not None
    assert ivan.severity is not None
    assert ines.severity.severity > 0 > ivan.severity.severity
    assert "points lower than the average interviewer's" in ines.words[0]
    assert "points higher than the average interviewer's" in ivan.words[0]
    assert ines.words[1].startswith("Recommendations allow for that already")
    assert (ines.n_shared, ines.counts, ivan.not_assessed) == (20, (4, 10, 26, 0, 0), 20)
    assert "Level 4 and 5 never occurs in 40 ratings: look at what its anchors ask for." in ines.words


def test_those_who_agree_read_that_nothing_is_clear(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, [(level, level) for level in (2, 3, 4, 5, 3, 4, 2, 3, 4, 3)])
    assert get_own_ratings(context, role.ines).words[0].startswith("Ratings are neither clearly lower nor clearly higher")


def test_drift_is_named_once_it_is_clear(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, [(3, 3), (2, 3)] * 5 + [(5, 3), (4, 3)] * 5)
    words = get_own_ratings(context, role.ines).words
    assert any("later ratings are higher than earlier ones" in sentence for sentence in words)
    words = get_own_ratings(context, role.ivan).words
    assert any("later ratings are lower than earlier ones" in sentence for sentence in words)


def test_one_level_for_all_skills_is_named(context: Context, role: Cast, clock: TestClock) -> None:
    """Ines gives every candidate one level on both skills; Ivan, in the same loops, tells the skills apart."""
    finish_loops(context, role, clock, [(3, 3)] * 12, listening=[1, 5] * 6)
    assert any("rate one skill at a time" in sentence for sentence in get_own_ratings(context, role.ines).words)
    assert not any("rate one skill at a time" in sentence for sentence in get_own_ratings(context, role.ivan).words)


def test_short_evidence_is_named(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, [(3, 3)])
    view = get_own_ratings(context, role.ines)
    assert view.evidence == 55
    assert view.words[-1] == "Evidence is short (half of it below 55 characters): what was said or done helps the debrief most."


def test_scorecards_in_time_are_counted_and_late_ones_are_named(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, [(3, 3)] * 10, hours_late=48)
    view = get_own_ratings(context, role.ines)
    assert (view.n_timed, view.on_time.value) == (10, 0.0)
    assert "0% of 10 scorecards came in time: they are quickest to write right after the interview." in view.words


def test_skills_that_were_planned_and_left_out_are_named(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, [(3, 3)] * 10)  # Ivan never assesses listening, one of his two skills
    assert any(
        words.startswith("10 of 20 planned skills were not assessed") for words in get_own_ratings(context, role.ivan).words
    )
    assert not any("planned skills" in words for words in get_own_ratings(context, role.ines).words)


def test_what_was_amended_after_reading_others_is_counted(context: Context, role: Cast, clock: TestClock) -> None:
    finish_loops(context, role, clock, [(3, 3)] * 2)
    with context.store.write() as unit:
        mine = [
            card
            for card in unit.scorecards.submitted_on(frozenset(one.id for one in unit.candidates.all()))
            if card.person_id == role.ines.person_id
        ]
        for card, seen in zip(mine, (True, False), strict=True):
            kept = Revision(
                version=2,
                kind=RevisionKind.AMENDED,
                content=card.content,
                saved_at=context.now(),
                person_id=card.person_id,
                reason="Misheard.",
                had_seen_others=seen,
            )
            unit.scorecards.add_revision(card.id, new_id("revision"), kept)
        unit.commit_bookkeeping()
    view = get_own_ratings(context, role.ines)
    assert view.amended_late == 1
    assert any(words.startswith("1 scorecard was amended after others' could be read.") for words in view.words)
    assert get_own_ratings(context, role.ivan).amended_late == 0


def test_a_shadow_is_compared_with_the_interviewers_and_never_counted(context: Context, role: Cast, clock: TestClock) -> None:
    """Otto watches Ines in three workshops and rates design one level higher each time."""
    finish_loops(context, role, clock, [(3, 3), (2, 3), (4, 3)])
    before = get_own_ratings(context, role.ines)
    with context.store.write() as unit:
        cards = unit.scorecards.submitted_on(frozenset(one.id for one in unit.candidates.all()))
        for card in (one for one in cards if one.person_id == role.ines.person_id):
            level = card.content.rating("design").level or 0
            seat = {"id": new_id("scorecard"), "person_id": role.otto.person_id, "is_shadow": True}
            unit.scorecards.add(card.model_copy(update={**seat, "content": written(design=level + 1, coding=None)}))
        unit.commit_bookkeeping()
    view = get_own_ratings(context, role.otto)
    assert (view.n_interviews, view.shadowing.n_interviews, view.shadowing.n_ratings) == (0, 3, 3)
    assert (view.shadowing.difference.value, view.shadowing.within_one.value) == (1.0, 1.0)
    assert view.words[-1] == (
        "As a shadow in 3 interviews, 100% of 3 ratings were within one level of the interviewers', "
        "and on the whole higher (+1.0 to +1.0 points, 95%). These ratings never count."
    )
    after = get_own_ratings(context, role.ines)
    assert (after.counts, after.severity, after.n_shared) == (before.counts, before.severity, before.n_shared)
    assert [one.name for one in list_interviewers(context, role.ada)] == ["Ines", "Ivan", "Otto"]


def test_the_list_is_in_the_order_of_names_and_administrators_alone_get_it(
    context: Context, role: Cast, clock: TestClock
) -> None:
    finish_loops(context, role, clock, SEVERE[:1])
    assert [view.name for view in list_interviewers(context, role.ada)] == ["Ines", "Ivan"]
    with pytest.raises(Forbidden, match="You may not see how single interviewers rate"):
        list_interviewers(context, role.hugo)


def test_who_never_rated_reads_so(context: Context, role: Cast) -> None:
    view = get_own_ratings(context, role.otto)
    assert (view.n_interviews, view.counts, view.evidence) == (0, (0, 0, 0, 0, 0), None)


def test_an_invitation_opens_no_mirror(context: Context, role: Cast) -> None:
    guest = role.ines.model_copy(update={"interview_id": "interview-1"})
    with pytest.raises(Forbidden, match="An invitation opens its own interview only"):
        get_own_ratings(context, guest)
