"""The question bank: found by what people look for, and changed by drafts that somebody else reviews.

The files in ``question_banks`` are what was shipped. A change that this company approved is a new version on top, kept in the
database; ``export_bank`` writes it as a file again. Published loops are pinned to the text they had and never change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import yaml

from interview.content.quality import question_errors
from interview.content.read import parse_yaml, validate
from interview.domain.bank import EditState, QuestionEdit
from interview.domain.base import Value
from interview.domain.interview import InterviewState
from interview.domain.permission import Permission, is_permitted, require
from interview.domain.person import Actor
from interview.domain.question import Question, QuestionKind, QuestionStatus
from interview.errors import Conflict, ContentError, ContentInvalid, Forbidden, Invalid, NotFound
from interview.services.context import SYSTEM, Context, new_id
from interview.storage.unit import Unit

PROPOSAL = "proposal"
"""What mistakes in a proposed text name as its file."""


class BankRow(Value):
    """A question with its use. ``planned``: candidates whose loop holds it; ``asked``: interviews that were held with it.

    ``is_changed``: this company's own version; ``is_in_review``: somebody proposed a change that is not decided.
    """

    question: Question
    planned: int
    asked: int
    last_asked: datetime | None
    is_changed: bool
    is_in_review: bool


class EditView(Value):
    """A proposal beside the text that holds now; ``current`` is ``None`` for a new question."""

    edit: QuestionEdit
    current: Question | None
    proposer: str
    reviewer: str
    may_review: bool


def list_bank(
    context: Context,
    actor: Actor,
    *,
    words: str = "",
    skill_id: str | None = None,
    kinds: Iterable[QuestionKind] = (),
    level: int | None = None,
    statuses: Iterable[QuestionStatus] = (QuestionStatus.ACTIVE,),
    least_asked_first: bool = False,
) -> tuple[BankRow, ...]:
    """The questions that fit, with how often they were asked; ``words`` are looked for in everything that is asked."""
    if actor.interview_id is not None:
        raise Forbidden("An invitation opens its own interview only; sign in with an account to read the questions.")
    with context.store.read() as unit:
        edits = unit.bank_edits.all()
        questions = _current(context, unit)
        planned, asked, last = _use(unit, context.now())
    changed = {edit.question.id for edit in edits if edit.state is EditState.APPROVED}
    in_review = {edit.question.id for edit in edits if edit.state is EditState.PROPOSED}
    wanted, allowed, wanted_kinds = words.casefold().split(), frozenset(statuses), frozenset(kinds)
    rows = [
        BankRow(
            question=question,
            planned=planned[question.id],
            asked=asked[question.id],
            last_asked=last.get(question.id),
            is_changed=question.id in changed,
            is_in_review=question.id in in_review,
        )
        for question in questions.values()
        if skill_id in {None, question.skill_id, question.secondary_skill_id}
        and (not wanted_kinds or question.kind in wanted_kinds)
        and (level is None or level in question.levels)
        and question.status in allowed
        and all(word in _searched(question) for word in wanted)
    ]
    if skill_id is not None:
        rows.sort(key=lambda row: row.question.skill_id != skill_id)  # where it is only the second skill comes last
    if least_asked_first:
        rows.sort(key=lambda row: (row.planned, row.question.id))
    return tuple(rows)


def question_text(question: Question) -> str:
    """A question as it stands in a file: what people edit."""
    written = question.model_dump(mode="json", exclude_defaults=True, exclude={"version"})
    return _yaml(written)


def check_question(context: Context, actor: Actor, text: str) -> tuple[Question | None, tuple[ContentError, ...]]:
    """Read a proposed text and say everything that ``interview check-content`` would: the question, or what keeps it from one."""
    require(actor, Permission.CHANGE_BANK)
    return _checked(context, text)


def propose_question(context: Context, actor: Actor, text: str, *, reason: str) -> QuestionEdit:
    """Put a changed or new question up for review; raises :class:`~interview.errors.ContentInvalid` with every mistake in it."""
    require(actor, Permission.CHANGE_BANK)
    if not reason.strip():
        raise Invalid("Say in a sentence why; whoever reviews the change reads it.")
    question, errors = _checked(context, text)
    if question is None or errors:
        raise ContentInvalid(errors)
    known = context.catalogue.questions.get(question.id)
    if known is not None and known == question.model_copy(update={"version": known.version}):
        raise Invalid("Nothing is changed.")
    edit = QuestionEdit(
        id=new_id("edit"),
        question=question.model_copy(update={"version": known.version + 1 if known else 1}),
        reason=reason.strip(),
        proposed_by=None if actor.person_id == SYSTEM else actor.person_id,
        proposed_at=context.now(),
    )
    with context.store.write() as unit:
        if any(one.question.id == question.id and one.state is EditState.PROPOSED for one in unit.bank_edits.all()):
            raise Conflict("A change of this question is in review already; have it decided first.")
        unit.bank_edits.add(edit)
        unit.commit(context.event(actor, "bank.propose", "question", question.id, version=edit.question.version))
    return edit


def list_edits(context: Context, actor: Actor, *, everything: bool = False) -> tuple[EditView, ...]:
    """The proposals that wait for somebody, or with ``everything`` all there ever were, the newest first."""
    require(actor, Permission.CHANGE_BANK)
    with context.store.read() as unit:
        names = unit.identity.names()
        found = [edit for edit in unit.bank_edits.all() if everything or edit.state is EditState.PROPOSED]
    return tuple(
        EditView(
            edit=edit,
            current=context.catalogue.questions.get(edit.question.id),
            proposer=names.get(edit.proposed_by or "", "command line"),
            reviewer=names.get(edit.reviewed_by or "", ""),
            may_review=edit.state is EditState.PROPOSED and _reviews(actor, edit),
        )
        for edit in reversed(found)
    )


def approve_question(context: Context, actor: Actor, edit_id: str, *, note: str = "") -> Question:
    """Make a proposal the text of every new loop. Who proposed it can't approve it."""
    require(actor, Permission.REVIEW_BANK)
    with context.store.write() as unit:
        edit = _open(unit, edit_id)
        if not _reviews(actor, edit):
            raise Forbidden("Nobody approves their own change; ask somebody else.")
        known = _current(context, unit).get(edit.question.id)
        if edit.question.version != (known.version + 1 if known else 1):
            raise Conflict("The question was changed since this was proposed; propose the change again on top of the new text.")
        unit.bank_edits.update(edit.id, **_decided(context, actor, EditState.APPROVED, note))
        unit.commit(context.event(actor, "bank.approve", "question", edit.question.id, version=edit.question.version))
    context.catalogue.adopt([edit.question])
    return edit.question


