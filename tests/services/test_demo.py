"""The demo company comes and goes without a trace in what is real."""

from __future__ import annotations

import pytest

from interview.domain.pool import Step
from interview.errors import Conflict
from interview.services.audits import verify_audit
from interview.services.board import get_board
from interview.services.candidates import list_candidates
from interview.services.chase import list_owed
from interview.services.context import Context
from interview.services.debriefs import get_debrief
from interview.services.demo import create_demo, remove_demo
from interview.services.identity import list_people, needs_first_administrator, set_password_by_token, system_actor
from interview.services.interviews import assign_interviewers
from interview.services.pool import list_pool
from interview.services.roles import list_roles
from interview.services.sessions import sign_in
from interview.storage.check import damage
from tests.factories import World

pytestmark = pytest.mark.slow  # plans a loop in a process of its own


def test_a_demo_company_shows_every_state(context: Context) -> None:
    made = create_demo(context, system_actor())
    assert (made.people, made.roles, made.candidates) == (15, ("demo-weaver",), 8)
    assert needs_first_administrator(context)  # a demo administers nothing
    rows = list_candidates(context, system_actor())
    assert sorted(row.candidate.state.value for row in rows) == ["active"] * 5 + ["hired", "rejected", "withdrawn"]
    assert all("(demo)" in row.candidate.name for row in rows)
    open_debriefs = [get_debrief(context, system_actor(), row.candidate.id) for row in rows]
    assert any(row.disagree for debrief in open_debriefs for row in debrief.rows)
    assert len(get_board(context, system_actor(), context.now(), 14).bookings) >= 2
    assert any(one.clashes for one in get_board(context, system_actor(), context.now(), 14).bookings)
    owed = list_owed(context, system_actor()).owed
    assert {one.reminders for one in owed} == {0, 1}
    pool = list_pool(context, system_actor())
    assert sum(bool(member.profile.skills) for member in pool) == 12
    assert {path.step for member in pool for path in member.paths} >= {Step.SHADOW, Step.QUALIFIED}
    email, token = next(iter(made.sign_in_tokens.items()))
    set_password_by_token(context, token, "turnip lantern parade")
    assert sign_in(context, email, "turnip lantern parade")
    with pytest.raises(Conflict, match="demo company already"):
        create_demo(context, system_actor())


def test_removing_the_demo_leaves_what_is_real(context: Context, world: World) -> None:
    real_people = list_people(context, system_actor())
    create_demo(context, system_actor())
    demo = [person for person in list_people(context, system_actor()) if person.email.endswith("demo.invalid")]
    drawn_in = next(person for person in demo if person.name.startswith("Dmitri"))
    assign_interviewers(context, world.cast.rita, world.workshop, [world.cast.ines.person_id, drawn_in.id])
    assert remove_demo(context, system_actor()) == 8
    assert [row.candidate.id for row in list_candidates(context, system_actor())] == [world.candidate_id]
    assert [view.role.id for view in list_roles(context, system_actor())] == ["weaver"]
    left = list_people(context, system_actor())
    assert set(left) - set(real_people) == {drawn_in.model_copy(update={"active": False})}
    assert verify_audit(context, system_actor())
    assert damage(context.store) == ""
