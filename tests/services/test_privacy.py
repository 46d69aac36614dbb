"""Retention, erasure that leaves no text behind, and access requests that tell nothing of others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, String, Text, select

from interview.domain.candidate import CandidateState
from interview.domain.debrief import Dissent, Outcome
from interview.domain.imported_scorecard import GivenScorecard
from interview.domain.job import JobKind
from interview.domain.letter import Letter, LetterKind
from interview.domain.retention import RetentionRule
from interview.domain.scorecard import ScorecardContent, ScorecardState, Vote
from interview.errors import Conflict, Invalid, LoopwrightError, NotFound
from interview.jobs.local import run_due
from interview.services.audits import verify_audit
from interview.services.candidates import list_candidates, withdraw_candidate
from interview.services.context import Context
from interview.services.debriefs import record_decision, record_note, record_sign_off, record_vote
from interview.services.held_data import Standing, list_held_data
from interview.services.imported_scorecards import import_scorecards
from interview.services.interviews import declare_conflict, mark_not_held
from interview.services.jobs import start_job
from interview.services.outbox import Undeliverable, deliver_letters, put_letter
from interview.services.privacy import (
    erase_candidate,
    erase_due,
    get_access_bundle,
    get_retention_rules,
    lift_legal_hold,
    list_due_for_erasure,
    save_retention_rules,
    set_legal_hold,
)
from interview.services.ratings import ratings_of
from interview.services.scorecards import amend_scorecard, open_scorecard, save_draft, submit_scorecard
from interview.services.webhooks import add_webhook, list_deliveries, queue_deliveries
from interview.storage.tables import metadata
from tests.factories import ROLE_ID, TestClock, World, content, submit

TRACE = "Marsh"  # Cleo's name, in every text that can hold one
FULL = content("design", "coding", notes=f"Cleo {TRACE} was calm.")


def _a_full_case(context: Context, world: World) -> None:
    """Cleo Marsh's name in every text field of the database that people can fill."""
    cast = world.cast
    declare_conflict(context, cast.rita, world.candidate_id, f"Is {TRACE}'s cousin.", person_id=cast.otto.person_id)
    card = open_scorecard(context, cast.ines, world.workshop)
    save_draft(context, cast.ines, card.id, expected_version=1, content=FULL)
    with pytest.raises(Conflict):  # set aside
        save_draft(context, cast.ines, card.id, expected_version=1, content=ScorecardContent(notes=f"{TRACE}, other tab"))
    submit_scorecard(context, cast.ines, card.id, expected_version=2)
    text = FULL.model_copy(update={"vote_reason": f"{TRACE} convinced me, as Ivan said to ines@example.org."})
    amend_scorecard(context, cast.ines, card.id, expected_version=3, content=text, reason=f"Misspelt {TRACE}.")
    elsewhere = GivenScorecard(
        source="greenhouse",
        source_id="1",
        author=f"A friend of {TRACE}",
        submitted_at=None,
        document=json.dumps({"interviewer": {"name": "Ann Other"}, "questions": [{"answer": f"{TRACE} did well."}]}),
    )
    import_scorecards(context, cast.rita, world.candidate_id, [elsewhere])
    mark_not_held(context, cast.rita, world.talk, f"{TRACE} was ill.")
    record_note(context, cast.hugo, world.candidate_id, f"We talked about {TRACE}.")
    record_sign_off(context, cast.bo, world.candidate_id, approves=True, reason=f"{TRACE} raises the bar.")
    _a_letter(context, world)
    set_legal_hold(context, cast.ada, world.candidate_id, reason=f"{TRACE} has a lawyer.")
    webhook = add_webhook(context, cast.ada, "https://hooks.example.com/", ("decision.recorded", "scorecard.amended"))
    record_vote(context, cast.ines, world.candidate_id, Vote.YES, f"Still for {TRACE}.")
    dissent = [Dissent(person_id=cast.bo.person_id, reason=f"{TRACE} is too junior.")]
    record_decision(context, cast.hugo, world.candidate_id, Outcome.HIRE, reason=f"{TRACE} it is.", dissent=dissent)
    assert queue_deliveries(context) == 1
    assert list_deliveries(context, cast.ada, webhook.view.id)
    start_job(context, cast.rita, JobKind.EXPORT, subject_id=ROLE_ID, parameters={"document": "scorecards", "format": "json"})
    run_due(context)
    lift_legal_hold(context, cast.ada, world.candidate_id)  # nobody is erased before; freed pages still hold the reason


