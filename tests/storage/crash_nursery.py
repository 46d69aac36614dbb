"""Run by ``test_crash``: forks one writer for each line on standard input, so that each round costs no start of Python.

A line is ``PERSON INTERVIEW``. The writer opens the person's scorecard, saves drafts, submits and amends as fast as it can, and
acknowledges each step on standard output only after the service has returned. The test kills it at some moment.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from interview.domain.person import Actor, PersonRole
from interview.domain.scorecard import ScorecardContent
from interview.services.context import Context, utc_now
from interview.services.scorecards import amend_scorecard, open_scorecard, save_draft, submit_scorecard
from interview.settings import Settings
from interview.storage.unit import Store
from tests.factories import a_catalogue, content

DRAFTS, AMENDMENTS = 6, 500


def text_of(step: int) -> ScorecardContent:
    """What the scorecard holds after ``step`` saved changes."""
    return content("design", "coding", notes=f"{step} " + "typed " * 300)


def write(context: Context, actor: Actor, interview_id: str) -> None:
    """Work until killed."""
    card = open_scorecard(context, actor, interview_id)
    version = card.version
    for step in range(1, DRAFTS + AMENDMENTS):
        if step < DRAFTS:
            saved = save_draft(context, actor, card.id, expected_version=version, content=text_of(step))
        elif step == DRAFTS:
            saved = submit_scorecard(context, actor, card.id, expected_version=version, content=text_of(step))
        else:
            saved = amend_scorecard(
                context, actor, card.id, expected_version=version, content=text_of(step), reason=f"step {step}"
            )
        version = saved.version
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()


def main() -> None:
    """Answer each line with the process id of its writer."""
    folder = Path(tempfile.gettempdir())
    settings = Settings(database_url=sys.argv[1], content_dir=folder, data_dir=folder)
    for line in sys.stdin:
        person_id, interview_id = line.split()
        child = os.fork()
        if child == 0:
            store = Store.open(sys.argv[1])
            context = Context(store=store, catalogue=a_catalogue(), settings=settings, clock=utc_now, secret=b"s" * 32)
            sys.stdout.write(f"pid {os.getpid()}\n")
            sys.stdout.flush()
            write(context, Actor(person_id=person_id, name="", roles=frozenset({PersonRole.INTERVIEWER})), interview_id)
            os._exit(0)
        os.waitpid(child, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
