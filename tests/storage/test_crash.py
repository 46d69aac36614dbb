"""kill -9 at random moments of autosave, submit and amendment: no acknowledged write is lost, no write is half there.

``LOOPWRIGHT_CRASH_ROUNDS=200 pytest -s tests/storage/test_crash.py`` is the long version, which prints what it hit.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interview.domain.scorecard import RevisionKind, ScorecardState
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.interviews import assign_interviewers
from interview.storage.check import damage
from tests.factories import ROLE_ID, World
from tests.storage.crash_nursery import DRAFTS, text_of

ROUNDS = int(os.environ.get("LOOPWRIGHT_CRASH_ROUNDS", "40"))


@pytest.mark.slow
def test_killing_the_writer_loses_nothing_that_was_acknowledged(context: Context, world: World) -> None:
    chance, cast = random.Random(20260302), world.cast  # noqa: S311 - moments, not secrets
    tally = {"drafts": 0, "submitted": 0, "before the first save": 0}
    url = context.store.engine.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.crash_nursery", url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _ in range(ROUNDS):
            candidate = add_candidate(context, cast.rita, name="C", role_id=ROLE_ID)
            interview_id = get_candidate(context, cast.rita, candidate.id).interviews[0].id
            assign_interviewers(context, cast.rita, interview_id, [cast.ines.person_id])
            nursery.stdin.write(f"{cast.ines.person_id} {interview_id}\n")
            nursery.stdin.flush()
            pid = int(nursery.stdout.readline().removeprefix("pid "))
            acknowledged = 0
            for _ in range(chance.randrange(2 * DRAFTS)):  # let it get so far, whatever the speed of the machine,
                acknowledged = int(nursery.stdout.readline())
            time.sleep(chance.uniform(0, 0.02))  # and a random moment further
            os.kill(pid, signal.SIGKILL)
            while (line := nursery.stdout.readline()) != "ended\n":
                acknowledged = int(line)
            tally[_check(context, cast.ines.person_id, interview_id, acknowledged)] += 1
        nursery.stdin.close()
    with context.store.read() as unit:
        assert unit.audit.first_broken() is None
    assert damage(context.store) == ""
    print(f"{ROUNDS} rounds on {context.store.engine.dialect.name}: {tally}")  # noqa: T201 - the count is the result
    assert tally["drafts"] >= ROUNDS // 10
    assert tally["submitted"] >= ROUNDS // 10


def _check(context: Context, person_id: str, interview_id: str, acknowledged: int) -> str:
    """One round's verdict: what is stored is a whole step, the last acknowledged one or the one that was on its way."""
    with context.store.read() as unit:
        card = unit.scorecards.of_interviewer(interview_id, person_id)
        if card is None or card.version == 1:
            assert acknowledged == 0
            return "before the first save"
        kept = unit.scorecards.revisions(card.id)
        actions = [sealed.event.action for sealed in unit.audit.events(subject_id=card.id)]
    step = card.version - 1
    assert step in {acknowledged, acknowledged + 1}
    assert card.content == text_of(step)
    assert (card.state is ScorecardState.SUBMITTED) == (step >= DRAFTS)
    # Every change has its one event, and every submit and amendment its kept text, in the same transaction.
    assert len(actions) == card.version
    assert [entry.content for entry in kept] == [text_of(number) for number in range(DRAFTS, step + 1)]
    assert {entry.kind for entry in kept} <= {RevisionKind.SUBMITTED, RevisionKind.AMENDED}
    return "submitted" if step >= DRAFTS else "drafts"
