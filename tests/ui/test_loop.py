"""The loop builder: assemble, see the balance, publish; an impossible wish is named."""

from __future__ import annotations

import pytest

from interview.domain.loop import Loop
from interview.services.context import Context
from interview.services.loops import get_loop, save_draft_loop
from interview.services.roles import publish_role, save_role
from tests.factories import ROLE_ID, Cast, World, a_loop, a_role, a_stage
from tests.ui.conftest import Visit


def a_saved_role(context: Context, cast: Cast, *, published: bool = True) -> None:
    role = save_role(context, cast.hugo, a_role())
    if published:
        publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)


@pytest.mark.slow
def test_a_loop_is_assembled_and_published(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    page = visit(cast.hugo, "loop", role=ROLE_ID)
    assert "No loop yet. Choose a shape above and assemble it." in page.everything
    page.press("Assemble the loop")
    assert page.errors == []
    assert get_loop(context, cast.hugo, ROLE_ID).state == "draft"
    visit(cast.hugo, "loop", role=ROLE_ID).press("Publish the loop")
    assert get_loop(context, cast.hugo, ROLE_ID).state == "published"


@pytest.mark.slow
def test_an_impossible_wish_is_refused_and_nothing_is_saved(visit: Visit, context: Context, cast: Cast) -> None:
    role = a_role()
    greedy = tuple(skill.model_copy(update={"must_have": True}) for skill in role.skills)  # three skills twice in 40 minutes
    save_role(context, cast.hugo, role.model_copy(update={"skills": greedy}))
    page = visit(cast.hugo, "loop", role=ROLE_ID).enter("Minutes at most", 60).press("Assemble the loop")
    assert len(page.errors) == 1
    assert "No loop yet" in page.everything


def test_the_role_is_published_before_its_loop(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast, published=False)
    save_draft_loop(context, cast.hugo, a_loop())
    page = visit(cast.hugo, "loop", role=ROLE_ID)
    assert "Publish the role before its loop" in page.everything
    assert "Publish the loop" not in page.buttons


def test_the_matrix_says_in_words_what_is_missing(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    one_stage = Loop(role_id=ROLE_ID, role_version=1, stages=(a_stage("talk", "design"),))
    save_draft_loop(context, cast.hugo, one_stage)
    shown = visit(cast.hugo, "loop", role=ROLE_ID).everything
    assert "1: single observer" in shown
    assert "2 skills are not covered by this loop" in shown
    nothing = Loop(role_id=ROLE_ID, role_version=1, stages=(a_stage("talk", "listening").model_copy(update={"questions": ()}),))
    save_draft_loop(context, cast.hugo, nothing, expected_revision=get_loop(context, cast.hugo, ROLE_ID).revision)
    shown = visit(cast.hugo, "loop", role=ROLE_ID).everything
    assert "Must-have skills that nobody sees: Designing." in shown
    assert "listen" in shown
    assert "Minutes against weight" not in shown


def test_a_skill_in_every_stage_is_called_over_tested(visit: Visit, context: Context, cast: Cast) -> None:
    a_saved_role(context, cast)
    stages = tuple(a_stage(name, "coding").model_copy(update={"questions": ()}) for name in ("one", "two", "three", "four"))
    save_draft_loop(context, cast.hugo, Loop(role_id=ROLE_ID, role_version=1, stages=stages))
    assert "4: over-tested" in visit(cast.hugo, "loop", role=ROLE_ID).everything


def test_a_published_loop_shows_its_questions_and_a_reader_cannot_assemble(visit: Visit, world: World) -> None:
    page = visit(world.cast.aud, "loop", role=ROLE_ID)
    assert "Published, version 1" in page.everything
    assert "Minutes against weight" in page.everything
    assert not {"Assemble the loop", "Publish the loop"} & set(page.buttons)