def _a_letter(context: Context, world: World) -> None:
    """A mail to the candidate that the receiving server has refused, repeating the address as servers do."""
    mailing = replace(context, settings=replace(context.settings, smtp_url="smtp://localhost:9"))
    letter = Letter(
        key=f"to {TRACE}",
        kind=LetterKind.INVITATION,
        to_name=f"Cleo {TRACE}",
        to_email="cleo.marsh@example.net",
        subject=f"{TRACE}, your interview",
        text=f"Dear {TRACE}",
        candidate_id=world.candidate_id,
    )
    with context.store.write() as unit:
        assert put_letter(mailing, unit, letter, actor=world.cast.rita)
        unit.commit_bookkeeping()

    def refuse(_id: str, refused: Letter) -> None:
        raise Undeliverable(f"550 no such user {refused.to_email}")

    deliver_letters(mailing, refuse)


def _bytes_on_disk(context: Context) -> bytes:
    folder = Path(context.store.engine.url.database or "").parent
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def _dump(context: Context) -> str:
    with context.store.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").scalars().all()
        return "".join(str(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()) for name in tables)  # noqa: S608


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_after_erasure_the_name_is_in_no_file_of_the_database(context: Context, world: World) -> None:
    _a_full_case(context, world)
    assert _bytes_on_disk(context).count(TRACE.encode()) >= 8  # the test can see a trace
    erase_candidate(context, world.cast.ada, world.candidate_id)
    left = _bytes_on_disk(context)
    assert TRACE.encode() not in left
    assert b"cleo.marsh@example.net" not in left
    assert verify_audit(context, world.cast.ada) > 20


def test_after_erasure_only_levels_are_left(context: Context, world: World) -> None:
    _a_full_case(context, world)
    erase_candidate(context, world.cast.ada, world.candidate_id)
    erase_candidate(context, world.cast.ada, world.candidate_id)  # again changes nothing
    with context.store.read() as unit:
        candidate = unit.candidates.get(world.candidate_id)
        cards = unit.scorecards.of_candidate(world.candidate_id)
        assert unit.scorecards.revisions(cards[0].id) == ()
    assert candidate is not None
    assert (candidate.name, candidate.email, candidate.state) == ("Erased candidate", None, CandidateState.ERASED)
    assert [(rating.level, rating.evidence) for rating in cards[0].content.ratings] == [(4, ""), (4, "")]
    assert (cards[0].state, cards[0].content.notes) == (ScorecardState.SUBMITTED, "")
    assert list_candidates(context, world.cast.rita) == ()


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_after_erasure_the_name_is_in_no_row(context: Context, world: World) -> None:
    _a_full_case(context, world)
    assert TRACE in _dump(context)
    erase_candidate(context, world.cast.ada, world.candidate_id)
    assert TRACE not in _dump(context)


# Every column that could hold a text, and what keeps candidates out of it. A new one has to be given a place here.
ERASED = {
    "candidates": {"name", "email"},
    "debrief_notes": {"text"},
    "debrief_votes": {"reason"},
    "decisions": {"reason", "dissent", "recommendation"},
    "imported_scorecards": {"author", "document"},
    "interviews": {"not_held_reason"},
    "job_files": {"data"},
    "letters": {"to_name", "to_email", "subject", "sealed", "outcome"},
    "recusals": {"reason"},
    "scorecard_revisions": {"content", "reason"},
    "scorecards": {"content"},
    "sign_offs": {"reason"},
}
ABOUT_OTHER_THINGS = {
    "followed_calendars": {"host", "sealed", "problem"},  # of interviewers
    "anchor_proposals": {"text"},  # words for a rubric
    "api_tokens": {"name", "scopes"},
    "audit_events": {"details"},  # ids, words, counts: see the tests of the trail
    "calibration_sessions": {"document"},  # made-up sample answers
    "calibrations": {"document"},  # numbers
    "contents": {"document"},
    "decisions": {"model_version"},
    "foreign_identities": {"issuer", "subject"},
    "interviewer_profiles": {"skills", "languages", "tags", "team"},
    "legal_holds": {"reason"},  # goes when the hold is lifted, and before that nobody is erased
    "jobs": {"parameters", "outcome", "file_name"},  # words and counts: see test_jobs
    "loops": {"document", "plan", "pins"},
    "past_ratings": {"reference"},  # a hash
    "people": {"email", "name", "roles", "password_hash"},
    "question_edits": {"document", "reason", "review_note"},
    "request_keys": {"receipt"},  # ids and versions
    "requisition_rules": {"costs", "policy", "ladder", "reason"},
    "role_adjustments": {"before", "after", "reason"},
    "roles": {"document", "source_text", "source_document"},
    "sample_ratings": {"seen", "reason"},  # of made-up answers
    "webhook_deliveries": {"body", "outcome"},  # ids: see test_webhooks
    "webhooks": {"url", "events"},
}


