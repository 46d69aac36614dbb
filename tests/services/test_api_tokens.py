"""Personal tokens: for whom, how long, and what is kept of them."""

from __future__ import annotations

import pytest

from interview.errors import Forbidden, Invalid, NotFound
from interview.services.api_tokens import Scope, bearer_of, create_token, list_tokens, revoke_token
from interview.services.context import Context
from interview.services.repeated_requests import begin_request, finish_request
from tests.factories import Cast, TestClock

READ = (Scope.ROLES_READ,)


def test_the_database_keeps_no_token(context: Context, cast: Cast) -> None:
    made = create_token(context, cast.rita, name="Nightly", scopes=READ)
    with context.store.read() as unit:
        [row] = unit.integrations.tokens()
    assert made.token not in row.model_dump_json()
    assert bearer_of(context, made.token).scopes == frozenset(READ)


def test_an_administrator_makes_tokens_for_services(context: Context, cast: Cast) -> None:
    made = create_token(context, cast.ada, name="ATS", scopes=READ, person_id=cast.rita.person_id)
    assert bearer_of(context, made.token).actor.person_id == cast.rita.person_id
    assert [view.id for view in list_tokens(context, cast.rita)] == [made.view.id]
    assert [view.id for view in list_tokens(context, cast.ada, everybody=True)] == [made.view.id]
    with pytest.raises(Forbidden):
        create_token(context, cast.rita, name="ATS", scopes=READ, person_id=cast.ada.person_id)
    with pytest.raises(NotFound):
        create_token(context, cast.ada, name="ATS", scopes=READ, person_id="person-0")
    with pytest.raises(Forbidden):
        list_tokens(context, cast.rita, everybody=True)


@pytest.mark.parametrize(
    ("name", "scopes", "days"), [(" ", READ, 9), ("x" * 81, READ, 9), ("a", (), 9), ("a", READ, 0), ("a", READ, 367)]
)
def test_tokens_that_make_no_sense_are_refused(
    context: Context, cast: Cast, name: str, scopes: tuple[Scope, ...], days: int
) -> None:
    with pytest.raises(Invalid):
        create_token(context, cast.rita, name=name, scopes=scopes, days=days)


def test_a_revoked_token_stays_revoked(context: Context, cast: Cast) -> None:
    made = create_token(context, cast.rita, name="a", scopes=READ)
    revoke_token(context, cast.ada, made.view.id)
    revoke_token(context, cast.rita, made.view.id)
    assert [view.is_usable for view in list_tokens(context, cast.rita)] == [False]
    with pytest.raises(Forbidden, match="not valid"):
        bearer_of(context, made.token)
    with pytest.raises(NotFound):
        revoke_token(context, cast.ada, "token-0")


def test_the_last_use_is_noted_once_a_minute(context: Context, cast: Cast, clock: TestClock) -> None:
    made = create_token(context, cast.rita, name="a", scopes=READ)
    bearer_of(context, made.token)
    first = list_tokens(context, cast.rita)[0].last_used_at
    bearer_of(context, made.token)
    assert list_tokens(context, cast.rita)[0].last_used_at == first
    clock.forward(minutes=2)
    bearer_of(context, made.token)
    assert list_tokens(context, cast.rita)[0].last_used_at != first


def test_a_request_that_is_still_at_work_is_not_begun_twice(context: Context, cast: Cast) -> None:
    assert begin_request(context, cast.rita, "k", "f") is None
    with pytest.raises(Exception, match="still at work"):
        begin_request(context, cast.rita, "k", "f")
    finish_request(context, cast.rita, "k", None)
    assert begin_request(context, cast.rita, "k", "f") is None
