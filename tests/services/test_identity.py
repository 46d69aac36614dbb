"""Accounts, sign-in, lockout, sessions."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from interview.domain.person import PersonRole
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.context import Context
from interview.services.identity import (
    change_roles,
    create_first_administrator,
    create_person,
    deactivate_person,
    needs_first_administrator,
    reset_password,
    set_password_by_token,
    setup_token,
    system_actor,
)
from interview.services.sessions import actor_for_token, revoke_sessions, sign_in, sign_out
from tests.factories import Cast, TestClock

PASSWORD = "turnip lantern parade"


@pytest.fixture
def ada(context: Context) -> str:
    """Ada's token, signed in."""
    create_first_administrator(context, setup_token(context), email="Ada@Example.org", name="Ada", password=PASSWORD)
    return sign_in(context, "ada@example.org", PASSWORD, "192.0.2.1")


def test_the_first_administrator_needs_the_code_from_the_console_and_comes_once(context: Context) -> None:
    with pytest.raises(Forbidden, match="setup code is wrong"):
        create_first_administrator(context, "0" * 24, email="eve@example.org", name="Eve", password=PASSWORD)
    assert needs_first_administrator(context)
    create_first_administrator(context, setup_token(context), email="ada@example.org", name="Ada", password=PASSWORD)
    with pytest.raises(Conflict, match="exists already"):
        create_first_administrator(context, setup_token(context), email="eve@example.org", name="Eve", password=PASSWORD)


def test_a_session_ends_by_itself(context: Context, ada: str, clock: TestClock) -> None:
    clock.forward(hours=1, minutes=59)
    assert actor_for_token(context, ada) is not None  # used: idle time starts again
    for _ in range(4):
        clock.forward(hours=1, minutes=59)
        assert actor_for_token(context, ada) is not None
    clock.forward(hours=2, minutes=6)
    assert actor_for_token(context, ada) is None  # twelve hours, however busy
    fresh = sign_in(context, "ada@example.org", PASSWORD)
    clock.forward(hours=2)
    assert actor_for_token(context, fresh) is None  # two idle hours


def test_sessions_can_be_ended(context: Context, ada: str) -> None:
    second = sign_in(context, "ada@example.org", PASSWORD)
    sign_out(context, second)
    sign_out(context, second)
    sign_out(context, "no session")
    assert actor_for_token(context, second) is None
    actor = actor_for_token(context, ada)
    assert actor is not None
    assert revoke_sessions(context, actor, actor.person_id) == 1
    assert actor_for_token(context, ada) is None
    assert actor_for_token(context, "") is None
    assert actor_for_token(context, "forged") is None


def test_only_a_hash_of_the_token_is_stored(context: Context, ada: str) -> None:
    with context.store.engine.connect() as connection:
        tables = ("sessions", "people", "links")
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]  # noqa: S608 - our own names
    assert ada not in str(rows)
    assert PASSWORD not in str(rows)
    assert re.search(r"\$argon2id\$", str(rows))


def test_wrong_and_unknown_are_refused_in_the_same_words(context: Context, ada: str) -> None:
    refusals = set()
    for email in ("ada@example.org", "nobody@example.org"):
        with pytest.raises(Forbidden) as refused:
            sign_in(context, email, "wrong words entirely")
        refusals.add(str(refused.value))
    assert refusals == {"E-mail address or password is wrong."}


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour(context: Context, ada: str, clock: TestClock) -> None:
    for _ in range(5):
        with pytest.raises(Forbidden, match="is wrong"):
            sign_in(context, "ada@example.org", "guess")
    with pytest.raises(Forbidden, match="Too many failed attempts"):
        sign_in(context, "ada@example.org", PASSWORD)
    clock.forward(minutes=15)
    assert actor_for_token(context, sign_in(context, "ada@example.org", PASSWORD)) is not None


def test_guessing_in_parallel_gives_no_more_guesses(context: Context, ada: str) -> None:
    def guess(number: int) -> str:
        with pytest.raises(Forbidden) as refused:
            sign_in(context, "ada@example.org", f"guess {number}")
        return str(refused.value)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))
    assert sum("is wrong" in answer for answer in answers) == 5
    assert sum("Too many failed attempts" in answer for answer in answers) == 7


def test_many_accounts_from_one_address_lock_the_address(context: Context, ada: str) -> None:
    for number in range(30):
        with pytest.raises(Forbidden, match="is wrong"):
            sign_in(context, f"user{number}@example.org", "guess", "203.0.113.9")
    with pytest.raises(Forbidden, match="Too many failed attempts"):
        sign_in(context, "ada@example.org", PASSWORD, "203.0.113.9")
    assert sign_in(context, "ada@example.org", PASSWORD, "192.0.2.1")


def test_the_lockout_survives_a_restart(context: Context, ada: str) -> None:
    for _ in range(5):
        with pytest.raises(Forbidden):
            sign_in(context, "ada@example.org", "guess")
    context.store.engine.dispose()
    with pytest.raises(Forbidden, match="Too many failed attempts"):
        sign_in(context, "ada@example.org", PASSWORD)