def test_every_column_that_could_hold_a_text_is_accounted_for() -> None:
    found = {
        table.name: {
            column.name
            for column in table.columns
            if isinstance(column.type, (String, LargeBinary))
            and (isinstance(column.type, (Text, LargeBinary)) or (column.type.length or 0) > 64)
            and not column.name.endswith("_id")
        }
        for table in metadata.sorted_tables
    }
    known = {name: ERASED.get(name, set()) | ABOUT_OTHER_THINGS.get(name, set()) for name in {*ERASED, *ABOUT_OTHER_THINGS}}
    assert {name: columns for name, columns in found.items() if columns} == known


def test_the_full_case_puts_the_name_into_every_column_that_is_erased(context: Context, world: World) -> None:
    _a_full_case(context, world)
    with context.store.engine.connect() as connection:
        held = {
            table.name: {name for row in connection.execute(select(table)).mappings() for name in row if _holds(row[name])}
            for table in metadata.sorted_tables
            if table.name in ERASED
        }
    sealed = {"letters": {"sealed"}, "job_files": {"data"}, "decisions": {"recommendation"}}  # encrypted, packed, by ids
    assert {name: columns - sealed.get(name, set()) for name, columns in ERASED.items()} == {
        name: columns & ERASED[name] - sealed.get(name, set()) for name, columns in held.items()
    }


def _holds(value: object) -> bool:
    return TRACE.lower() in str(value).lower()


def test_rules_say_who_is_due_and_a_legal_hold_outranks_them(context: Context, world: World, clock: TestClock) -> None:
    ada = world.cast.ada
    rules = (RetentionRule(outcome=CandidateState.WITHDRAWN, months=3), RetentionRule(months=6))
    saved = save_retention_rules(context, ada, rules)
    assert set(saved) == set(rules)
    assert get_retention_rules(context, ada) == saved
    withdraw_candidate(context, world.cast.rita, world.candidate_id)
    clock.forward(days=120)
    assert list_due_for_erasure(context, ada) == ()  # three months are over, but the longer rule fits as well
    clock.forward(days=120)
    assert [due.candidate_id for due in list_due_for_erasure(context, ada)] == [world.candidate_id]
    set_legal_hold(context, ada, world.candidate_id, reason="A claim.")
    assert erase_due(context, ada) == ()
    with pytest.raises(Conflict, match="legal hold"):
        erase_candidate(context, ada, world.candidate_id)
    lift_legal_hold(context, ada, world.candidate_id)
    assert erase_due(context, ada) == (world.candidate_id,)
    assert list_due_for_erasure(context, ada) == ()


def test_two_rules_for_the_same_are_refused(context: Context, world: World) -> None:
    twice = [RetentionRule(country="DE", months=6), RetentionRule(country="de", months=3)]
    with pytest.raises(Invalid, match="same country and outcome"):
        save_retention_rules(context, world.cast.ada, twice)
    with pytest.raises(NotFound):
        erase_candidate(context, world.cast.ada, "candidate-0")


