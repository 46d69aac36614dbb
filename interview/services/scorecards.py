"""Scorecards: drafted, saved every moment, submitted once, amended in the open, and read only by who is not blind."""

from __future__ import annotations

from collections.abc import Iterable

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview, InterviewState
from interview.domain.merge import Edit, clashes, write
from interview.domain.permission import Permission
from interview.domain.person import Actor
from interview.domain.scorecard import (
    EMPTY,
    Revision,
    RevisionKind,
    Scorecard,
    ScorecardConflict,
    ScorecardContent,
    ScorecardIncomplete,
    ScorecardState,
    missing_before_submit,
)
from interview.domain.visibility import Sight
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.access import candidate_for, due, interview_for, loop_of, rated_stage, sight_on
from interview.services.context import SYSTEM, Context, new_id
from interview.storage.unit import Unit


class ScorecardView(Scorecard):
    """A scorecard with what a reader needs around it. ``seen_late``: amended after its author could read others.

    ``texts_set_aside`` counts, for the author alone, the texts that another tab's newer ones kept out (:func:`read_revisions`).
    """

    author: str
    stage_id: str
    stage_title: str
    skills: tuple[str, ...]
    seen_late: bool = False
    texts_set_aside: int = 0


class ScorecardsView(Value):
    """The submitted scorecards on a candidate as far as the actor is not blind: while blind no card, no count, no badge."""

    sight: Sight
    cards: tuple[ScorecardView, ...]
    due: int | None


def open_scorecard(context: Context, actor: Actor, interview_id: str) -> ScorecardView:
    """The actor's own scorecard of an interview; the first opening makes an empty draft."""
    with context.store.read() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.WRITE_SCORECARD)
        card = unit.scorecards.of_interviewer(interview_id, actor.person_id)
        view = _view(unit, card, candidate, interview, own=True) if card else None
    if view is None:
        return _begin(context, actor, interview_id)
    context.note_reading(actor, "scorecard.read_own", "scorecard", view.id)
    return view


def _begin(context: Context, actor: Actor, interview_id: str) -> ScorecardView:
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.WRITE_SCORECARD)
        card = unit.scorecards.of_interviewer(interview_id, actor.person_id)
        if card is None:  # another tab may have been faster
            _refuse_closed(interview, candidate)
            card = Scorecard(
                id=new_id("scorecard"),
                interview_id=interview_id,
                candidate_id=interview.candidate_id,
                person_id=actor.person_id,
                is_shadow=any(seat.person_id == actor.person_id and seat.is_shadow for seat in interview.panel),
                state=ScorecardState.DRAFT,
                version=1,
                content=EMPTY,
                updated_at=context.now(),
            )
            unit.scorecards.add(card)
            unit.commit(context.event(actor, "scorecard.open", "scorecard", card.id, candidate=candidate.id))
        return _view(unit, card, candidate, interview, own=True)


def save_draft(
    context: Context, actor: Actor, scorecard_id: str, *, expected_version: int, content: ScorecardContent
) -> Scorecard:
    """Keep what was typed so far. Saving the same text again changes nothing.

    Raises :class:`~interview.domain.scorecard.ScorecardConflict` with both texts if another tab saved first; the refused text is
    set aside in the database. After the submit it raises :class:`~interview.errors.Conflict`.
    """
    with context.store.write() as unit:
        card, interview, candidate = _own(unit, actor, scorecard_id)
        if card.content == content:
            return card
        if card.state is ScorecardState.SUBMITTED:
            raise Conflict("This scorecard is submitted and locked, so this text was not saved; amend it with a reason instead.")
        _refuse_closed(interview, candidate)
        if card.version != expected_version:
            _set_aside(context, unit, actor, card, content)
        return _save(context, unit, actor, card, content)


def save_edit(context: Context, actor: Actor, scorecard_id: str, edit: Edit) -> Scorecard:
    """Change one field of a draft and leave every other as it is stored, whatever version the tab has seen.

    Raises :class:`~interview.domain.scorecard.ScorecardConflict` if that very field holds something its author has not seen; the
    refused text is set aside in the database. After the submit it raises :class:`~interview.errors.Conflict`.
    """
    with context.store.write() as unit:
        card, interview, candidate = _own(unit, actor, scorecard_id)
        content = write(card.content, edit.field, edit.value)
        if card.content == content:
            return card
        if card.state is ScorecardState.SUBMITTED:
            raise Conflict("This scorecard is submitted and locked, so this text was not saved; amend it with a reason instead.")
        _refuse_closed(interview, candidate)
        if clashes(card.content, edit):
            _set_aside(context, unit, actor, card, content)
        return _save(context, unit, actor, card, content)