def test_a_password_link_works_once_and_for_three_days(context: Context, clock: TestClock) -> None:
    added = create_person(context, system_actor(), email="ivo@example.org", name="Ivo", roles=(PersonRole.INTERVIEWER,))
    with pytest.raises(Forbidden):  # no password yet: nothing fits
        sign_in(context, "ivo@example.org", "")
    assert set_password_by_token(context, added.set_password_token, PASSWORD).has_password
    with pytest.raises(Forbidden, match="not valid"):
        set_password_by_token(context, added.set_password_token, PASSWORD)
    late = reset_password(context, system_actor(), added.person.id)
    clock.forward(days=3)
    with pytest.raises(Forbidden, match="not valid"):
        set_password_by_token(context, late, PASSWORD)
    with pytest.raises(Forbidden, match="not valid"):
        set_password_by_token(context, "forged", PASSWORD)


def test_a_reset_signs_out_everywhere_and_withdraws_earlier_links(context: Context, ada: str) -> None:
    actor = actor_for_token(context, ada)
    assert actor is not None
    first = reset_password(context, system_actor(), actor.person_id)
    second = reset_password(context, system_actor(), actor.person_id)
    assert actor_for_token(context, ada) is None
    with pytest.raises(Forbidden):
        set_password_by_token(context, first, PASSWORD)
    assert set_password_by_token(context, second, "another set of words").email == "ada@example.org"
    assert actor_for_token(context, sign_in(context, "ada@example.org", "another set of words")) == actor


def test_closing_an_account_ends_its_sessions_at_once(context: Context, ada: str) -> None:
    actor = actor_for_token(context, ada)
    assert actor is not None
    added = create_person(context, actor, email="ivo@example.org", name="Ivo", roles=(PersonRole.INTERVIEWER,))
    set_password_by_token(context, added.set_password_token, PASSWORD)
    token = sign_in(context, "ivo@example.org", PASSWORD)
    deactivate_person(context, actor, added.person.id)
    assert actor_for_token(context, token) is None
    with pytest.raises(Forbidden, match="is wrong"):
        sign_in(context, "ivo@example.org", PASSWORD)


def test_the_last_administrator_stays(context: Context, ada: str) -> None:
    actor = actor_for_token(context, ada)
    assert actor is not None
    with pytest.raises(Invalid, match="only active administrator"):
        deactivate_person(context, actor, actor.person_id)
    with pytest.raises(Invalid, match="only active administrator"):
        change_roles(context, actor, actor.person_id, (PersonRole.AUDITOR,))
    other = create_person(context, actor, email="b@example.org", name="B", roles=(PersonRole.ADMINISTRATOR,)).person
    assert change_roles(context, actor, actor.person_id, (PersonRole.AUDITOR,)).roles == (PersonRole.AUDITOR,)
    demoted = actor_for_token(context, ada)
    assert demoted is not None
    assert demoted.roles == {PersonRole.AUDITOR}
    assert other.roles == (PersonRole.ADMINISTRATOR,)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "no address"}, "no e-mail address"),
        ({"name": "  "}, "Give a name"),
        ({"roles": ()}, "at least one role"),
        ({"timezone": "Mars/Olympus"}, "no time zone"),
    ],
)
def test_a_person_needs_sensible_fields(context: Context, fields: dict[str, object], sentence: str) -> None:
    given: dict[str, object] = {"email": "x@example.org", "name": "X", "roles": (PersonRole.AUDITOR,), **fields}
    with pytest.raises(Invalid, match=sentence):
        create_person(context, system_actor(), **given)  # type: ignore[arg-type]  # wrong values are the point


def test_one_account_for_one_address(context: Context, cast: Cast) -> None:
    with pytest.raises(Conflict, match="already an account"):
        create_person(context, cast.ada, email="ADA@example.org", name="Ada", roles=(PersonRole.AUDITOR,))
    with pytest.raises(NotFound, match="no such person"):
        deactivate_person(context, cast.ada, "person-0")
    with pytest.raises(Invalid, match="at least one role"):
        change_roles(context, cast.ada, cast.otto.person_id, ())


def test_a_hash_with_weaker_parameters_is_renewed_at_the_next_sign_in(context: Context, ada: str) -> None:
    with context.store.write() as unit:
        person = unit.identity.person_by_email("ada@example.org")
        assert person is not None
        weak = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
        unit.identity.update_person(person.id, password_hash=weak)
        unit.commit_bookkeeping()
    sign_in(context, "ada@example.org", PASSWORD)
    with context.store.read() as unit:
        assert unit.identity.password_hash(person.id) not in {weak, None}


def test_a_session_of_a_closed_account_is_nobodys(context: Context, ada: str) -> None:
    with context.store.write() as unit:
        person = unit.identity.person_by_email("ada@example.org")
        assert person is not None
        unit.identity.update_person(person.id, active=False)  # however it came about
        unit.commit_bookkeeping()
    assert actor_for_token(context, ada) is None