def test_the_access_bundle_has_everything_of_the_candidate_and_nobody_else(context: Context, world: World) -> None:
    _a_full_case(context, world)
    bundle = get_access_bundle(context, world.cast.ada, world.candidate_id)
    text = bundle.model_dump_json()
    assert "cleo.marsh@example.net" in text
    assert "was calm" in text
    assert "too junior" in text
    assert "other tab" not in text  # a refused draft was never part of the record
    for other in ("Ines", "Ivan", "Hugo", "Rita", "Otto", "Bo", "example.org", world.cast.ines.person_id):
        assert f'"{other}' not in text
        assert f" {other} " not in text
    assert "as person " in text
    assert bundle.interviews[0]["panel"][0]["name"].startswith("person ")
    assert [letter["to_email"] for letter in bundle.letters] == ["cleo.marsh@example.net"]
    assert "sealed" not in bundle.letters[0]


def test_erased_candidates_can_still_teach_severity(context: Context, world: World) -> None:
    """Levels that lead to nobody stay in the calibration; names and texts do not."""
    submit(context, world.cast.ines, world.workshop, FULL)
    record_decision(context, world.cast.hugo, world.candidate_id, Outcome.NO_HIRE, reason="Not enough.")
    erase_candidate(context, world.cast.ada, world.candidate_id)
    with pytest.raises(LoopwrightError, match="nothing to decide"):
        record_decision(context, world.cast.hugo, world.candidate_id, Outcome.HIRE, reason="x")
    with context.store.read() as unit:
        cards = unit.scorecards.of_candidate(world.candidate_id)
        candidate = unit.candidates.get(world.candidate_id)
    assert candidate is not None
    assert [(rating.interviewer, rating.skill, rating.level) for rating in ratings_of(candidate, cards)] == [
        (world.cast.ines.person_id, "coding", 4),
        (world.cast.ines.person_id, "design", 4),
    ]


def test_a_hold_has_a_reason_which_is_forgotten_when_it_is_lifted(context: Context, world: World) -> None:
    ada = world.cast.ada
    with pytest.raises(Invalid, match="Say why"):
        set_legal_hold(context, ada, world.candidate_id, reason="  ")
    set_legal_hold(context, ada, world.candidate_id, reason="Claim 4711.")
    set_legal_hold(context, ada, world.candidate_id, reason="Claim 4711, second instance.")
    (held,) = list_held_data(context, ada)
    assert (held.standing, held.hold and held.hold.reason, held.held_by) == (
        Standing.ON_HOLD,
        "Claim 4711, second instance.",
        "Ada",
    )
    lift_legal_hold(context, ada, world.candidate_id)
    lift_legal_hold(context, ada, world.candidate_id)  # again changes nothing
    with context.store.read() as unit:
        assert unit.privacy.holds() == {}
        events = [sealed.event for sealed in unit.audit.events(subject_id=world.candidate_id)]
    holds = [event.details for event in events if event.action == "candidate.legal_hold"]
    assert holds == [{"held": True}, {"held": True}, {"held": False}]  # and no reason
    erase_candidate(context, ada, world.candidate_id)
    with pytest.raises(Conflict, match="nothing left to keep"):
        set_legal_hold(context, ada, world.candidate_id, reason="Too late.")


def test_held_data_says_what_a_run_would_do_and_by_which_rule(context: Context, world: World, clock: TestClock) -> None:
    ada = world.cast.ada
    assert [one.standing for one in list_held_data(context, ada)] == [Standing.OPEN]
    withdraw_candidate(context, world.cast.rita, world.candidate_id)
    assert [(one.standing, one.rule) for one in list_held_data(context, ada)] == [(Standing.NO_RULE, None)]
    longest = RetentionRule(months=6)
    save_retention_rules(context, ada, (RetentionRule(outcome=CandidateState.WITHDRAWN, months=3), longest))
    (later,) = list_held_data(context, ada)
    assert (later.standing, later.rule) == (Standing.LATER, longest)
    clock.forward(days=200)
    (due,) = list_held_data(context, ada)
    assert (due.standing, due.kept_until) == (Standing.DUE, later.kept_until)
    assert [one.candidate_id for one in list_due_for_erasure(context, ada)] == [due.candidate_id]
    set_legal_hold(context, ada, world.candidate_id, reason="Claim 4711.")
    (held,) = list_held_data(context, ada)
    assert (held.standing, held.kept_until) == (Standing.ON_HOLD, later.kept_until)  # what the rules would say
    assert list_due_for_erasure(context, ada) == ()
    lift_legal_hold(context, ada, world.candidate_id)
    erase_candidate(context, ada, world.candidate_id)
    assert list_held_data(context, ada) == ()
