"""The loop builder: assemble, see the balance, change what should be different, publish; an impossible wish is named."""

from __future__ import annotations

import pytest

from interview.domain.loop import Loop
from interview.domain.wishes import Wishes
from interview.services.context import Context
from interview.services.loops import LoopView, change_wishes, get_loop, save_draft_loop
from interview.services.roles import adjust_skill, get_role, publish_role, save_role
from tests.factories import ROLE_ID, Cast, World, a_loop, a_question, a_role, a_stage
from tests.ui.conftest import Visit
from tests.ui.tab import Tab


def a_saved_role(context: Context, cast: Cast, *, published: bool = True) -> None:
    role = save_role(context, cast.hugo, a_role())
    if published:
        publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)


def a_draft(context: Context, cast: Cast) -> LoopView:
    a_saved_role(context, cast)
    return save_draft_loop(context, cast.hugo, a_loop())


def builder(visit: Visit, cast: Cast, view: str = "") -> Tab:
    return visit(cast.hugo, "loop", role=ROLE_ID, **({"view": view} if view else {}))


def finished(context: Context, kind: str = "assembly") -> None:
    """Wait until the planner's process has answered."""
    search = context.searches.get(f"{kind}:{ROLE_ID}")
    assert search is not None
    search.wait(90)


@pytest.mark.slow
def test_a_loop_is_assembled_in_the_background_and_published(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    page = builder(visit, cast)
    assert "No loop yet. Choose a shape and assemble it" in page.everything
    page.press("Assemble the loop")
    assert page.errors == []
    assert {"Stop", "Stop and keep the best so far"} & set(page.buttons)
    assert "Assemble the loop" not in page.buttons  # nobody starts a second one
    finished(context)
    assert get_loop(context, cast.hugo, ROLE_ID).state == "draft"
    builder(visit, cast).press("Publish the loop")
    assert get_loop(context, cast.hugo, ROLE_ID).state == "published"


@pytest.mark.slow
def test_number_and_length_of_stages_are_chosen_before(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    page = builder(visit, cast)
    next(box for box in page.app.number_input if box.label == "Minutes of Talk").set_value(45)
    page.press("Assemble the loop")
    finished(context)
    assert [stage.length_minutes for stage in get_loop(context, cast.hugo, ROLE_ID).loop.stages] == [60, 45]
    page = builder(visit, cast)
    for box in page.app.checkbox:
        box.uncheck()
    assert page.press("Assemble the loop").errors == ["A loop needs at least one stage."]


@pytest.mark.slow
def test_an_impossible_wish_is_named_with_a_button_that_helps(visit: Visit, context: Context, cast: Cast) -> None:
    draft = a_draft(context, cast)
    greedy = draft.wishes.model_copy(update={"observers": 3})  # in two stages
    shorter = greedy.resize("talk", 45)
    change_wishes(context, cast.hugo, ROLE_ID, shorter, expected_revision=draft.revision)
    builder(visit, cast).press("Find the best around what is pinned")
    finished(context)
    page = builder(visit, cast)
    assert page.errors == ["No loop keeps every rule. These wishes clash:"]
    assert "“Designing”" in page.everything  # by name, not by id
    page.press("See each must-have in 2 stages only")
    finished(context)
    loop = get_loop(context, cast.hugo, ROLE_ID)
    assert (loop.wishes.observers, [stage.length_minutes for stage in loop.loop.stages]) == (2, [60, 45])


@pytest.mark.slow
def test_too_few_minutes_are_refused_before_anything_is_planned(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    four = context.catalogue.loops["two-stages"].stages[0]
    many = tuple(four.model_copy(update={"id": f"s{n}", "buffer_minutes": 10}) for n in range(5))
    template = context.catalogue.loops["two-stages"].model_copy(update={"stages": many})
    context.catalogue.loops["two-stages"] = template
    page = builder(visit, cast).choose("Minutes at most", 60)
    assert len(page.errors) == 1
    assert "60 minutes are too few" in page.errors[0]


def test_the_role_is_published_before_its_loop(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast, published=False)
    save_draft_loop(context, cast.hugo, a_loop())
    page = builder(visit, cast)
    assert "Publish the role before its loop" in page.everything
    assert "Publish the loop" not in page.buttons


def test_the_matrix_says_in_words_what_is_missing(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    one_stage = Loop(role_id=ROLE_ID, role_version=1, stages=(a_stage("talk", "design"),))
    save_draft_loop(context, cast.hugo, one_stage)
    shown = builder(visit, cast).everything
    assert "1: single observer" in shown
    assert "2 skills are not covered by this loop" in shown
    nothing = Loop(role_id=ROLE_ID, role_version=1, stages=(a_stage("talk", "listening").model_copy(update={"questions": ()}),))
    save_draft_loop(context, cast.hugo, nothing, expected_revision=get_loop(context, cast.hugo, ROLE_ID).revision)
    shown = builder(visit, cast).everything
    assert "Must-have skills that nobody sees: Designing." in shown
    assert "listen" in shown
    assert "Minutes against weight" not in shown


def test_a_skill_in_every_stage_is_called_over_tested(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    stages = tuple(a_stage(name, "coding").model_copy(update={"questions": ()}) for name in ("one", "two", "three", "four"))
    save_draft_loop(context, cast.hugo, Loop(role_id=ROLE_ID, role_version=1, stages=stages))
    assert "4: over-tested" in builder(visit, cast).everything


def test_a_stage_is_moved_by_a_button_and_the_order_is_kept(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)
    page = builder(visit, cast, "stages")
    assert [one.value for one in page.app.subheader] == ["1. Workshop · 60 min", "2. Talk · 60 min"]
    page.press("Move down")
    assert [one.value for one in page.app.subheader] == ["1. Talk · 60 min", "2. Workshop · 60 min"]
    assert [stage.id for stage in get_loop(context, cast.hugo, ROLE_ID).loop.stages] == ["talk", "workshop"]


def test_wishes_wait_until_the_planner_is_asked_and_can_be_forgotten(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)
    page = builder(visit, cast, "stages").choose("Minutes", 75)
    assert "Workshop takes 75 minutes instead of 60." in page.everything
    assert "Publish the loop" not in page.buttons
    page.press("Drop the stage", at=1)
    assert "Talk is dropped." in page.everything
    assert "goes with the next fitting" in page.everything
    page.press("Forget these wishes")
    assert "Publish the loop" in page.buttons
    assert get_loop(context, cast.hugo, ROLE_ID).loop.stages == a_loop().stages


def test_stages_and_questions_are_pinned_and_unpinned(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)

    def wishes() -> Wishes:
        return get_loop(context, cast.hugo, ROLE_ID).wishes

    page = builder(visit, cast, "stages").press("Pin the stage")
    assert wishes().is_pinned("workshop")
    assert "pinned as it stands" in page.everything
    page.press("Unpin the stage")
    page.unfold("question-design-2").press("Pin here")
    assert (wishes().is_pinned("workshop"), wishes().is_pinned("talk", "design-2")) == (False, True)
    assert "(behavioural, 12 min) · pinned" in page.everything
    page.unfold("question-design-2").press("Unpin")
    assert wishes().pins == ()


@pytest.mark.slow
def test_a_leaked_question_is_replaced_and_the_change_can_be_undone(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)
    context.catalogue.questions.update({f"coding-{n}": a_question(f"coding-{n}", "coding") for n in (3, 4)})
    page = builder(visit, cast, "stages").unfold("question-coding-1").press("It has leaked")
    assert page.errors == []
    finished(context)
    page = builder(visit, cast, "stages")
    assert "Leaked, and asked in no new loop: Tell me about a time that called for coding." in page.everything
    assert "What the planner changed last" in page.everything
    page.press("Undo")
    assert get_loop(context, cast.hugo, ROLE_ID).loop.stages == a_loop().stages


def test_a_question_says_why_it_was_chosen(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)
    shown = builder(visit, cast, "stages").unfold("question-design-2").everything
    assert "Designing is a must-have: this is observer 2 of 2." in shown
    assert "It separates candidates right at the bar: 4 advanced." in shown


def test_the_day_shows_times_and_breaks(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)
    shown = builder(visit, cast, "day").everything
    assert "09:00–10:00" in shown
    assert "10:00–11:00" in shown


def test_versions_show_who_holds_on_to_them_and_what_differs(visit: Visit, context: Context, world: World) -> None:
    published = get_loop(context, world.cast.hugo, ROLE_ID)
    swapped = a_loop().model_copy(update={"stages": (a_loop().stages[0], a_stage("talk", "coding", "listening", question=2))})
    save_draft_loop(context, world.cast.hugo, swapped, expected_revision=published.revision)
    page = builder(visit, world.cast, "versions")
    assert "2 changes" in page.everything
    assert page.links["Open version 1"] == f"loop?role={ROLE_ID}&version=1"
    old = visit(world.cast.hugo, "loop", role=ROLE_ID, version="1", view="stages")
    assert "Pin the stage" not in old.buttons
    assert "Go to the newest version" in old.links


@pytest.mark.slow
def test_alternatives_are_compared_and_one_is_taken(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    save_draft_loop(context, cast.hugo, a_loop())
    builder(visit, cast, "alternatives").press("Plan alternatives")
    finished(context, "comparison")
    page = builder(visit, cast, "alternatives")
    assert "no other one beats it" in page.everything
    page.press("Assemble this one")
    finished(context)
    loop = get_loop(context, cast.hugo, ROLE_ID)
    assert loop.plan["template"] == "two-stages"


def test_a_changed_role_asks_for_a_fitted_loop(visit: Visit, context: Context, cast: Cast) -> None:
    a_draft(context, cast)
    role = get_role(context, cast.hugo, ROLE_ID)
    adjust_skill(context, cast.hugo, ROLE_ID, "coding", expected_revision=role.revision, reason="More code.", weight=9)
    page = builder(visit, cast)
    assert "The role has changed since this loop was assembled." in page.everything
    assert "Publish the loop" not in page.buttons


def test_a_published_loop_shows_its_questions_and_a_reader_cannot_change_it(visit: Visit, world: World) -> None:
    page = visit(world.cast.aud, "loop", role=ROLE_ID)
    for words in ("Workshop", "Talk", "Designing (must-have)", "Minutes against weight"):
        assert words in page.everything
    assert "Alternatives" not in page.app.segmented_control[0].options
    assert not {"Assemble the loop", "Publish the loop", "Fit with the fewest changes"} & set(page.buttons)
    stages = visit(world.cast.aud, "loop", role=ROLE_ID, view="stages")
    assert "Why this question" in stages.unfold("question-design-1").everything
    assert not {"Pin here", "Swap", "It has leaked", "Move up"} & set(stages.buttons)


def test_a_reader_of_a_role_without_a_loop_is_told_who_makes_one(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    assert "Its hiring manager assembles one here." in visit(cast.aud, "loop", role=ROLE_ID).everything