def submit_scorecard(
    context: Context,
    actor: Actor,
    scorecard_id: str,
    *,
    expected_version: int,
    content: ScorecardContent | None = None,
) -> Scorecard:
    """Lock the scorecard: what the draft holds, or ``content``. Submitting the same again is no error.

    Raises :class:`~interview.domain.scorecard.ScorecardIncomplete` with every gap, and the conflicts of :func:`save_draft`.
    """
    with context.store.write() as unit:
        card, interview, candidate = _own(unit, actor, scorecard_id)
        wanted = card.content if content is None else content
        if card.state is ScorecardState.SUBMITTED:
            if wanted == card.content:
                return card
            raise Conflict("This scorecard is submitted and locked, so nothing was changed; amend it with a reason instead.")
        _refuse_closed(interview, candidate)
        if card.version != expected_version and wanted != card.content:
            _set_aside(context, unit, actor, card, wanted)
        missing = missing_before_submit(wanted, _skills(context, unit, candidate, interview))
        if missing:
            raise ScorecardIncomplete(missing)
        now = context.now()
        submitted = card.model_copy(
            update={
                "content": wanted,
                "state": ScorecardState.SUBMITTED,
                "version": card.version + 1,
                "updated_at": now,
                "submitted_at": now,
            }
        )
        unit.scorecards.replace(submitted, card.version)
        _keep(context, unit, submitted, RevisionKind.SUBMITTED)
        unit.commit(context.event(actor, "scorecard.submit", "scorecard", scorecard_id, version=submitted.version))
        return submitted


def amend_scorecard(
    context: Context,
    actor: Actor,
    scorecard_id: str,
    *,
    expected_version: int,
    content: ScorecardContent,
    reason: str,
) -> Scorecard:
    """Change a submitted scorecard in the open: a new version, with the reason and whether its author had seen others'."""
    if not reason.strip():
        raise Invalid("Say why you amend it: the reason is kept and shown.")
    with context.store.write() as unit:
        card, interview, candidate = _own(unit, actor, scorecard_id)
        if card.state is not ScorecardState.SUBMITTED:
            raise Invalid("This scorecard is still a draft; just change it.")
        if candidate.state is not CandidateState.ACTIVE:
            raise Conflict("The decision on this candidate is made, so scorecards no longer change.")
        if card.content == content:
            return card
        if card.version != expected_version:
            _set_aside(context, unit, actor, card, content)
        missing = missing_before_submit(content, _skills(context, unit, candidate, interview))
        if missing:
            raise ScorecardIncomplete(missing)
        amended = card.model_copy(update={"content": content, "version": card.version + 1, "updated_at": context.now()})
        unit.scorecards.replace(amended, card.version)
        _keep(context, unit, amended, RevisionKind.AMENDED, reason.strip())
        unit.commit(context.event(actor, "scorecard.amend", "scorecard", scorecard_id, version=amended.version))
        return amended


def read_scorecards(context: Context, actor: Actor, candidate_id: str) -> ScorecardsView:
    """Every submitted scorecard on a candidate, or none while the actor is blind. Their own is always among them."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.READ_SCORECARDS)
        view = visible_scorecards(unit, actor, candidate)
    note_reveal(context, actor, candidate_id, view.cards)
    context.note_reading(actor, "scorecard.read_all", "candidate", candidate_id)
    return view


def read_revisions(context: Context, actor: Actor, scorecard_id: str) -> tuple[Revision, ...]:
    """Every kept text of a scorecard, for its author and for whoever may read the scorecard itself.

    Texts that were set aside are drafts: their author alone gets them.
    """
    with context.store.read() as unit:
        card = unit.scorecards.get(scorecard_id)
        if card is None:
            raise Forbidden("You may not read this scorecard.")
        candidate = candidate_for(unit, actor, card.candidate_id, Permission.READ_SCORECARDS)
        view = visible_scorecards(unit, actor, candidate)
        own = card.person_id == actor.person_id
        if not own and scorecard_id not in {shown.id for shown in view.cards}:
            raise Forbidden(view.sight.reason or "This scorecard is not submitted yet.")
        kept = unit.scorecards.revisions(scorecard_id)
    note_reveal(context, actor, candidate.id, [card])
    context.note_reading(actor, "scorecard.read_revisions", "scorecard", scorecard_id)
    return tuple(revision for revision in kept if own or revision.kind is not RevisionKind.SET_ASIDE)


def visible_scorecards(unit: Unit, actor: Actor, candidate: Candidate) -> ScorecardsView:
    """What :func:`read_scorecards` shows, inside the caller's transaction, which has to see to :func:`reveal`."""
    interviews = unit.interviews.of_candidate(candidate.id)
    cards = unit.scorecards.of_candidate(candidate.id)
    loop = loop_of(unit, candidate)
    seen = sight_on(actor, loop.blindness, interviews, cards)
    by_id = {interview.id: interview for interview in interviews}
    submitted = [card for card in cards if card.state is ScorecardState.SUBMITTED]
    shown = [card for card in submitted if seen.contents or card.person_id == actor.person_id]
    return ScorecardsView(
        sight=seen,
        cards=tuple(_view(unit, card, candidate, by_id[card.interview_id]) for card in shown),
        due=len(due(interviews, cards)) if seen.statuses else None,
    )


