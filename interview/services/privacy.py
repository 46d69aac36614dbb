"""Privacy: how long data is kept, what is due, erasing it, and what a candidate gets who asks what is held about them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.imported_scorecard import ImportedScorecard
from interview.domain.permission import Permission, require
from interview.domain.person import Actor, Person
from interview.domain.retention import LegalHold, RetentionRule, due_at
from interview.domain.scorecard import Scorecard, ScorecardState
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.context import SYSTEM, Context
from interview.services.scorecards import reveal, visible_scorecards
from interview.storage.mail import LetterRow
from interview.storage.unit import Unit


class Due(Value):
    """A candidate whose data is due to be erased."""

    candidate_id: str
    name: str
    state: CandidateState
    due_at: datetime


class AccessBundle(Value):
    """Everything that is held about a candidate, with other people's names taken out."""

    candidate: dict[str, Any]
    interviews: tuple[dict[str, Any], ...]
    scorecards: tuple[dict[str, Any], ...]
    imported: tuple[dict[str, Any], ...]
    votes: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, Any], ...]
    sign_offs: tuple[dict[str, Any], ...]
    decisions: tuple[dict[str, Any], ...]
    letters: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]


def save_retention_rules(context: Context, actor: Actor, rules: Sequence[RetentionRule]) -> tuple[RetentionRule, ...]:
    """Replace all retention rules. Nothing is erased by this alone."""
    require(actor, Permission.MANAGE_PRIVACY)
    if len({(rule.country.casefold(), rule.outcome) for rule in rules}) != len(rules):
        raise Invalid("Two rules are for the same country and outcome; keep one.")
    with context.store.write() as unit:
        unit.privacy.replace_rules(rules)
        unit.commit(context.event(actor, "retention.change", "retention", "all", rules=len(rules)))
        return unit.privacy.rules()


def get_retention_rules(context: Context, actor: Actor) -> tuple[RetentionRule, ...]:
    """The retention rules."""
    require(actor, Permission.MANAGE_PRIVACY)
    with context.store.read() as unit:
        return unit.privacy.rules()


def list_due_for_erasure(context: Context, actor: Actor) -> tuple[Due, ...]:
    """The dry run: whose data is due by now, the longest overdue first."""
    require(actor, Permission.MANAGE_PRIVACY)
    with context.store.read() as unit:
        found = _due(context, unit)
    context.note_reading(actor, "retention.dry_run", "retention", "all")
    return found


def erase_due(context: Context, actor: Actor, *, progress: Callable[[int, int], None] = lambda *_: None) -> tuple[str, ...]:
    """Erase everybody who is due, each in a transaction of their own; returns their ids.

    ``progress`` is told how many of how many were looked at; what it raises stops the rest, and what was erased is scrubbed.
    """
    found, erased = list_due_for_erasure(context, actor), list[str]()
    try:
        for place, due in enumerate(found):
            progress(place, len(found))
            with context.store.write() as unit:
                if due.candidate_id not in {still.candidate_id for still in _due(context, unit)}:
                    continue  # somebody put a legal hold on it a moment ago
                _erase(context, actor, unit, due.candidate_id, by_rule=True)
            erased.append(due.candidate_id)
    finally:
        if erased:
            context.store.scrub()
    return tuple(erased)


def erase_candidate(context: Context, actor: Actor, candidate_id: str) -> None:
    """Erase one candidate now, for instance because they asked for it. Refused on legal hold. There is no way back."""
    require(actor, Permission.MANAGE_PRIVACY)
    with context.store.write() as unit:
        candidate = _known(unit, candidate_id)
        if candidate.legal_hold:
            raise Conflict("This candidate is on legal hold; lift it first.")
        if candidate.state is CandidateState.ERASED:
            return
        _erase(context, actor, unit, candidate_id, by_rule=False)
    context.store.scrub()


def set_legal_hold(context: Context, actor: Actor, candidate_id: str, *, reason: str) -> LegalHold:
    """Keep a candidate's data whatever the rules say. Another reason takes the place of the earlier one."""
    require(actor, Permission.MANAGE_PRIVACY)
    if not reason.strip():
        raise Invalid("Say why the data has to be kept, e.g. the number of the case.")
    held_by = None if actor.person_id == SYSTEM else actor.person_id
    hold = LegalHold(reason=reason.strip(), held_by=held_by, held_at=context.now())
    with context.store.write() as unit:
        if _known(unit, candidate_id).state is CandidateState.ERASED:
            raise Conflict("This candidate is erased; there is nothing left to keep.")
        unit.privacy.replace_hold(candidate_id, hold)
        unit.commit(context.event(actor, "candidate.legal_hold", "candidate", candidate_id, held=True))
    return hold


def lift_legal_hold(context: Context, actor: Actor, candidate_id: str) -> None:
    """Let the rules count for a candidate again; the reason of the hold is forgotten."""
    require(actor, Permission.MANAGE_PRIVACY)
    with context.store.write() as unit:
        if not _known(unit, candidate_id).legal_hold:
            return
        unit.privacy.replace_hold(candidate_id, None)
        unit.commit(context.event(actor, "candidate.legal_hold", "candidate", candidate_id, held=False))


