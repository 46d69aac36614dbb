"""Random histories of saving, submitting, amending, reading and deciding keep every invariant."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from interview.domain.debrief import Outcome
from interview.domain.person import Actor
from interview.domain.scorecard import RevisionKind, ScorecardConflict, ScorecardContent, ScorecardState
from interview.errors import LoopwrightError
from interview.services.context import Context
from interview.services.debriefs import record_decision
from interview.services.interviews import mark_not_held
from interview.services.scorecards import (
    amend_scorecard,
    open_scorecard,
    read_scorecards,
    save_draft,
    submit_scorecard,
)
from interview.settings import Settings
from interview.storage.unit import Store
from tests.factories import TestClock, World, a_cast, a_catalogue, a_world, content

WHO = st.sampled_from(["ines", "ivan"])
SKILLS = {"ines": ("design", "coding"), "ivan": ("design", "listening")}


class History(RuleBasedStateMachine):
    """A candidate with two interviewers who do anything in any order, from several tabs."""

    template: Path  # a migrated SQLite file

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="loopwright-history-"))
        shutil.copy(self.template, self.folder / "h.db")
        self.store = Store.open(f"sqlite:///{self.folder / 'h.db'}")
        where = Settings(database_url="", content_dir=self.folder, data_dir=self.folder)
        self.context = Context(store=self.store, catalogue=a_catalogue(), settings=where, clock=TestClock(), secret=b"s" * 32)
        self.texts = itertools.count()
        self.accepted: dict[str, ScorecardContent] = {}  # by person: the last text that a service said it kept
        self.typed: dict[str, list[ScorecardContent]] = {
            "ines": [],
            "ivan": [],
        }  # texts that were set aside
        self.submitted: dict[str, list[ScorecardContent]] = {"ines": [], "ivan": []}
        self.read: set[str] = set()
        self.amended_after_reading: dict[str, list[bool]] = {"ines": [], "ivan": []}

    @initialize()
    def begin(self) -> None:
        self.world: World = a_world(self.context, a_cast(self.context))

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def actor(self, who: str) -> Actor:
        found: Actor = getattr(self.world.cast, who)
        return found

    def interview_of(self, who: str) -> str:
        return self.world.workshop if who == "ines" else self.world.talk

    def stored(self, who: str) -> Any:
        with self.store.read() as unit:
            return unit.scorecards.of_interviewer(self.interview_of(who), self.actor(who).person_id)

    def fresh(self, who: str, level: int) -> ScorecardContent:
        return content(*SKILLS[who], level=level, notes=f"text {next(self.texts)}")

    @rule(who=WHO)
    def open(self, who: str) -> None:
        try:
            open_scorecard(self.context, self.actor(who), self.interview_of(who))
        except LoopwrightError:
            assert self.stored(who) is None

    @rule(who=WHO, level=st.integers(1, 5), behind=st.integers(0, 2))
    def save(self, who: str, level: int, behind: int) -> None:
        card = self.stored(who)
        if card is None:
            return
        text = self.fresh(who, level)
        try:
            save_draft(self.context, self.actor(who), card.id, expected_version=card.version - behind, content=text)
        except ScorecardConflict:
            assert behind
            self.typed[who].append(text)
            return
        except LoopwrightError:  # the interview was cancelled, the case decided, or the scorecard submitted
            return
        assert behind == 0
        assert card.state is ScorecardState.DRAFT
        self.accepted[who] = text

    @rule(who=WHO, level=st.integers(1, 5), again=st.booleans())
    def submit(self, who: str, level: int, again: bool) -> None:
        card = self.stored(who)
        if card is None:
            return
        text = card.content if again else self.fresh(who, level)
        try:
            submit_scorecard(self.context, self.actor(who), card.id, expected_version=card.version, content=text)
        except LoopwrightError:
            return
        if card.state is ScorecardState.DRAFT:
            self.submitted[who].append(text)
            self.accepted[who] = text
        else:
            assert text == card.content

    @rule(who=WHO, level=st.integers(1, 5))
    def amend(self, who: str, level: int) -> None:
        card = self.stored(who)
        if card is None:
            return
        text = self.fresh(who, level)
        try:
            amend_scorecard(self.context, self.actor(who), card.id, expected_version=card.version, content=text, reason="r")
        except LoopwrightError:
            return
        assert card.state is ScorecardState.SUBMITTED
        self.submitted[who].append(text)
        self.accepted[who] = text
        self.amended_after_reading[who].append(who in self.read)

    @rule(who=WHO)
    def look(self, who: str) -> None:
        seen = read_scorecards(self.context, self.actor(who), self.world.candidate_id)
        others = [card for card in seen.cards if card.person_id != self.actor(who).person_id]
        own = self.stored(who)
        if own is None or own.state is ScorecardState.DRAFT:
            with self.store.read() as unit:
                held = unit.interviews.get(self.interview_of(who))
            assert held is not None
            assert others == [] or held.state.value == "not_held"  # who owes nothing is not blind
        if others:
            self.read.add(who)

    @precondition(lambda self: next(self.texts) % 5 == 0)  # once in a while: it ends most of what can happen
    @rule(who=WHO)
    def cancel(self, who: str) -> None:
        try:
            mark_not_held(self.context, self.world.cast.rita, self.interview_of(who), "ill")
        except LoopwrightError:
            card = self.stored(who)
            assert card is not None
            assert card.state is ScorecardState.SUBMITTED

    @precondition(lambda self: sum(map(len, self.submitted.values())) >= 2)
    @rule(outcome=st.sampled_from(Outcome))
    def decide(self, outcome: Outcome) -> None:
        record_decision(self.context, self.world.cast.hugo, self.world.candidate_id, outcome, reason="because")

    @invariant()
    def nothing_is_lost(self) -> None:
        for who, text in self.accepted.items():
            assert self.stored(who).content == text

    @invariant()
    def every_kept_text_is_there_in_its_order(self) -> None:
        for who in SKILLS:
            card = self.stored(who)
            if card is None:
                continue
            with self.store.read() as unit:
                kept = unit.scorecards.revisions(card.id)
            final = [entry for entry in kept if entry.kind is not RevisionKind.SET_ASIDE]
            assert [entry.content for entry in final] == self.submitted[who]
            assert [entry.had_seen_others for entry in final[1:]] == self.amended_after_reading[who]
            aside = [entry.content for entry in kept if entry.kind is RevisionKind.SET_ASIDE]
            assert sorted(text.notes for text in aside) == sorted(text.notes for text in self.typed[who])

    @invariant()
    def the_trail_is_whole(self) -> None:
        with self.store.read() as unit:
            assert unit.audit.first_broken() is None


@pytest.mark.slow
def test_any_history_keeps_every_promise(migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(History, "template", migrated_file, raising=False)
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            phases=[Phase.generate],
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
