"""Roles on screen: from a job description or the library to a published role, with a reason beside every change."""

from __future__ import annotations

from interview.domain.role import Quote
from interview.services.context import Context
from interview.services.roles import get_role, list_roles, save_role
from tests.factories import ROLE_ID, Cast, a_role
from tests.ui.conftest import Visit
from tests.ui.tab import Tab

POSTING = "Weaver\n\nRequirements\n- Design of large looms is required.\n- Coding in Python.\n"


def drafted(context: Context, cast: Cast) -> None:
    """Hugo's role as a draft whose posting quotes design, with a suggestion and something not covered."""
    start = POSTING.index("Design")
    quote = Quote(quote="Design of large looms is required.", start=start, end=start + 34)
    role = a_role()
    skills = (role.skills[0].model_copy(update={"evidence": (quote,)}), role.skills[1])
    suggestion = {
        "id": "listening",
        "name": "Listening",
        "importance": "preferred",
        "weight": 2,
        "target_level": 3,
        "evidence": [quote.model_dump()],
    }
    place = POSTING.index("Coding")
    dyeing = {"text": "Dyeing", "quote": "Coding in Python.", "start": place, "end": place + 17, "reason": "no bank holds it"}
    source = {"suggested": [suggestion], "uncovered": [dyeing]}
    update = {"skills": skills, "not_covered": ("Dyeing",), "level": "senior"}
    save_role(context, cast.hugo, role.model_copy(update=update), source_text=POSTING, source=source)


def role_page(visit: Visit, cast: Cast) -> Tab:
    return visit(cast.hugo, "role", role=ROLE_ID)


def test_without_roles_the_way_to_the_first_one_is_open(visit: Visit, cast: Cast) -> None:
    assert visit(cast.hugo).links["Create the first role"] == "roles"
    page = visit(cast.hugo, "roles")
    assert "Paste a job description above" in page.everything
    assert "Read it" in page.buttons
    assert "Read it" not in visit(cast.bo, "roles").buttons


def test_a_posting_without_skills_of_ours_is_refused_in_a_sentence(visit: Visit, context: Context, cast: Cast) -> None:
    page = visit(cast.hugo, "roles").enter("Job description", "We sell flowers.").press("Read it")
    assert len(page.errors) == 1
    assert page.errors[0].startswith("pasted text:")
    assert list_roles(context, cast.hugo) == ()
    assert visit(cast.hugo, "roles").press("Read the file").errors == ["Choose a file first."]


def test_a_profile_of_the_library_becomes_a_draft(visit: Visit, context: Context, cast: Cast) -> None:
    assert visit(cast.hugo, "roles").enter("Role profile", "Weaver").press("Copy it").title == "Weaver"
    assert [(view.role.id, view.state) for view in list_roles(context, cast.hugo)] == [(ROLE_ID, "draft")]
    visit(cast.hugo, "roles").enter("Role profile", "Weaver").press("Copy it")
    assert sorted(view.role.id for view in list_roles(context, cast.hugo)) == [ROLE_ID, f"{ROLE_ID}-2"]
    assert f"role?role={ROLE_ID}" in "".join(visit(cast.hugo, "roles").links.values())


