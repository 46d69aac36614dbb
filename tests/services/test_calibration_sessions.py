"""Calibration sessions: blind until one's own rating is given, once and for good; and better words out of disagreement."""

from __future__ import annotations

import pytest
import yaml

from interview.domain.calibration_session import AnchorPlace, CalibrationSession
from interview.domain.person import Actor, PersonRole
from interview.domain.rubric import Rubric
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.calibration_sessions import (
    close_calibration_session,
    get_calibration_session,
    hold_calibration_session,
    list_calibration_sessions,
    propose_anchor,
    rate_sample_answer,
)
from interview.services.context import Context
from tests.factories import Cast, a_person

REASON = "Says what breaks first and how they noticed."
FIRST = AnchorPlace(level=3, place=0)
OTHER = AnchorPlace(level=4, place=1)


@pytest.fixture
def session(context: Context, cast: Cast) -> CalibrationSession:
    answers = [("We split the table by customer.", ""), ("", "https://recordings.example.org/7")]
    return hold_calibration_session(context, cast.hugo, title="Design, spring", skill_id="design", answers=answers)


def rate(context: Context, actor: Actor, session: CalibrationSession, level: int, *seen: AnchorPlace, answer: int = 0) -> None:
    rate_sample_answer(context, actor, session.id, session.answers[answer].id, level=level, seen=seen, reason=REASON)


def test_others_ratings_show_after_ones_own_and_not_before(context: Context, cast: Cast, session: CalibrationSession) -> None:
    rate(context, cast.ines, session, 4, FIRST)
    blind = get_calibration_session(context, cast.ivan, session.id)
    assert [(answer.own, answer.ratings, answer.spread) for answer in blind.answers] == [(None, (), None)] * 2
    assert (blind.anchors, blind.agreement, REASON in repr(blind)) == ((), None, False)
    assert REASON not in repr(get_calibration_session(context, cast.hugo, session.id))  # who holds it is blind as well
    rate(context, cast.ivan, session, 2)
    seen = get_calibration_session(context, cast.ivan, session.id)
    assert [(name, rating.level) for name, rating in seen.answers[0].ratings] == [("Ines", 4), ("Ivan", 2)]
    assert seen.answers[0].spread is not None
    assert (seen.answers[0].spread.spread, seen.answers[0].spread.within_one) == (2, 0.0)
    assert seen.answers[1].ratings == ()
    assert seen.anchors == ()  # one answer is still to be rated


def test_a_rating_is_given_once(context: Context, cast: Cast, session: CalibrationSession) -> None:
    rate(context, cast.ines, session, 4)
    with pytest.raises(Conflict, match="rated this answer already"):
        rate(context, cast.ines, session, 5)
    assert [one.level for _, one in get_calibration_session(context, cast.ines, session.id).answers[0].ratings] == [4]


def test_a_closed_session_shows_everything_and_takes_nothing(context: Context, cast: Cast, session: CalibrationSession) -> None:
    rate(context, cast.ines, session, 4, FIRST)
    with pytest.raises(Forbidden, match="Only who holds the session"):
        close_calibration_session(context, cast.ivan, session.id)
    close_calibration_session(context, cast.hugo, session.id)
    view = get_calibration_session(context, cast.otto, session.id)
    assert [name for name, _ in view.answers[0].ratings] == ["Ines"]
    assert not view.may_close
    with pytest.raises(Conflict, match="closed"):
        rate(context, cast.otto, session, 3)
    with pytest.raises(Conflict, match="closed"):
        close_calibration_session(context, cast.ada, session.id)


def test_behaviours_that_people_read_differently_are_named(context: Context, cast: Cast, session: CalibrationSession) -> None:
    """Two of four see FIRST in the first answer; all see OTHER; in the second answer nobody sees anything."""
    people = [cast.ines, cast.ivan, cast.bo, cast.otto]
    for number, actor in enumerate(people):
        rate(context, actor, session, 3 + number % 2, OTHER, *([FIRST] if number < 2 else []))
        rate(context, actor, session, 3, answer=1)
    anchors = {view.anchor: view for view in get_calibration_session(context, cast.ines, session.id).anchors}
    assert (anchors[FIRST].seen, anchors[FIRST].divided_in) == (2, (1,))
    assert (anchors[OTHER].seen, anchors[OTHER].divided_in) == (4, ())
    assert len(anchors) == 15