def reject_question(context: Context, actor: Actor, edit_id: str, *, note: str) -> None:
    """Send a proposal back with a word for its author; whoever proposed it may withdraw it the same way."""
    require(actor, Permission.CHANGE_BANK)
    if not note.strip():
        raise Invalid("Say why, so that the author can do something about it.")
    with context.store.write() as unit:
        edit = _open(unit, edit_id)
        own = edit.proposed_by == actor.person_id
        if not own:
            require(actor, Permission.REVIEW_BANK)
        state = EditState.WITHDRAWN if own else EditState.REJECTED
        unit.bank_edits.update(edit.id, **_decided(context, actor, state, note))
        unit.commit(context.event(actor, "bank.withdraw" if own else "bank.reject", "question", edit.question.id))


def retire_question(context: Context, actor: Actor, question_id: str, status: QuestionStatus, *, reason: str) -> Question:
    """Take a question out of every new loop at once, because it is retired or has leaked. Bringing it back takes a review."""
    require(actor, Permission.REVIEW_BANK)
    if status is QuestionStatus.ACTIVE:
        raise Invalid("A question comes back by a proposal that somebody else reviews.")
    if not reason.strip():
        raise Invalid("Say why; it stays on the record.")
    with context.store.write() as unit:
        known = _current(context, unit).get(question_id)
        if known is None:
            raise NotFound(f"There is no question '{question_id}'.")
        question = known.model_copy(update={"status": status, "version": known.version + 1})
        by = None if actor.person_id == SYSTEM else actor.person_id
        edit = QuestionEdit(
            id=new_id("edit"),
            question=question,
            reason=reason.strip(),
            state=EditState.APPROVED,
            proposed_by=by,
            proposed_at=context.now(),
        )
        unit.bank_edits.add(edit)
        unit.commit(context.event(actor, "bank.retire", "question", question_id, version=question.version, status=status.value))
    context.catalogue.adopt([question])
    return question