def test_the_posting_is_shown_with_the_words_behind_the_chosen_skill(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    page = role_page(visit, cast)
    data = page.component("Job description")[1]
    assert data["chosen"] == "design"
    assert [(piece["text"], piece["skills"]) for piece in data["pieces"] if piece["title"]] == [
        ("Design of large looms is required.", ["design"]),
        ("Coding in Python.", []),
    ]
    assert "".join(piece["text"] for piece in data["pieces"]) == POSTING.rstrip()
    assert "Dyeing" in page.everything
    assert "no bank holds it" in page.everything


def test_a_posting_with_markup_travels_as_plain_text(visit: Visit, context: Context, cast: Cast) -> None:
    text = "We want <b>designing</b> & coding."
    quotes = {"design": Quote(quote="designing", start=11, end=20), "coding": Quote(quote="coding", start=27, end=33)}
    start = a_role()
    skills = tuple(
        skill.model_copy(update={"evidence": (quotes[skill.skill_id],) if skill.skill_id in quotes else ()})
        for skill in start.skills
    )
    save_role(context, cast.hugo, start.model_copy(update={"skills": skills}), source_text=text)
    data = role_page(visit, cast).component("Job description")[1]
    assert [(piece["text"], piece["title"]) for piece in data["pieces"]] == [
        ("We want <b>", ""), ("designing", "Designing"), ("</b> & ", ""), ("coding", "Coding"), (".", ""),
    ]  # fmt: skip


def test_a_chosen_sentence_chooses_its_skill_and_nothing_else(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    coding = Quote(quote="Coding in Python.", start=POSTING.index("Coding"), end=POSTING.index("Coding") + 17)
    view = get_role(context, cast.hugo, ROLE_ID)
    skills = (view.role.skills[0], view.role.skills[1].model_copy(update={"evidence": (coding,)}))
    role = view.role.model_copy(update={"skills": skills})
    save_role(context, cast.hugo, role, expected_revision=view.revision)
    page = role_page(visit, cast).send("Job description", {"choice": {"skill": "coding", "count": 1}})
    assert page.component("Job description")[1]["chosen"] == "coding"
    page.send("Job description", {"choice": {"skill": "no-such-skill", "count": 2}})
    assert page.component("Job description")[1]["chosen"] == "coding"


def test_two_skills_are_merged_with_a_reason(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    page = role_page(visit, cast).press("Merge")
    assert page.errors == ["Choose the skill that stays."]
    page.enter("Merge Designing into", "Coding").press("Merge")
    assert page.errors == ["Say why you merge them: the reason is kept with the role."]
    page.enter("Merge Designing into", "Coding").enter("Reason for the merge", "One craft here.").press("Merge")
    view = get_role(context, cast.hugo, ROLE_ID)
    assert [(skill.skill_id, skill.reason) for skill in view.role.skills] == [("coding", "One craft here.")]
    assert [quote.start for quote in view.role.skills[0].evidence] == [POSTING.index("Design")]


def test_what_is_not_covered_is_counted_under_a_skill_or_left_out(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    page = role_page(visit, cast).press("Count it under this skill")
    assert page.errors == ["Choose the skill that comes close first."]
    page.enter("Skill that comes close", "Listening").press("Count it under this skill")
    view = get_role(context, cast.hugo, ROLE_ID)
    assert view.role.not_covered == ()
    added = view.role.skill("listening")
    assert added is not None
    assert [quote.quote for quote in added.evidence] == ["Coding in Python."]
    assert "Not covered by our question banks" not in role_page(visit, cast).everything


def test_what_is_left_out_changes_no_skill(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    before = get_role(context, cast.hugo, ROLE_ID)
    role_page(visit, cast).press("Leave it out")
    after = get_role(context, cast.hugo, ROLE_ID)
    assert (after.role.skills, after.role.not_covered) == (before.role.skills, ())


def test_a_change_needs_a_reason_and_is_kept_with_it(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    page = role_page(visit, cast).press("Save the change")
    assert page.errors == ["Say why you change it: the reason is kept with the role."]
    page = role_page(visit, cast).enter("Weight (1-10)", 6).enter("Bar (1-5)", 5).enter("Reason for the change", "Looms grew.")
    page.press("Save the change")
    skill = get_role(context, cast.hugo, ROLE_ID).role.skill("design")
    assert skill is not None
    assert (skill.weight, skill.bar, skill.reason) == (6, 5, "Looms grew.")


def test_skills_are_added_taken_and_dropped(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    role_page(visit, cast).press("Take it")
    taken = get_role(context, cast.hugo, ROLE_ID).role.skill("listening")
    assert taken is not None
    assert (taken.weight, taken.evidence[0].start) == (2, POSTING.index("Design"))
    role_page(visit, cast).press("Drop Designing from this role")
    assert [skill.skill_id for skill in get_role(context, cast.hugo, ROLE_ID).role.skills] == ["coding", "listening"]
    role_page(visit, cast).enter("Skill to add", "Designing").press("Add the skill")
    assert get_role(context, cast.hugo, ROLE_ID).role.skill("design") is not None


def test_a_role_is_published_once_and_a_reader_changes_nothing(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    role_page(visit, cast).press("Publish role")
    assert get_role(context, cast.hugo, ROLE_ID).state == "published"
    assert "Publish role" not in role_page(visit, cast).buttons
    reader = visit(cast.aud, "role", role=ROLE_ID)
    assert reader.title == "Weaver"
    assert not {"Save the change", "Publish role", "Take it"} & set(reader.buttons)


def test_a_role_of_somebody_else_is_refused(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    page = visit(cast.hanna, "role", role=ROLE_ID)
    assert page.errors == ["You may not read this role; ask an administrator for the right role or a place on the panel."]
    assert "Design" not in page.everything


def test_a_role_is_archived_and_put_back(visit: Visit, context: Context, cast: Cast) -> None:
    drafted(context, cast)
    assert not visit(cast.hugo, "roles").app.toggle
    role_page(visit, cast).press("Archive")
    assert list_roles(context, cast.hugo) == ()
    page = visit(cast.hugo, "roles")
    assert "No roles yet" not in page.everything
    assert "Weaver" not in "".join(page.links)
    page.app.toggle(key="archived-roles").set_value(True)
    assert page.run().links["**Weaver**"] == f"role?role={ROLE_ID}"
    assert "Archive" not in role_page(visit, cast).buttons
    assert "Put this role back on the list" not in visit(cast.aud, "role", role=ROLE_ID).buttons
    role_page(visit, cast).press("Put this role back on the list")
    assert [view.role.id for view in list_roles(context, cast.hugo)] == [ROLE_ID]
