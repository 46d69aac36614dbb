"""Fifty people write at the same moment: everything arrives, in one unbroken trail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from interview.domain.person import PersonRole
from interview.domain.scorecard import ScorecardConflict, ScorecardState
from interview.services.audits import verify_audit
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.identity import actor_of, create_person
from interview.services.interviews import assign_interviewers
from interview.services.scorecards import open_scorecard, save_draft, submit_scorecard
from tests.factories import ROLE_ID, World, content

WRITERS = 50


def test_fifty_writers_on_one_loop(context: Context, world: World) -> None:
    cast = world.cast
    people = [
        actor_of(
            create_person(
                context, cast.ada, email=f"w{number}@example.org", name=f"W{number}", roles=(PersonRole.INTERVIEWER,)
            ).person
        )
        for number in range(WRITERS)
    ]
    candidate = add_candidate(context, cast.rita, name="Busy", role_id=ROLE_ID)
    interview_id = get_candidate(context, cast.rita, candidate.id).interviews[0].id
    assign_interviewers(context, cast.rita, interview_id, [person.person_id for person in people])

    def work(number: int) -> tuple[str, int]:
        card = open_scorecard(context, people[number], interview_id)
        version = card.version
        for step in range(3):
            text = content("design", "coding", notes=f"{number} {step}")
            version = save_draft(context, people[number], card.id, expected_version=version, content=text).version
        done = submit_scorecard(context, people[number], card.id, expected_version=version)
        return done.content.notes, done.version

    with ThreadPoolExecutor(WRITERS) as pool:
        results = list(pool.map(work, range(WRITERS)))
    assert results == [(f"{number} 2", 5) for number in range(WRITERS)]
    with context.store.read() as unit:
        cards = unit.scorecards.of_candidate(candidate.id)
    assert sorted(card.content.notes for card in cards) == sorted(f"{number} 2" for number in range(WRITERS))
    assert {card.state for card in cards} == {ScorecardState.SUBMITTED}
    assert verify_audit(context, cast.ada) > WRITERS * 5


def test_of_two_writers_of_one_scorecard_exactly_one_wins_each_version(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)

    def save(number: int) -> bool:
        try:
            save_draft(context, ines, card.id, expected_version=1, content=content("design", notes=str(number)))
        except ScorecardConflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(save, range(8)))
    assert won.count(True) == 1
    with context.store.read() as unit:
        stored = unit.scorecards.get(card.id)
        aside = unit.scorecards.revisions(card.id)
    assert stored is not None
    texts = {stored.content.notes} | {kept.content.notes for kept in aside}
    assert texts == {str(number) for number in range(8)}  # every text is kept, the refused ones aside


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_reader_does_not_wait_for_a_writer(context: Context, world: World) -> None:
    with context.store.write() as writing:
        writing.identity.update_person(world.cast.otto.person_id, name="Not yet")
        with context.store.read() as unit:
            assert unit.identity.names()[world.cast.otto.person_id] == "Otto"
