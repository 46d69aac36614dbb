"""Calibration sessions: rate the same answer, each for oneself, then compare and find better words for the anchors.

Blind like a scorecard: others' ratings of an answer show once one's own is given, or when the session is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import yaml
from pydantic import ValidationError

from interview.content.anchors import begins_with_verb, unobservable
from interview.domain.base import Value
from interview.domain.calibration_session import (
    AnchorPlace,
    AnchorProposal,
    CalibrationSession,
    SampleAnswer,
    SampleRating,
    places,
    reworded,
)
from interview.domain.permission import Permission, require
from interview.domain.person import Actor, PersonRole
from interview.domain.scorecard import EVIDENCE_MINIMUM
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.scoring.agreement import AgreementReport, agreement
from interview.scoring.agreement_table import Observation
from interview.scoring.sample_spread import Spread, is_divided, spread_of
from interview.services.context import Context, new_id
from interview.storage.unit import Unit


class SessionSummary(Value):
    """A session in a list: how many answers it has, how many of them the reader has rated, and how many people took part."""

    id: str
    title: str
    skill_id: str
    is_open: bool
    n_answers: int
    rated: int
    n_people: int


class AnswerView(Value):
    """A sample answer. ``ratings``, by name, and ``spread`` are empty until the reader may see them."""

    answer: SampleAnswer
    own: SampleRating | None
    ratings: tuple[tuple[str, SampleRating], ...]
    spread: Spread | None


class AnchorView(Value):
    """A behaviour: in how many ratings it was seen, and in which answers (numbered from 1) people read it differently."""

    anchor: AnchorPlace
    text: str
    seen: int
    divided_in: tuple[int, ...]
    proposal: str = ""


@dataclass(frozen=True)
class SessionView:
    """``anchors`` and ``agreement`` are there once the reader has rated every answer or the session is closed."""

    session: CalibrationSession
    may_close: bool
    answers: tuple[AnswerView, ...]
    anchors: tuple[AnchorView, ...] = ()
    agreement: AgreementReport | None = None
    rubric_yaml: str = ""


def hold_calibration_session(
    context: Context, actor: Actor, *, title: str, skill_id: str, answers: Sequence[tuple[str, str]], question: str = ""
) -> CalibrationSession:
    """Begin a session on one skill. ``answers``: the text of each sample answer, and the address of a recording or nothing.

    Sample answers are written for the purpose or told so that nobody can be recognised; no candidate is named here.
    """
    require(actor, Permission.HOLD_CALIBRATION)
    rubric = context.catalogue.rubrics.get(skill_id)
    if rubric is None:
        raise Invalid(f"There is no rubric for '{skill_id}'; choose a skill from the list.")
    given = [(text.strip(), link.strip()) for text, link in answers if text.strip() or link.strip()]
    try:
        session = CalibrationSession(
            id=new_id("session"),
            title=title,
            rubric=rubric,
            question=question,
            answers=tuple(SampleAnswer(id=new_id("answer"), text=text, link=link) for text, link in given),
            created_by=actor.person_id,
            created_at=context.now(),
        )
    except ValidationError as error:
        raise Invalid(_sentence(error)) from None
    with context.store.write() as unit:
        unit.calibration_sessions.add(session)
        event = context.event(actor, "calibration.hold", "calibration_session", session.id, skill=skill_id, answers=len(given))
        unit.commit(event)
    return session


def list_calibration_sessions(context: Context, actor: Actor) -> tuple[SessionSummary, ...]:
    """Every session, the newest first."""
    require(actor, Permission.RATE_SAMPLES)
    with context.store.read() as unit:
        sessions, ratings = unit.calibration_sessions.all(), unit.calibration_sessions.ratings()
    return tuple(
        SessionSummary(
            id=session.id,
            title=session.title,
            skill_id=session.rubric.skill_id,
            is_open=session.closed_at is None,
            n_answers=len(session.answers),
            rated=sum(session.has_answer(one.answer_id) and one.person_id == actor.person_id for one in ratings),
            n_people=len({one.person_id for one in ratings if session.has_answer(one.answer_id)}),
        )
        for session in sessions
    )


def get_calibration_session(context: Context, actor: Actor, session_id: str) -> SessionView:
    """One session, with as much of others' ratings as the reader may see by now."""
    require(actor, Permission.RATE_SAMPLES)
    with context.store.read() as unit:
        session = _known(unit, session_id)
        ratings = unit.calibration_sessions.ratings(session_id)
        proposals = unit.calibration_sessions.proposals(session_id)
        names = unit.identity.names()
    answers = tuple(_answer(session, answer, ratings, actor, names) for answer in session.answers)
    closed = session.closed_at is not None
    view = SessionView(session=session, may_close=not closed and _holds(actor, session), answers=answers)
    if not closed and any(answer.own is None for answer in answers):
        return view
    return replace(
        view,
        anchors=tuple(_anchors(session, ratings, proposals)),
        agreement=agreement(
            Observation(one.answer_id, one.person_id, float(one.level), session.rubric.skill_id) for one in ratings
        ),
        rubric_yaml=_yaml(session, proposals) if proposals else "",
    )


