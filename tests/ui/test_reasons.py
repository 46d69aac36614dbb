"""The planner's reasons as people read them: names instead of ids."""

from __future__ import annotations

import pytest

from interview.planning.plan import Reason
from interview.ui.components import reasons
from interview.ui.components.reasons import in_words, sentences

NAMES = {
    "skill": {"design": "System design", "code": "Code review"},
    "stage": {"design": "Design exercise"},
    "candidate": {"candidate-1": "Cleo (50%)"},
}


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "_", str)  # no browser asks


def test_the_word_before_an_id_decides_what_it_names() -> None:
    reason = Reason(text="Stage design has no room for skill design.", facts=("stage:design", "skill:design"))
    assert in_words(reason, NAMES) == "Stage “Design exercise” has no room for skill “System design”."


def test_ids_that_facts_speak_of_are_named_and_others_are_left_alone() -> None:
    reason = Reason(text="Not covered: design, code, codes.", facts=("skill:code", "skill:design"))
    assert in_words(reason, NAMES) == "Not covered: “System design”, “Code review”, codes."
    assert in_words(Reason(text="A design of its own."), NAMES) == "A design of its own."


def test_what_would_help_is_said_and_names_hold_anything() -> None:
    reason = Reason(text="candidate-1 waits.", facts=("candidate:candidate-1",), remedies=("an hour of candidate-1",))
    assert in_words(reason, NAMES) == "“Cleo (50%)” waits. Would help: an hour of “Cleo (50%)”."
    assert sentences([reason, reason], NAMES, remedies=False) == "- “Cleo (50%)” waits."
