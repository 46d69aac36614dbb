"""Random histories keep every promise, blind until one's own or until all scorecards are in.

They are made of opening, saving (also from an old tab), submitting, amending, reading, cancelling, handing a skill on, recusing
and deciding. ``LOOPWRIGHT_HISTORIES`` says how many there are.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from interview.domain.debrief import Outcome
from interview.domain.person import Actor
from interview.domain.scorecard import RevisionKind, ScorecardConflict, ScorecardContent, ScorecardState
from interview.domain.visibility import Blindness
from interview.errors import Forbidden, LoopwrightError
from interview.services.context import Context
from interview.services.debriefs import record_decision
from interview.services.hand_ons import hand_on_skill, take_back_skill
from interview.services.interviews import declare_conflict, mark_not_held
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

STEPS = 40
SKILLS = {"ines": ("design", "coding"), "ivan": ("design", "listening")}


class History:
    """A candidate with two interviewers who do anything in any order, from several tabs.

    ``happened`` counts over all histories, to show that they reach what they are about; ``told`` is this one, for a failure.
    """

    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self, seed: int, template: Path, folder: Path) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a history is its seed
        self.told: list[str] = []
        self.folder = folder
        shutil.copy(template, self.folder / "h.db")
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
        self.recused: set[str] = set()
        self.handed_on = False  # coding, from Ines's interview to Ivan's
        self.amended_after_reading: dict[str, list[bool]] = {"ines": [], "ivan": []}

        self.blindness = self.dice.choice(tuple(Blindness))
        self.world: World = a_world(self.context, a_cast(self.context), blindness=self.blindness)

    def go_on(self) -> None:
        """Somebody does something; afterwards every promise holds."""
        dice = self.dice
        who, level = dice.choice(tuple(SKILLS)), dice.randint(1, 5)
        actions: dict[str, tuple[int, Callable[[], None]]] = {
            "open": (6, lambda: self.open(who)),
            "save": (12, lambda: self.save(who, level, dice.choice((0, 0, 0, 1, 2)))),
            "submit": (4, lambda: self.submit(who, level, dice.random() < 0.3)),
            "amend": (6, lambda: self.amend(who, level)),
            "look": (8, lambda: self.look(dice.choice((*SKILLS, "hugo")))),
            "hand on": (2, lambda: self.hand_on(dice.random() < 0.4)),
            "cancel": (1, lambda: self.cancel(who)),
            "recuse": (1, lambda: self.recuse(who)),
            "decide": (1, lambda: self.decide(dice.choice(tuple(Outcome)))),
        }
        (name,) = dice.choices(tuple(actions), [weight for weight, _ in actions.values()])
        self.told.append(f"{name} ({who})")
        actions[name][1]()
        self.nothing_is_lost()
        self.every_kept_text_is_there_in_its_order()
        self.the_trail_is_whole()

    def actor(self, who: str) -> Actor:
        found: Actor = getattr(self.world.cast, who)
        return found

    def interview_of(self, who: str) -> str:
        return self.world.workshop if who == "ines" else self.world.talk

    def stored(self, who: str) -> Any:
        with self.store.read() as unit:
            return unit.scorecards.of_interviewer(self.interview_of(who), self.actor(who).person_id)

    def fresh(self, who: str, level: int) -> ScorecardContent:
        skills = {"ines": ("design",), "ivan": (*SKILLS["ivan"], "coding")} if self.handed_on else SKILLS
        return content(*skills[who], level=level, notes=f"text {next(self.texts)}")

    def owed(self) -> set[str]:
        """Whose scorecard is still due, by the rules as people are told them."""
        with self.store.read() as unit:
            held = {one.id for one in unit.interviews.of_candidate(self.world.candidate_id) if one.state.value != "not_held"}
        return {who for who in SKILLS if who not in self.recused and self.interview_of(who) in held and not self.submitted[who]}

    def may_read(self, who: str) -> bool:
        """Whether somebody may read others' scorecards now."""
        if who in self.owed():
            return False
        return self.blindness is Blindness.AFTER_OWN or not self.owed()

    def open(self, who: str) -> None:
        try:
            open_scorecard(self.context, self.actor(who), self.interview_of(who))
        except LoopwrightError:
            assert who in self.recused or self.stored(who) is None

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
            self.happened["set aside"] += 1
            return
        except LoopwrightError:  # the interview was cancelled, the case decided, or the scorecard submitted
            return
        assert behind == 0
        assert card.state is ScorecardState.DRAFT
        self.accepted[who] = text
        self.happened["saved"] += 1

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
            self.happened["submitted"] += 1
        else:
            assert text == card.content

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
        self.happened["amended late" if who in self.read else "amended before reading"] += 1

    def look(self, who: str) -> None:
        actor = self.actor(who)
        if who in self.recused:
            with pytest.raises(Forbidden):
                read_scorecards(self.context, actor, self.world.candidate_id)
            return
        seen = read_scorecards(self.context, actor, self.world.candidate_id)
        shown = {card.person_id for card in seen.cards}
        others = {self.actor(one).person_id for one in SKILLS if one != who and self.submitted[one]}
        own = {actor.person_id} if self.submitted.get(who) else set()
        assert shown == (others | own if self.may_read(who) else own)
        if others:
            self.happened[f"{'read' if self.may_read(who) else 'blind'} {self.blindness.value}"] += 1
        if who in self.owed():
            assert seen.due is None  # a count would tell who has finished
        if who != "hugo" and shown - own:
            self.read.add(who)

    def recuse(self, who: str) -> None:
        try:
            declare_conflict(self.context, self.actor(who), self.world.candidate_id, "We are cousins.")
        except Forbidden:
            assert who in self.recused  # there is no seat any more
        self.recused.add(who)
        self.happened["recused"] += 1
        with pytest.raises(Forbidden):
            open_scorecard(self.context, self.actor(who), self.interview_of(who))

    def hand_on(self, back: bool) -> None:
        ines, workshop, talk = self.world.cast.ines, self.world.workshop, self.world.talk
        try:
            if back:
                take_back_skill(self.context, ines, workshop, "coding")
            else:
                hand_on_skill(self.context, ines, workshop, "coding", talk)
        except LoopwrightError:
            return
        self.handed_on = not back
        self.happened["taken back" if back else "handed on"] += 1

    def cancel(self, who: str) -> None:
        try:
            mark_not_held(self.context, self.world.cast.rita, self.interview_of(who), "ill")
        except LoopwrightError:
            card = self.stored(who)
            assert card is not None
            assert card.state is ScorecardState.SUBMITTED

    def decide(self, outcome: Outcome) -> None:
        if sum(map(len, self.submitted.values())) < 2:
            return
        record_decision(self.context, self.world.cast.hugo, self.world.candidate_id, outcome, reason="because")
        self.happened["decided"] += 1

    def nothing_is_lost(self) -> None:
        for who, text in self.accepted.items():
            assert self.stored(who).content == text

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

    def the_trail_is_whole(self) -> None:
        with self.store.read() as unit:
            assert unit.audit.first_broken() is None


@pytest.mark.slow
def test_any_history_keeps_every_promise(migrated_file: Path, tmp_path: Path) -> None:
    for seed in range(int(os.environ.get("LOOPWRIGHT_HISTORIES", "20"))):
        folder = tmp_path / str(seed)
        folder.mkdir()
        history = History(seed, migrated_file, folder)
        try:
            for _ in range(STEPS):
                history.go_on()
        except BaseException:
            print(f"history {seed}, {history.blindness}: {', '.join(history.told)}")  # noqa: T201 - shown with the failure
            raise
        finally:
            history.store.close()
    reached = {name for name, times in History.happened.items() if times}
    assert reached == {
        *("saved", "set aside", "submitted", "amended before reading", "amended late", "decided", "recused"),
        *("handed on", "taken back", "read after_own", "blind after_own", "read after_all", "blind after_all"),
    }
