"""A job description becomes a role's draft: with its text, its quotes, and an id that is free."""

from __future__ import annotations

import pytest

from interview.content.catalogue import load_skills
from interview.errors import Forbidden, Invalid, Unreadable
from interview.services.context import Context
from interview.services.job_descriptions import create_role_from_job_description, create_role_from_library, read_job_description
from interview.services.roles import list_roles
from interview.settings import shipped_content_dir
from tests.factories import ROLE_ID, Cast

POSTING = """Backend Engineer

Requirements
- 5+ years of Python programming.
- Experience with PostgreSQL database design.
- Terraform is a plus.
"""


@pytest.fixture
def context(context: Context) -> Context:
    """The real skills: a posting is read by their phrases."""
    skills, errors = load_skills(shipped_content_dir())
    assert errors == ()
    context.catalogue.skills.update(skills)
    return context


def test_a_reading_stores_nothing_and_quotes_exactly(context: Context, cast: Cast) -> None:
    reading = read_job_description(context, cast.hugo, POSTING.encode(), "posting.txt")
    assert {"programming", "databases", "iac"} <= {skill.id for skill in reading.draft.skills}
    for skill in reading.draft.skills:
        assert [reading.text[quote.start : quote.end] for quote in skill.evidence] == [quote.quote for quote in skill.evidence]
    assert list_roles(context, cast.hugo) == ()


def test_a_role_keeps_the_text_and_the_draft_it_came_from(context: Context, cast: Cast) -> None:
    first = create_role_from_job_description(context, cast.hugo, POSTING.encode())
    second = create_role_from_job_description(context, cast.hugo, POSTING.encode())
    assert (first.role.id, second.role.id) == ("backend-engineer", "backend-engineer-2")
    assert first.source["title"] == "Backend Engineer"
    skill = first.role.skill("databases")
    assert skill is not None
    assert [first.source_text[quote.start : quote.end] for quote in skill.evidence] == [quote.quote for quote in skill.evidence]


def test_a_title_of_ones_own_names_the_role(context: Context, cast: Cast) -> None:
    role = create_role_from_job_description(context, cast.hugo, POSTING.encode(), title="Platform weaver (Köln)").role
    assert (role.id, role.title) == ("platform-weaver-k-ln", "Platform weaver (Köln)")
    profile = create_role_from_library(context, cast.hugo, ROLE_ID, title="Head weaver").role
    assert (profile.id, profile.title, profile.version) == ("head-weaver", "Head weaver", 1)


def test_what_cannot_be_used_is_refused_in_a_sentence(context: Context, cast: Cast) -> None:
    with pytest.raises(Invalid, match="choose a role from the library"):
        create_role_from_job_description(context, cast.hugo, b"We sell flowers and need a florist for bouquets.")
    with pytest.raises(Unreadable, match="empty"):
        create_role_from_job_description(context, cast.hugo, b"", "posting.txt")
    with pytest.raises(Invalid, match="no role profile 'astronaut'"):
        create_role_from_library(context, cast.hugo, "astronaut")
    with pytest.raises(Forbidden):
        read_job_description(context, cast.ines, POSTING.encode())
    assert list_roles(context, cast.hugo) == ()
