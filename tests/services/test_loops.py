"""Loops: published versions hold on to their exact rubrics and questions; assembly asks the planner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.domain.loop import Loop
from interview.domain.visibility import Blindness
from interview.errors import Conflict, Invalid, NotFound
from interview.services.assembly import assemble_loop
from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.services.kits import get_kit
from interview.services.loops import get_loop, list_versions, publish_loop, save_draft_loop
from interview.services.roles import adjust_skill, get_role, publish_role, save_role
from tests.factories import ROLE_ID, Cast, World, a_loop, a_published_loop, a_role, a_rubric, a_stage


def _rewritten(context: Context) -> Context:
    """The same database after somebody has rewritten every rubric and question in the files."""
    known = context.catalogue
    rubrics = {key: a_rubric(key, version=2).model_copy(update={"definition": "Rewritten"}) for key in known.rubrics}
    questions = {
        key: question.model_copy(update={"prompt": "Rewritten", "version": 2}) for key, question in known.questions.items()
    }
    return replace(context, catalogue=replace(known, rubrics=rubrics, questions=questions))


def test_rewriting_rubrics_and_questions_leaves_a_published_loop_byte_identical(context: Context, world: World) -> None:
    hugo, ines = world.cast.hugo, world.cast.ines
    loop, kit = get_loop(context, hugo, ROLE_ID), get_kit(context, ines, world.workshop)
    later = _rewritten(context)
    assert get_loop(later, hugo, ROLE_ID).model_dump_json() == loop.model_dump_json()
    assert get_kit(later, ines, world.workshop).model_dump_json() == kit.model_dump_json()
    assert (loop.loop.rubric_versions, "Rewritten" in loop.model_dump_json()) == (
        {"design": 1, "coding": 1, "listening": 1},
        False,
    )


def test_a_new_version_uses_the_new_texts_and_new_candidates_get_it(context: Context, world: World) -> None:
    cast, later = world.cast, _rewritten(context)
    first = get_loop(later, cast.hugo, ROLE_ID)
    draft = save_draft_loop(later, cast.hugo, a_loop(), expected_revision=first.revision)
    assert (draft.loop.version, draft.state) == (2, "draft")
    assert add_candidate(later, cast.rita, name="Early", role_id=ROLE_ID).loop_version == 1
    published = publish_loop(later, cast.hugo, ROLE_ID, expected_revision=draft.revision)
    assert published.questions["design-1"].prompt == "Rewritten"
    assert add_candidate(later, cast.rita, name="Late", role_id=ROLE_ID).loop_version == 2
    assert [view.version for view in list_versions(later, cast.hugo, ROLE_ID)] == [2, 1]
    assert get_loop(later, cast.hugo, ROLE_ID, version=1).loop == first.loop


def test_a_draft_is_changed_in_place_and_only_on_its_newest_revision(context: Context, cast: Cast) -> None:
    role = save_role(context, cast.hugo, a_role())
    first = save_draft_loop(context, cast.hugo, a_loop(), plan={"status": "optimal"})
    assert (first.blindness, set(first.rubrics), set(first.questions)) == (
        Blindness.AFTER_OWN,
        {"design", "coding", "listening"},
        {"design-1", "coding-1", "design-2", "listening-2"},
    )
    shorter = Loop(role_id=ROLE_ID, role_version=1, stages=(a_stage("talk", "listening"),))
    second = save_draft_loop(context, cast.hugo, shorter, blindness=Blindness.AFTER_ALL, expected_revision=first.revision)
    assert (second.loop.version, second.revision, second.blindness) == (1, 2, Blindness.AFTER_ALL)
    for stale in (None, first.revision):
        with pytest.raises(Conflict, match="nothing was overwritten"):
            save_draft_loop(context, cast.hugo, a_loop(), expected_revision=stale)
    with pytest.raises(Conflict):
        publish_loop(context, cast.hugo, ROLE_ID, expected_revision=first.revision)
    with pytest.raises(Invalid, match="Publish the role first"):
        publish_loop(context, cast.hugo, ROLE_ID, expected_revision=second.revision)
    publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)
    published = publish_loop(context, cast.hugo, ROLE_ID, expected_revision=second.revision)
    assert publish_loop(context, cast.hugo, ROLE_ID, expected_revision=published.revision) == published


def test_a_loop_that_cannot_be_used_is_not_published(context: Context, cast: Cast) -> None:
    role = save_role(context, cast.hugo, a_role())
    publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)
    stages = (a_stage("one", "design"), a_stage("two", "design"), a_stage("three", "coding", "weaving"))
    draft = save_draft_loop(context, cast.hugo, Loop(role_id=ROLE_ID, role_version=1, stages=stages))
    with pytest.raises(Invalid) as refused:
        publish_loop(context, cast.hugo, ROLE_ID, expected_revision=draft.revision)
    assert str(refused.value) == (
        "This loop can't be published: the question 'design-1' is asked 2 times; the question 'weaving-1' is in no bank; "
        "the skill 'weaving' has no rubric."
    )


def test_what_does_not_exist_is_said(context: Context, cast: Cast) -> None:
    with pytest.raises(NotFound, match="no loop yet"):
        get_loop(context, cast.ada, ROLE_ID)
    with pytest.raises(NotFound, match="no version 1"):
        save_draft_loop(context, cast.ada, a_loop())
    with pytest.raises(NotFound, match="no role"):
        assemble_loop(context, cast.ada, ROLE_ID)


def test_two_roles_have_loops_of_their_own(context: Context, cast: Cast) -> None:
    a_published_loop(context, cast.hugo)
    a_published_loop(context, cast.hanna, role_id="dyer")
    role = get_role(context, cast.hanna, "dyer")
    adjust_skill(context, cast.hanna, "dyer", "coding", expected_revision=role.revision, reason="x", bar=1)
    assert get_role(context, cast.hugo, ROLE_ID).role.version == 1
    assert [one.version for one in list_versions(context, cast.ada, "dyer")] == [1]
