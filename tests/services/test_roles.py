"""Roles: drafts with revisions, reasons beside every change, published versions that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.domain.role import Bullet, Importance, Quote
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.context import Context
from interview.services.roles import (
    add_role_member,
    adjust_skill,
    archive_role,
    get_role,
    list_roles,
    merge_skills,
    publish_role,
    save_role,
)
from tests.factories import ROLE_ID, Cast, a_role


def test_a_role_remembers_where_it_came_from(context: Context, cast: Cast) -> None:
    saved = save_role(context, cast.hugo, a_role(), source_text="We look for a weaver.", source={"skills": ["design"]})
    assert (saved.state, saved.revision, saved.role.version, saved.members) == ("draft", 1, 1, (cast.hugo.person_id,))
    stored = get_role(context, cast.hugo, ROLE_ID)
    assert (stored.source_text, stored.source) == ("We look for a weaver.", {"skills": ["design"]})
    assert stored == saved


def test_a_change_based_on_an_old_revision_is_refused(context: Context, cast: Cast) -> None:
    first = save_role(context, cast.hugo, a_role())
    second = save_role(context, cast.hugo, a_role(title="Master weaver"), expected_revision=first.revision)
    with pytest.raises(Conflict, match="nothing was overwritten"):
        save_role(context, cast.ada, a_role(title="Other"), expected_revision=first.revision)
    with pytest.raises(Conflict):
        save_role(context, cast.ada, a_role(title="Other"))
    with pytest.raises(Conflict):
        adjust_skill(context, cast.hugo, ROLE_ID, "coding", expected_revision=first.revision, reason="x", weight=1)
    with pytest.raises(Conflict):
        publish_role(context, cast.hugo, ROLE_ID, expected_revision=first.revision)
    assert get_role(context, cast.hugo, ROLE_ID).role.title == second.role.title == "Master weaver"


def test_an_adjustment_keeps_what_was_there_and_why(context: Context, cast: Cast) -> None:
    saved = save_role(context, cast.hugo, a_role())
    view = adjust_skill(
        context,
        cast.hugo,
        ROLE_ID,
        "coding",
        expected_revision=saved.revision,
        reason=" Prototypes only. ",
        bar=2,
        must_have=True,
        importance=Importance.PREFERRED,
    )
    changed = view.role.skill("coding")
    assert changed is not None
    assert (changed.weight, changed.bar, changed.must_have, changed.importance) == (5, 2, True, Importance.PREFERRED)
    assert [(entry.before, entry.after, entry.reason, entry.person_id) for entry in view.adjustments] == [
        (
            {"bar": 3, "must_have": False, "importance": "required"},
            {"bar": 2, "must_have": True, "importance": "preferred"},
            "Prototypes only.",
            cast.hugo.person_id,
        )
    ]


def test_an_adjustment_needs_a_reason_a_skill_and_a_sensible_value(context: Context, cast: Cast) -> None:
    saved = save_role(context, cast.hugo, a_role())
    with pytest.raises(Invalid, match="Say why"):
        adjust_skill(context, cast.hugo, ROLE_ID, "coding", expected_revision=1, reason=" ", weight=3)
    with pytest.raises(NotFound, match="does not ask for 'weaving'"):
        adjust_skill(context, cast.hugo, ROLE_ID, "weaving", expected_revision=1, reason="x", weight=3)
    with pytest.raises(Invalid, match="weight"):
        adjust_skill(context, cast.hugo, ROLE_ID, "coding", expected_revision=1, reason="x", weight=11)
    assert get_role(context, cast.hugo, ROLE_ID) == saved


def test_merged_skills_keep_the_words_and_the_higher_demands_of_both(context: Context, cast: Cast) -> None:
    first, second = a_role().skills[:2]
    quotes = (Quote(quote="looms", start=20, end=25), Quote(quote="Python", start=3, end=9))
    one = {"weight": 8, "bar": 2, "must_have": True, "importance": Importance.PREFERRED, "evidence": quotes[:1]}
    other = {"weight": 5, "bar": 4, "must_have": False, "importance": Importance.REQUIRED, "evidence": quotes[1:]}
    skills = (first.model_copy(update=one), second.model_copy(update=other))
    duty = Bullet(text="Design and code looms", skills=(first.skill_id, second.skill_id))
    role = a_role().model_copy(update={"skills": skills, "primary_responsibilities": (duty,)})
    saved = save_role(context, cast.hugo, role)
    view = merge_skills(
        context, cast.hugo, ROLE_ID, first.skill_id, second.skill_id, expected_revision=saved.revision, reason=" One craft. "
    )
    assert [skill.model_dump(mode="json") for skill in view.role.skills] == [
        {
            "skill_id": second.skill_id,
            "importance": "required",
            "weight": 8,
            "bar": 4,
            "must_have": True,
            "reason": "One craft.",
            "evidence": [quote.model_dump() for quote in reversed(quotes)],
        }
    ]
    assert view.role.primary_responsibilities[0].skills == (second.skill_id,)
    assert [(entry.skill_id, entry.before, entry.after) for entry in view.adjustments] == [
        (
            second.skill_id,
            {"weight": 5, "must_have": False},
            {"merged": first.skill_id, "weight": 8, "must_have": True},
        )
    ]


def test_a_merge_needs_a_reason_and_two_skills_of_the_role(context: Context, cast: Cast) -> None:
    saved = save_role(context, cast.hugo, a_role())
    with pytest.raises(Invalid, match="Say why you merge"):
        merge_skills(context, cast.hugo, ROLE_ID, "design", "coding", expected_revision=saved.revision, reason=" ")
    for dropped, kept in (("design", "design"), ("design", "weaving"), ("weaving", "design")):
        with pytest.raises(NotFound, match="two different skills of this role"):
            merge_skills(context, cast.hugo, ROLE_ID, dropped, kept, expected_revision=saved.revision, reason="x")
    with pytest.raises(Conflict):
        merge_skills(context, cast.hugo, ROLE_ID, "design", "coding", expected_revision=saved.revision + 1, reason="x")
    assert get_role(context, cast.hugo, ROLE_ID) == saved


def test_a_published_version_never_changes(context: Context, cast: Cast) -> None:
    saved = save_role(context, cast.hugo, a_role())
    published = publish_role(context, cast.hugo, ROLE_ID, expected_revision=saved.revision)
    again = publish_role(context, cast.hugo, ROLE_ID, expected_revision=published.revision)
    assert (published.state, again.revision) == ("published", published.revision)
    draft = adjust_skill(context, cast.hugo, ROLE_ID, "coding", expected_revision=published.revision, reason="x", bar=5)
    assert (draft.state, draft.role.version, draft.revision) == ("draft", 2, published.revision + 1)
    first = get_role(context, cast.hugo, ROLE_ID, version=1)
    assert first.role == published.role
    with pytest.raises(NotFound, match="with version 7"):
        get_role(context, cast.hugo, ROLE_ID, version=7)
    assert publish_role(context, cast.hugo, ROLE_ID, expected_revision=draft.revision).role.version == 2


def test_a_skill_without_a_rubric_cannot_be_published(context: Context, cast: Cast) -> None:
    rubrics = {key: rubric for key, rubric in context.catalogue.rubrics.items() if key != "listening"}
    poorer = replace(context, catalogue=replace(context.catalogue, rubrics=rubrics))
    saved = save_role(poorer, cast.hugo, a_role())
    with pytest.raises(Invalid, match="no rubric to rate them by: listening"):
        publish_role(poorer, cast.hugo, ROLE_ID, expected_revision=saved.revision)


def test_archiving_takes_a_role_off_the_list_and_back(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    archive_role(context, cast.hugo, ROLE_ID)
    assert list_roles(context, cast.hugo) == ()
    assert [view.role.id for view in list_roles(context, cast.hugo, archived=True)] == [ROLE_ID]
    archive_role(context, cast.hugo, ROLE_ID, archived=False)
    assert [view.may_change for view in list_roles(context, cast.hugo)] == [True]
    assert [view.may_change for view in list_roles(context, cast.aud)] == [False]


def test_membership_opens_the_role(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    with pytest.raises(Forbidden):
        get_role(context, cast.hanna, ROLE_ID)
    add_role_member(context, cast.hugo, ROLE_ID, cast.hanna.person_id)
    view = add_role_member(context, cast.hugo, ROLE_ID, cast.hanna.person_id)
    assert set(view.members) == {cast.hugo.person_id, cast.hanna.person_id}
    assert get_role(context, cast.hanna, ROLE_ID).may_change
    with pytest.raises(NotFound):
        add_role_member(context, cast.hugo, ROLE_ID, "person-0")
