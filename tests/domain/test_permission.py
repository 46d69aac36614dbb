"""Permissions as a table: deny by default, and what recusal, panels and invitations do to it."""

from __future__ import annotations

import pytest

from interview.domain.permission import GRANTS, Permission, Relation, is_permitted, require
from interview.domain.person import Actor, PersonRole
from interview.errors import Forbidden


def an_actor(*roles: PersonRole, interview_id: str | None = None) -> Actor:
    """Somebody with these roles."""
    return Actor(person_id="p", name="P", roles=frozenset(roles), interview_id=interview_id)


CLOSE = Relation(member=True, panel=True, interview_ids=frozenset({"i"}))


def test_every_permission_has_a_row() -> None:
    assert set(GRANTS) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_do_anything_without_a_role(permission: Permission) -> None:
    assert not is_permitted(an_actor(), permission)
    assert not is_permitted(an_actor(), permission, Relation(member=True))


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", PersonRole)
def test_a_recused_person_may_do_nothing(permission: Permission, role: PersonRole) -> None:
    assert not is_permitted(an_actor(role), permission, CLOSE.model_copy(update={"recused": True}), "i")


@pytest.mark.parametrize("permission", Permission)
def test_an_auditor_writes_nothing(permission: Permission) -> None:
    reads = {
        Permission.LIST_PEOPLE,
        Permission.READ_ROLE,
        Permission.READ_CANDIDATE,
        Permission.READ_KIT,
        Permission.READ_SCORECARDS,
        Permission.READ_DEBRIEF,
        Permission.EXPORT,
        Permission.READ_HEALTH,
        Permission.LINK_OUTCOMES,
        Permission.MEASURE_IMPACT,
        Permission.READ_AUDIT,
    }
    assert is_permitted(an_actor(PersonRole.AUDITOR), permission, CLOSE, "i") == (permission in reads)


@pytest.mark.parametrize("permission", Permission)
def test_an_invitation_opens_one_kit_and_its_scorecard_whatever_the_person_is(permission: Permission) -> None:
    guest = an_actor(*PersonRole, interview_id="i")
    allowed = permission in {Permission.READ_KIT, Permission.WRITE_SCORECARD, Permission.MARK_NOT_HELD}
    assert is_permitted(guest, permission, CLOSE, "i") == allowed
    assert not is_permitted(guest, permission, CLOSE, "other")
    assert not is_permitted(guest, permission, CLOSE)
    assert not is_permitted(guest, permission, Relation(), "i")


def test_being_on_one_panel_opens_no_other_interview() -> None:
    interviewer = an_actor(PersonRole.INTERVIEWER)
    assert is_permitted(interviewer, Permission.READ_KIT, CLOSE, "i")
    assert not is_permitted(interviewer, Permission.READ_KIT, CLOSE, "j")
    assert is_permitted(interviewer, Permission.READ_CANDIDATE, CLOSE)


def test_a_manager_of_another_role_is_an_interviewer_on_a_panel() -> None:
    manager = an_actor(PersonRole.HIRING_MANAGER)
    seated = Relation(panel=True, interview_ids=frozenset({"i"}))
    assert is_permitted(manager, Permission.WRITE_SCORECARD, seated, "i")
    assert is_permitted(manager, Permission.READ_KIT, seated, "i")
    assert not is_permitted(manager, Permission.DECIDE, seated)


def test_refusals_name_what_is_missing() -> None:
    with pytest.raises(Forbidden, match="You may not open this candidate; ask an administrator"):
        require(an_actor(PersonRole.INTERVIEWER), Permission.READ_CANDIDATE)
    with pytest.raises(Forbidden, match="recused from this candidate"):
        require(an_actor(PersonRole.INTERVIEWER), Permission.READ_CANDIDATE, Relation(panel=True, recused=True))
    require(an_actor(PersonRole.ADMINISTRATOR), Permission.MANAGE_PEOPLE)