def export_bank(context: Context, actor: Actor, skill_id: str) -> str:
    """The bank of one skill as a file for ``question_banks``, with this company's changes in it."""
    require(actor, Permission.CHANGE_BANK)
    if skill_id not in context.catalogue.skills:
        raise NotFound(f"There is no skill '{skill_id}'.")
    questions = [
        question.model_dump(mode="json", exclude_defaults=True, exclude={"skill_id"})
        for question in context.catalogue.questions.values()
        if question.skill_id == skill_id
    ]
    return _yaml({"skill_id": skill_id, "questions": questions})


def _checked(context: Context, text: str) -> tuple[Question | None, tuple[ContentError, ...]]:
    document, errors = parse_yaml(text, PROPOSAL)
    if document is None:
        return None, errors
    if not isinstance(document.data, dict):
        return None, (document.error((), "must be a mapping of fields; start from the text of another question"),)
    question, errors = validate(Question, document, document.data)
    if question is None:
        return None, errors
    missing = [
        document.error((field,), f"names the skill '{name}', which does not exist")
        for field, name in (("skill_id", question.skill_id), ("secondary_skill_id", question.secondary_skill_id))
        if name is not None and name not in context.catalogue.skills
    ]
    return question, (*missing, *question_errors(context.catalogue, document, question))


def _use(unit: Unit, now: datetime) -> tuple[Counter[str], Counter[str], dict[str, datetime]]:
    """How many candidates each question was planned for, in how many held interviews it stood, and when the last one ended."""
    planned: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    stages = {
        (record.loop.role_id, record.loop.version, stage.id): [question.question_id for question in stage.questions]
        for record in unit.loops.versions()
        for stage in record.loop.stages
    }
    candidates = unit.candidates.all()
    interviews = unit.interviews.of_candidates([candidate.id for candidate in candidates])
    for candidate in candidates:
        for interview in interviews[candidate.id]:
            questions = stages.get((candidate.role_id, candidate.loop_version, interview.stage_id), [])
            planned.update(questions)
            ended = interview.ends_at
            if interview.state is InterviewState.SCHEDULED and ended is not None and ended <= now:
                asked.update(questions)
                last |= {name: max(ended, last.get(name, ended)) for name in questions}
    return planned, asked, last


def _current(context: Context, unit: Unit) -> dict[str, Question]:
    """The questions as they are now, also where another process of this installation approved a change."""
    context.catalogue.adopt(unit.bank_edits.current().values())
    return context.catalogue.questions


def _searched(question: Question) -> str:
    probes = " ".join(probe.ask for probe in question.probes)
    return f"{question.id} {question.prompt} {probes} {question.follow_up} {question.why}".casefold()


def _open(unit: Unit, edit_id: str) -> QuestionEdit:
    edit = unit.bank_edits.get(edit_id)
    if edit is None:
        raise NotFound("There is no such proposal.")
    if edit.state is not EditState.PROPOSED:
        raise Conflict(f"This proposal is {edit.state.value} already.")
    return edit


def _decided(context: Context, actor: Actor, state: EditState, note: str) -> dict[str, Any]:
    by = None if actor.person_id == SYSTEM else actor.person_id
    return {"state": state, "reviewed_by": by, "reviewed_at": context.now(), "review_note": note.strip()}


def _reviews(actor: Actor, edit: QuestionEdit) -> bool:
    return is_permitted(actor, Permission.REVIEW_BANK) and edit.proposed_by != actor.person_id


class _Dumper(yaml.SafeDumper):
    """Writes longer texts as blocks, which is how people write them."""


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _list(dumper: yaml.SafeDumper, entries: list[object]) -> yaml.SequenceNode:
    """Levels and formats stand in one line."""
    is_short = all(isinstance(entry, int) or (isinstance(entry, str) and entry.isidentifier()) for entry in entries)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=is_short)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(list, _list)


def _yaml(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