def reveal(context: Context, unit: Unit, actor: Actor, candidate_id: str, shown: Iterable[Scorecard]) -> None:
    """Keep in the caller's transaction that the actor gets to see others' scorecards, if any are among ``shown``."""
    if actor.person_id != SYSTEM and any(card.person_id != actor.person_id for card in shown):
        unit.scorecards.reveal(candidate_id, actor.person_id, context.now())


def note_reveal(context: Context, actor: Actor, candidate_id: str, shown: Iterable[Scorecard]) -> None:
    """Like :func:`reveal` for a service that only reads, before it hands out what it read."""
    if actor.person_id == SYSTEM or all(card.person_id == actor.person_id for card in shown):
        return
    with context.store.read() as unit:
        if unit.scorecards.has_seen(candidate_id, actor.person_id):
            return
    with context.store.write() as unit:
        unit.scorecards.reveal(candidate_id, actor.person_id, context.now())
        unit.commit_bookkeeping()


def _save(context: Context, unit: Unit, actor: Actor, card: Scorecard, content: ScorecardContent) -> Scorecard:
    saved = card.model_copy(update={"content": content, "version": card.version + 1, "updated_at": context.now()})
    unit.scorecards.replace(saved, card.version)
    unit.commit(context.event(actor, "scorecard.save", "scorecard", card.id, version=saved.version))
    return saved


def _own(unit: Unit, actor: Actor, scorecard_id: str) -> tuple[Scorecard, Interview, Candidate]:
    """The actor's own scorecard; somebody else's is refused exactly like one that does not exist."""
    card = unit.scorecards.get(scorecard_id)
    if card is None or card.person_id != actor.person_id:
        raise Forbidden("You can only write your own scorecards.")
    interview, candidate = interview_for(unit, actor, card.interview_id, Permission.WRITE_SCORECARD)
    return card, interview, candidate


def _refuse_closed(interview: Interview, candidate: Candidate) -> None:
    if interview.state is InterviewState.NOT_HELD:
        raise Invalid("This interview is marked as not held, so there is nothing to rate.")
    if candidate.state is not CandidateState.ACTIVE:
        raise Conflict("The decision on this candidate is made, so no more scorecards are taken.")


def _skills(context: Context, unit: Unit, candidate: Candidate, interview: Interview) -> tuple[tuple[str, str], ...]:
    stage = rated_stage(unit, loop_of(unit, candidate), interview)
    return tuple((skill, context.catalogue.skills[skill].name) for skill in stage.skills)


def _set_aside(context: Context, unit: Unit, actor: Actor, stored: Scorecard, mine: ScorecardContent) -> None:
    """Keep the refused text, then refuse."""
    known = [kept.content for kept in unit.scorecards.revisions(stored.id) if kept.kind is RevisionKind.SET_ASIDE]
    if mine not in known:
        _keep(context, unit, stored.model_copy(update={"content": mine}), RevisionKind.SET_ASIDE)
        unit.commit(context.event(actor, "scorecard.set_aside", "scorecard", stored.id, version=stored.version))
    raise ScorecardConflict(mine, stored)


def _keep(context: Context, unit: Unit, card: Scorecard, kind: RevisionKind, reason: str = "") -> None:
    unit.scorecards.add_revision(
        card.id,
        new_id("revision"),
        Revision(
            version=card.version,
            kind=kind,
            content=card.content,
            saved_at=context.now(),
            person_id=card.person_id,
            reason=reason,
            had_seen_others=unit.scorecards.has_seen(card.candidate_id, card.person_id),
        ),
    )


def _view(unit: Unit, card: Scorecard, candidate: Candidate, interview: Interview, *, own: bool = False) -> ScorecardView:
    stage = rated_stage(unit, loop_of(unit, candidate), interview)
    person = unit.identity.person(card.person_id)
    revisions = unit.scorecards.revisions(card.id)
    late = any(kept.had_seen_others for kept in revisions if kept.kind is RevisionKind.AMENDED)
    return ScorecardView(
        **{name: getattr(card, name) for name in Scorecard.model_fields},
        author=person.name if person else "",
        stage_id=interview.stage_id,
        stage_title=stage.title,
        skills=stage.skills,
        seen_late=late,
        texts_set_aside=sum(kept.kind is RevisionKind.SET_ASIDE for kept in revisions) if own else 0,
    )