def test_agreement_is_over_sample_answers(context: Context, cast: Cast, session: CalibrationSession) -> None:
    for actor, levels in ((cast.ines, (4, 2)), (cast.ivan, (5, 2))):
        for number, level in enumerate(levels):
            rate(context, actor, session, level, answer=number)
    found = get_calibration_session(context, cast.ines, session.id).agreement
    assert found is not None
    assert (found.n_units, found.within_one, found.exact, found.too_few) == (2, 1.0, 0.5, True)


def test_better_words_meet_the_rules_of_rubrics_and_become_the_next_version(
    context: Context, cast: Cast, session: CalibrationSession
) -> None:
    for refused, sentence in (
        ("Good at naming limits", "Begin with what the person does"),
        ("Knows the limits well", "Say it so"),
    ):
        with pytest.raises(Invalid, match=sentence):
            propose_anchor(context, cast.ines, session.id, FIRST, refused)
    propose_anchor(context, cast.ines, session.id, FIRST, "Names the part that fails first, and how it shows.")
    propose_anchor(context, cast.ivan, session.id, FIRST, "Names the part that fails first, with its figure.")
    close_calibration_session(context, cast.hugo, session.id)
    view = get_calibration_session(context, cast.hugo, session.id)
    rubric = Rubric.model_validate(yaml.safe_load(view.rubric_yaml))
    assert rubric.version == session.rubric.version + 1
    assert rubric.anchor(3).behaviours[0] == "Names the part that fails first, with its figure."
    assert rubric.anchor(3).behaviours[1:] == session.rubric.anchor(3).behaviours[1:]
    assert session.rubric.anchor(3).behaviours[0] == context.catalogue.rubrics["design"].anchor(3).behaviours[0]  # untouched


def test_lists_count_people_and_say_nothing_of_levels(context: Context, cast: Cast, session: CalibrationSession) -> None:
    rate(context, cast.ines, session, 5)
    (for_ines,), (for_ivan,) = (list_calibration_sessions(context, actor) for actor in (cast.ines, cast.ivan))
    assert (for_ines.rated, for_ines.n_answers, for_ines.n_people, for_ines.is_open) == (1, 2, 1, True)
    assert for_ivan.rated == 0


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([("", "")], "one to twelve sample answers"),
        ([("x", "")] * 13, "one to twelve sample answers"),
        ([("", "http://plain.example.org")], "begins with https://"),
        ([("", "file:///etc/passwd")], "begins with https://"),
    ],
)
def test_what_can_not_be_rated_is_refused(context: Context, cast: Cast, answers: list[tuple[str, str]], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        hold_calibration_session(context, cast.hugo, title="T", skill_id="design", answers=answers)
    assert list_calibration_sessions(context, cast.hugo) == ()


def test_unknown_things_and_thin_reasons_are_refused(context: Context, cast: Cast, session: CalibrationSession) -> None:
    with pytest.raises(Invalid, match="no rubric for 'juggling'"):
        hold_calibration_session(context, cast.hugo, title="T", skill_id="juggling", answers=[("x", "")])
    with pytest.raises(Invalid, match="title"):
        hold_calibration_session(context, cast.hugo, title=" ", skill_id="design", answers=[("x", "")])
    with pytest.raises(NotFound, match="no such calibration session"):
        get_calibration_session(context, cast.hugo, "session-none")
    with pytest.raises(NotFound, match="does not belong"):
        rate_sample_answer(context, cast.ines, session.id, "answer-none", level=3, seen=(), reason=REASON)
    with pytest.raises(Invalid, match="at least 15 characters"):
        rate_sample_answer(context, cast.ines, session.id, session.answers[0].id, level=3, seen=(), reason="good")
    with pytest.raises(Invalid, match="level from 1 to 5"):
        rate_sample_answer(context, cast.ines, session.id, session.answers[0].id, level=6, seen=(), reason=REASON)


def test_auditors_and_guests_take_no_part(context: Context, cast: Cast, session: CalibrationSession) -> None:
    guest = cast.ines.model_copy(update={"interview_id": "interview-1"})
    for actor in (cast.aud, guest):
        with pytest.raises(Forbidden, match="take part in calibration sessions"):
            get_calibration_session(context, actor, session.id)
    with pytest.raises(Forbidden, match="hold calibration sessions"):
        hold_calibration_session(context, cast.ines, title="T", skill_id="design", answers=[("x", "")])


def test_a_name_that_sorts_first_does_not_tell_who_rated_first(context: Context, cast: Cast, session: CalibrationSession) -> None:
    rate(context, cast.otto, session, 3)
    rate(context, a_person(context, "Abe", PersonRole.INTERVIEWER), session, 3)
    view = get_calibration_session(context, cast.otto, session.id)
    assert [name for name, _ in view.answers[0].ratings] == ["Abe", "Otto"]
