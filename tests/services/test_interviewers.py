"""How somebody rates: to the person first, in words for the next interview, and nothing before there is enough."""

from __future__ import annotations

import pytest

from interview.errors import Forbidden
from interview.scoring.estimate import UNKNOWN
from interview.services.context import Context
from interview.services.interviewers import get_own_ratings, list_interviewers
from tests.factories import Cast, TestClock, a_published_loop
from tests.services.past_loops import finish_loops

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