def get_access_bundle(context: Context, actor: Actor, candidate_id: str) -> AccessBundle:
    """What a candidate gets who asks: their data complete, the names of interviewers and others replaced.

    Texts in which a third party is named keep their meaning with the name taken out; somebody should still read them through
    before they are sent, since a nickname can't be found by a program.
    """
    require(actor, Permission.MANAGE_PRIVACY)
    with context.store.write() as unit:
        candidate = _known(unit, candidate_id)
        seen = visible_scorecards(unit, actor, candidate)
        if not seen.sight.contents:  # a bundle is no way around blindness
            raise Forbidden(seen.sight.reason)
        reveal(context, unit, actor, candidate_id, seen.cards)
        people = unit.identity.people()
        cards = [card for card in unit.scorecards.of_candidate(candidate_id) if card.state is ScorecardState.SUBMITTED]
        bundle = {
            "candidate": candidate.model_dump(mode="json", exclude={"is_demo", "legal_hold"}),
            "interviews": [
                interview.model_dump(mode="json", exclude={"revision"})
                for interview in unit.interviews.of_candidate(candidate_id)
            ],
            "scorecards": [_of_card(unit, card) for card in cards],
            "imported": [_of_imported(card) for card in unit.imported.of_candidate(candidate_id)],
            "votes": [vote.model_dump(mode="json") for vote in unit.debriefs.votes(candidate_id)],
            "notes": [note.model_dump(mode="json") for note in unit.debriefs.notes(candidate_id)],
            "sign_offs": [one.model_dump(mode="json") for one in unit.debriefs.sign_offs(candidate_id)],
            "decisions": [decision.model_dump(mode="json") for decision in unit.debriefs.decisions(candidate_id)],
            "letters": [_of_letter(row) for row in unit.mail.newest(None, candidate_id)],
            "events": [
                {"at": sealed.event.at.isoformat(), "action": sealed.event.action, "by": sealed.event.actor_id}
                for sealed in unit.audit.events(subject_id=candidate_id)
            ],
        }
        unit.commit(context.event(actor, "candidate.access_bundle", "candidate", candidate_id))
    redacted: dict[str, Any] = redact(bundle, people)
    return AccessBundle(**redacted)


def redact(value: Any, people: Iterable[Person]) -> Any:
    """``value`` with ids, addresses and names of ``people``, whole or in part, replaced by ``person 1``, ``person 2`` ..."""
    words: dict[str, str] = {}
    for number, person in enumerate(sorted(people, key=lambda person: person.id), 1):
        parts = [part for part in re.split(r"[\s,().]+", person.name) if len(part) > 2]
        for word in (person.id, person.email, person.name, *parts):
            words.setdefault(word.casefold(), f"person {number}")
    if not words:
        return value
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)

    def walk(part: Any) -> Any:
        if isinstance(part, str):
            return pattern.sub(lambda found: words[found[0].casefold()], part)
        if isinstance(part, dict):
            return {walk(key): walk(entry) for key, entry in part.items()}
        return [walk(entry) for entry in part] if isinstance(part, list) else part

    return walk(value)


def _of_imported(card: ImportedScorecard) -> dict[str, Any]:
    """What another system's scorecard says, without the people it names in fields of their own."""
    said = {name: value for name, value in json.loads(card.document).items() if name not in {"interviewer", "submitted_by"}}
    return {"source": card.source, "submitted_at": card.submitted_at and card.submitted_at.isoformat(), "scorecard": said}


def _of_letter(row: LetterRow) -> dict[str, Any]:
    """What the log of mails holds; what a letter said is deleted once it has left."""
    return row.model_dump(mode="json", include={"kind", "to_name", "to_email", "subject", "created_at", "sent_at"})


def _of_card(unit: Unit, card: Scorecard) -> dict[str, Any]:
    kept = unit.scorecards.revisions(card.id)
    return {
        **card.model_dump(mode="json", exclude={"id", "candidate_id"}),
        "revisions": [revision.model_dump(mode="json") for revision in kept if revision.kind.value != "set_aside"],
    }


def _due(context: Context, unit: Unit) -> tuple[Due, ...]:
    rules, now = unit.privacy.rules(), context.now()
    found = [
        Due(candidate_id=candidate.id, name=candidate.name, state=candidate.state, due_at=moment)
        for candidate in unit.candidates.all()
        if (moment := due_at(candidate, rules)) is not None and moment <= now
    ]
    return tuple(sorted(found, key=lambda due: (due.due_at, due.candidate_id)))


def _erase(context: Context, actor: Actor, unit: Unit, candidate_id: str, *, by_rule: bool) -> None:
    unit.jobs.stop_about(_known(unit, candidate_id).role_id)  # files of exports name everybody of the role
    unit.privacy.erase(candidate_id)
    unit.commit(context.event(actor, "candidate.erase", "candidate", candidate_id, by_rule=by_rule))


def _known(unit: Unit, candidate_id: str) -> Candidate:
    candidate = unit.candidates.get(candidate_id)
    if candidate is None:
        raise NotFound("There is no such candidate.")
    return candidate