def rate_sample_answer(
    context: Context, actor: Actor, session_id: str, answer_id: str, *, level: int, seen: Iterable[AnchorPlace], reason: str
) -> SampleRating:
    """Rate a sample answer, once and for good: whoever has read the others' can't be blind any more."""
    require(actor, Permission.RATE_SAMPLES)
    if len(reason.strip()) < EVIDENCE_MINIMUM:
        raise Invalid(f"Write which words led you there (at least {EVIDENCE_MINIMUM} characters).")
    with context.store.write() as unit:
        session = _open(unit, session_id)
        if not session.has_answer(answer_id):
            raise NotFound("This sample answer does not belong to the session; reload the page.")
        known = {place for place, _ in places(session.rubric)}
        try:
            rating = SampleRating(
                answer_id=answer_id,
                person_id=actor.person_id,
                level=level,
                seen=tuple(sorted(set(seen) & known, key=lambda one: (one.level, one.place))),
                reason=reason,
                rated_at=context.now(),
            )
        except ValidationError as error:
            raise Invalid(_sentence(error)) from None
        given = unit.calibration_sessions.ratings(session_id)
        if any(one.answer_id == answer_id and one.person_id == actor.person_id for one in given):
            raise Conflict("You have rated this answer already, and a rating is given once; talk about it in the session.")
        unit.calibration_sessions.add_rating(session_id, rating)
        unit.commit(context.event(actor, "calibration.rate", "calibration_session", session_id, answer=answer_id))
    return rating


def propose_anchor(context: Context, actor: Actor, session_id: str, anchor: AnchorPlace, text: str) -> AnchorProposal:
    """Propose better words for a behaviour; they have to meet the rules of all rubrics."""
    require(actor, Permission.RATE_SAMPLES)
    words = text.strip()
    if not begins_with_verb(words):
        raise Invalid("Begin with what the person does, such as 'Names the part that fails first'.")
    if problem := unobservable(words):
        raise Invalid(f"Say it so that anybody can see or hear it: {problem}.")
    with context.store.write() as unit:
        session = _known(unit, session_id)
        if anchor not in {place for place, _ in places(session.rubric)}:
            raise NotFound("The rubric has no such behaviour; reload the page.")
        proposal = AnchorProposal(
            id=new_id("proposal"), anchor=anchor, text=words, person_id=actor.person_id, proposed_at=context.now()
        )
        unit.calibration_sessions.add_proposal(session_id, proposal)
        unit.commit(context.event(actor, "calibration.propose", "calibration_session", session_id, level=anchor.level))
    return proposal


def close_calibration_session(context: Context, actor: Actor, session_id: str) -> None:
    """End a session: nobody can rate any more, and everybody sees everything. Its holder and administrators may."""
    require(actor, Permission.RATE_SAMPLES)
    with context.store.write() as unit:
        session = _open(unit, session_id)
        if not _holds(actor, session):
            raise Forbidden("Only who holds the session, or an administrator, may close it.")
        unit.calibration_sessions.close(session_id, context.now())
        unit.commit(context.event(actor, "calibration.close", "calibration_session", session_id))


def _known(unit: Unit, session_id: str) -> CalibrationSession:
    session = unit.calibration_sessions.get(session_id)
    if session is None:
        raise NotFound("There is no such calibration session. Go back to the list.")
    return session


def _open(unit: Unit, session_id: str) -> CalibrationSession:
    session = _known(unit, session_id)
    if session.closed_at is not None:
        raise Conflict("This session is closed, so nothing more can be rated; begin a new one.")
    return session


def _holds(actor: Actor, session: CalibrationSession) -> bool:
    return actor.person_id == session.created_by or actor.is_a(PersonRole.ADMINISTRATOR)


def _answer(
    session: CalibrationSession, answer: SampleAnswer, ratings: Sequence[SampleRating], actor: Actor, names: dict[str, str]
) -> AnswerView:
    given = [one for one in ratings if one.answer_id == answer.id]
    own = next((one for one in given if one.person_id == actor.person_id), None)
    if own is None and session.closed_at is None:
        return AnswerView(answer=answer, own=None, ratings=(), spread=None)
    named = sorted(((names.get(one.person_id, one.person_id), one) for one in given), key=lambda pair: pair[0])
    return AnswerView(answer=answer, own=own, ratings=tuple(named), spread=spread_of([one.level for one in given]))


def _anchors(
    session: CalibrationSession, ratings: Sequence[SampleRating], proposals: Sequence[AnchorProposal]
) -> Iterable[AnchorView]:
    latest = {proposal.anchor: proposal.text for proposal in proposals}
    by_answer = [[one for one in ratings if one.answer_id == answer.id] for answer in session.answers]
    for place, text in places(session.rubric):
        saw = [sum(place in one.seen for one in given) for given in by_answer]
        yield AnchorView(
            anchor=place,
            text=text,
            seen=sum(saw),
            divided_in=tuple(
                number for number, (n, given) in enumerate(zip(saw, by_answer, strict=True), 1) if is_divided(n, len(given))
            ),
            proposal=latest.get(place, ""),
        )


def _yaml(session: CalibrationSession, proposals: tuple[AnchorProposal, ...]) -> str:
    """The rubric's file with the proposed words in it, for whoever keeps the rubrics."""
    document = reworded(session.rubric, proposals).model_dump(mode="json")
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def _sentence(error: ValidationError) -> str:
    """The first mistake, in words."""
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    if field == "title":
        return "Give the session a title of up to 200 characters."
    if field == "answers" and first["type"] in {"too_short", "too_long"}:
        return "A session needs one to twelve sample answers: write one down, or give the address of a recording."
    if field == "level":
        return "Choose a level from 1 to 5."
    return f"{first['msg'].removeprefix('Value error, ')}."
