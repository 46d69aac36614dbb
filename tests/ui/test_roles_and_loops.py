"""Roles from a job description or the library, their adjustment, and the loop."""

from __future__ import annotations

from interview.domain.role import Quote
from interview.services.context import Context
from interview.services.roles import get_role, list_roles, save_role
from tests.factories import ROLE_ID, Cast, World, a_role
from tests.ui.conftest import Visit


def test_without_roles_the_way_to_the_first_one_is_open(visit: Visit, cast: Cast) -> None:
    assert visit(cast.hugo).links["Create the first role"] == "roles"
    tab = visit(cast.hugo, "roles")
    assert tab.title == "Roles"
    assert "Read it" in tab.buttons
    assert "Read it" not in visit(cast.bo, "roles").buttons


def test_a_pasted_text_without_our_skills_is_refused_and_nothing_is_stored(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.hugo, "roles")
    tab.app.text_area[0].set_value("We sell apples on the market, and pears.")
    tab.press("Read it")
    assert len(tab.errors) == 1
    assert tab.errors[0].startswith("pasted text:")
    assert list_roles(context, cast.hugo) == ()


def test_a_file_has_to_be_chosen_first(visit: Visit, cast: Cast) -> None:
    assert visit(cast.hugo, "roles").press("Read the file").errors == ["Choose a file first."]


def test_a_profile_of_the_library_becomes_ones_own_role(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.hugo, "roles").press("Copy it")
    assert tab.title == "Weaver"
    assert [view.role.title for view in list_roles(context, cast.hugo)] == ["Weaver"]
    assert "role?role=weaver" in visit(cast.hugo, "roles").links.values()


def test_publishing_a_role_happens_once(visit: Visit, context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    tab = visit(cast.hugo, "role", role=ROLE_ID).press("Publish role")
    assert get_role(context, cast.hugo, ROLE_ID).state == "published"
    assert "Publish role" not in tab.buttons


def test_somebody_elses_role_is_refused(visit: Visit, world: World) -> None:
    tab = visit(world.cast.hanna, "role", role=ROLE_ID)
    assert tab.errors == ["You may not read this role; ask an administrator for the right role or a place on the panel."]
    assert "Designing" not in tab.everything


def test_a_reader_sees_a_role_without_a_way_to_change_it(visit: Visit, world: World) -> None:
    tab = visit(world.cast.bo, "role", role=ROLE_ID)
    assert tab.title == "Weaver"
    assert {"Publish role", "Save the change"}.isdisjoint(tab.buttons)


def test_a_skill_is_adjusted_with_a_reason_added_and_dropped(visit: Visit, context: Context, cast: Cast) -> None:
    start = a_role()
    save_role(context, cast.hugo, start.model_copy(update={"skills": start.skills[:2]}))
    tab = visit(cast.hugo, "role", role=ROLE_ID)
    next(box for box in tab.app.number_input if box.label == "Weight (1-10)").set_value(9)
    next(box for box in tab.app.text_input if box.label == "Reason for the change").set_value("We design all day.")
    tab.press("Save the change")
    changed = get_role(context, cast.hugo, ROLE_ID).role.skill("design")
    assert changed is not None
    assert (changed.weight, changed.reason) == (9, "We design all day.")
    next(box for box in tab.app.selectbox if box.label == "Skill to add").set_value("listening")
    tab.press("Add the skill")
    assert [skill.skill_id for skill in get_role(context, cast.hugo, ROLE_ID).role.skills] == ["design", "coding", "listening"]
    tab.press("Drop Designing from this role")
    assert [skill.skill_id for skill in get_role(context, cast.hugo, ROLE_ID).role.skills] == ["coding", "listening"]


def test_the_words_behind_a_skill_are_marked_and_travel_as_plain_text(visit: Visit, context: Context, cast: Cast) -> None:
    text = "We want <b>designing</b> & coding."
    quotes = {"design": Quote(quote="designing", start=11, end=20), "coding": Quote(quote="coding", start=27, end=33)}
    start = a_role()
    skills = tuple(
        skill.model_copy(update={"evidence": (quotes[skill.skill_id],) if skill.skill_id in quotes else ()})
        for skill in start.skills
    )
    save_role(context, cast.hugo, start.model_copy(update={"skills": skills}), source_text=text)
    data = visit(cast.hugo, "role", role=ROLE_ID).component("Job description")[1]
    assert [(piece["text"], piece["title"]) for piece in data["pieces"]] == [
        ("We want <b>", ""), ("designing", "Designing"), ("</b> & ", ""), ("coding", "Coding"), (".", ""),
    ]  # fmt: skip
