"""The stages of a loop with their questions; whoever may change the loop pins, moves, resizes, drops and swaps here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from interview.domain.loop import PlannedQuestion, Stage
from interview.domain.person import Actor
from interview.domain.question import Question, QuestionStatus
from interview.domain.wishes import Wishes
from interview.services.assembly import begin_assembly
from interview.services.context import Context
from interview.services.loops import LoopView, change_wishes
from interview.services.roles import RoleView
from interview.ui import session
from interview.ui.components.question import question_details, question_heading
from interview.ui.components.times import minutes_words
from interview.ui.components.why import why_chosen
from interview.ui.texts import _


@dataclass(frozen=True)
class _Bench:
    """The loop on the screen, and who looks at it."""

    context: Context
    actor: Actor
    role: RoleView
    loop: LoopView
    editable: bool

    def wish(self, wishes: Wishes) -> None:
        """In a callback: keep other wishes."""
        role_id, revision = self.loop.loop.role_id, self.loop.revision
        session.attempt(lambda: change_wishes(self.context, self.actor, role_id, wishes, expected_revision=revision))

    def resize(self, stage_id: str, key: str) -> None:
        """In a callback: keep the length that the box ``key`` shows."""
        self.wish(self.loop.wishes.resize(stage_id, int(session.widget(key))))

    def refit(self, label: str, key: str, wishes: Wishes) -> None:
        """A button that has the planner follow these wishes with the fewest changes."""
        begin = partial(
            begin_assembly,
            self.context,
            self.actor,
            self.loop.loop.role_id,
            wishes,
            expected_revision=self.loop.revision,
            fewest_changes=True,
        )
        if st.button(label, key=session.nonce(key)) and session.tried(begin):
            session.done(spent=key)


def stage_list(context: Context, actor: Actor, role: RoleView, loop: LoopView, *, editable: bool) -> None:
    """Every stage in its order."""
    bench = _Bench(context, actor, role, loop, editable)
    wished = {stage.id for stage in loop.wishes.stages}
    for place, stage in enumerate(loop.loop.stages):
        with st.container(border=True, key=f"stage-{stage.id}"):
            _heading(bench, stage, place)
            if editable and stage.id in wished:
                _change_stage(bench, stage, place)
            for planned in stage.questions:
                if planned.question_id in loop.questions:
                    _question(bench, stage, planned)
    if editable:
        _more(bench)


def _heading(bench: _Bench, stage: Stage, place: int) -> None:
    asked = sum(question.minutes for question in stage.questions)
    free = stage.length_minutes - stage.buffer_minutes
    st.subheader(f"{place + 1}. {stage.title} · {minutes_words(stage.length_minutes)}")
    st.write(stage.purpose)
    facts = [
        ", ".join(bench.context.catalogue.skills[skill].name for skill in stage.skills),
        _("questions take {asked} of {free} minutes").format(asked=asked, free=free),
    ]
    if bench.loop.wishes.is_pinned(stage.id):
        facts.append(_("pinned as it stands"))
    if stage.id not in {one.id for one in bench.loop.wishes.stages}:
        facts.append(_("goes with the next fitting"))
    st.caption(" · ".join(facts))


def _change_stage(bench: _Bench, stage: Stage, place: int) -> None:
    loop, wish = bench.loop, bench.wish
    wishes, last = loop.wishes, len(loop.loop.stages) - 1
    key = f"{stage.id}-{loop.revision}"
    with st.popover(_("Change {stage}").format(stage=stage.title), key=f"change-{stage.id}"):
        with st.container(horizontal=True):
            up, down = wishes.move(stage.id, -1), wishes.move(stage.id, 1)
            st.button(_("Move up"), key=f"up-{key}", disabled=place == 0, on_click=wish, args=(up,))
            st.button(_("Move down"), key=f"down-{key}", disabled=place == last, on_click=wish, args=(down,))
            if wishes.is_pinned(stage.id):
                st.button(_("Unpin the stage"), key=f"pin-{key}", on_click=wish, args=(wishes.unpin(stage.id),))
            else:
                st.button(_("Pin the stage"), key=f"pin-{key}", on_click=wish, args=(wishes.pin(stage.id),))
            if len(wishes.stages) > 1:
                st.button(_("Drop the stage"), key=f"drop-{key}", on_click=wish, args=(wishes.drop(stage.id),))
        wanted = next(one.length_minutes for one in wishes.stages if one.id == stage.id)
        box = f"minutes-{key}"
        st.number_input(
            _("Minutes"),
            max(15, stage.buffer_minutes + 5),
            180,
            wanted,
            step=5,
            key=box,
            on_change=bench.resize,
            args=(stage.id, box),
            help=_("Kept at once; the planner fits the questions when you ask it to."),
        )


def _question(bench: _Bench, stage: Stage, planned: PlannedQuestion) -> None:
    loop = bench.loop
    question = loop.questions[planned.question_id]
    pinned = loop.wishes.is_pinned(stage.id, planned.question_id)
    heading = question_heading(question)
    box = st.expander(
        _("{question} · pinned").format(question=heading) if pinned else heading,
        key=f"question-{planned.question_id}",
        on_change="rerun",
    )
    if not box.open:
        return  # what is closed is not sent: a loop has some thirty questions
    with box:
        reasons = list(why_chosen(bench.context, bench.role.role, loop, stage, planned))
        st.markdown("\n".join([f"**{_('Why this question')}**", "", *(f"- {reason}" for reason in [question.why, *reasons])]))
        if bench.editable:
            _change_question(bench, stage, question)
        question_details(question)


def _change_question(bench: _Bench, stage: Stage, question: Question) -> None:
    wishes, key = bench.loop.wishes, f"{question.id}-{bench.loop.revision}"
    others = _instead(bench, stage, question)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if wishes.is_pinned(stage.id):
            st.caption(_("The whole stage is pinned."))
        elif wishes.is_pinned(stage.id, question.id):
            st.button(_("Unpin"), key=f"pin-{key}", on_click=bench.wish, args=(wishes.unpin(stage.id, question.id),))
        else:
            st.button(_("Pin here"), key=f"pin-{key}", on_click=bench.wish, args=(wishes.pin(stage.id, question.id),))
        other = st.selectbox(
            _("Swap for"),
            ["", *others],
            key=f"other-{key}",
            format_func=lambda name: question_heading(others[name]) if name else _("the planner's choice"),
            width=360,
        )
        wanted = wishes.swap(stage.id, question.id, other) if other else wishes.bar(question.id)
        bench.refit(_("Swap"), f"swap-{key}", wanted)
        bench.refit(_("It has leaked"), f"leaked-{key}", wishes.bar(question.id, leaked=True))


def _instead(bench: _Bench, stage: Stage, question: Question) -> dict[str, Question]:
    """Other questions about the same skill that fit the stage and its free minutes."""
    asked = {one.question_id for other in bench.loop.loop.stages for one in other.questions}
    spare = stage.length_minutes - stage.buffer_minutes - sum(one.minutes for one in stage.questions)
    return {
        one.id: one
        for one in bench.context.catalogue.questions_for(question.skill_id)
        if one.id not in asked
        and one.status is QuestionStatus.ACTIVE
        and one.kind in stage.kinds
        and stage.format in one.formats
        and one.minutes <= question.minutes + spare
    }


def _more(bench: _Bench) -> None:
    """A stage more, and what must not be asked in this loop."""
    loop, wishes = bench.loop, bench.loop.wishes
    present = {stage.id for stage in wishes.stages}
    absent = {
        stage.id: stage
        for template in bench.context.catalogue.loops.values()
        for stage in template.stages
        if stage.id not in present
    }
    if absent:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                _("Another stage"),
                list(absent),
                key=f"another-{loop.revision}",
                format_func=lambda name: f"{absent[name].title} · {minutes_words(absent[name].length_minutes)}",
                width=360,
            )
            st.button(
                _("Add the stage"),
                key=f"add-{loop.revision}",
                on_click=bench.wish,
                args=(wishes.add(absent[chosen]),),
            )
    for barred in wishes.barred:
        question = bench.context.catalogue.questions.get(barred.question_id)
        name = question.prompt if question else barred.question_id
        words = _("Leaked, and asked in no new loop: {question}") if barred.leaked else _("Not asked in this loop: {question}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.format(question=name))
            st.button(
                _("Allow it again"),
                key=f"allow-{barred.question_id}-{loop.revision}",
                on_click=bench.wish,
                args=(wishes.allow(barred.question_id),),
            )
