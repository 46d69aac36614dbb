"""The HTTP API: what it answers, and what it refuses."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest

from interview.api.rest import application
from interview.api.rest.application import OPERATIONS
from interview.api.rest.limit import RateLimit
from interview.services.api_tokens import Scope, create_token, list_tokens, revoke_token
from interview.services.candidates import add_candidate, list_candidates
from interview.services.context import Context
from interview.services.identity import deactivate_person
from tests.api.client import Client, Web, api
from tests.factories import ROLE_ID, TestClock, World, content, submit

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NEW = {"name": "Dana Reed", "role_id": ROLE_ID, "email": "dana@example.net"}
DRAFT = {
    "ratings": [
        {"skill_id": skill, "level": 4, "evidence": "Named the failure and mended it unasked."} for skill in ("design", "coding")
    ],
    "vote": "yes",
    "vote_reason": "Solid.",
}


def test_a_token_says_for_whom_it_speaks(context: Context, world: World) -> None:
    answer = Client(context, world.cast.rita, Scope.ROLES_READ).get("/me")
    assert answer.json() == {
        "person_id": world.cast.rita.person_id,
        "name": "Rita",
        "roles": ["recruiter"],
        "scopes": ["roles:read"],
    }


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic cml0YTpwYXNz", "bearer lwp_wrong"])
def test_without_a_good_token_nothing_is_told(context: Context, world: World, header: str) -> None:
    client = Web(api(context))
    answer = client.get("/api/v1/candidates", headers={"Authorization": header} if header else {})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "Cleo" not in answer.text


def test_a_token_ends_with_time_by_hand_and_with_the_account(context: Context, world: World, clock: TestClock) -> None:
    rita = Client(context, world.cast.rita)
    assert rita.get("/me").status_code == HTTPStatus.OK
    clock.forward(days=89)
    assert rita.get("/me").status_code == HTTPStatus.OK
    clock.forward(days=2)
    assert rita.get("/me").status_code == HTTPStatus.UNAUTHORIZED
    ivan = Client(context, world.cast.ivan)
    revoke_token(context, world.cast.ivan, list_tokens(context, world.cast.ivan)[0].id)
    assert ivan.get("/me").status_code == HTTPStatus.UNAUTHORIZED
    otto = Client(context, world.cast.otto)
    deactivate_person(context, world.cast.ada, world.cast.otto.person_id)
    assert otto.get("/me").status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation.scope], ids=lambda one: one.name)
def test_every_operation_asks_for_its_scope(context: Context, world: World, operation: Any) -> None:
    client = Client(context, world.cast.ada, *(scope for scope in Scope if scope is not operation.scope))
    path = operation.path.replace("{", "").replace("}", "")
    answer = client.send(operation.method, path, None, If_Match='"1"')
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert operation.scope in answer.json()["detail"]


def test_permissions_are_those_of_the_screens(context: Context, world: World) -> None:
    hanna = Client(context, world.cast.hanna)
    assert hanna.get(f"/candidates/{world.candidate_id}").status_code == HTTPStatus.FORBIDDEN
    assert hanna.get("/candidates").json() == {"items": [], "next": None}
    assert hanna.get(f"/roles/{ROLE_ID}").status_code == HTTPStatus.FORBIDDEN
    assert hanna.send("POST", "/candidates", NEW).status_code == HTTPStatus.FORBIDDEN
    rita = Client(context, world.cast.rita)
    assert rita.get("/candidates/candidate-0").status_code == HTTPStatus.NOT_FOUND


def test_reading_what_there_is(context: Context, world: World) -> None:
    hugo = Client(context, world.cast.hugo)
    assert [role["id"] for role in hugo.get("/roles").json()["items"]] == [ROLE_ID]
    assert hugo.get(f"/roles/{ROLE_ID}").json()["role"]["title"] == "Weaver"
    assert [stage["id"] for stage in hugo.get(f"/roles/{ROLE_ID}/loop").json()["loop"]["stages"]] == ["workshop", "talk"]
    person = hugo.get(f"/candidates/{world.candidate_id}").json()
    assert (person["name"], person["role_title"], len(person["interviews"])) == ("Cleo Marsh", "Weaver", 2)
    assert hugo.get(f"/candidates/{world.candidate_id}/interviews").json()["items"] == person["interviews"]
    assert hugo.get(f"/interviews/{world.workshop}/kit").json()["kit"]["stage"]["id"] == "workshop"
    ines = Client(context, world.cast.ines)
    assert [one["stage_title"] for one in ines.get("/interviews").json()["items"]] == ["Workshop"]
    assert "scorecards" in hugo.get("/documents").json()["documents"]


def test_pages_follow_one_another_and_end(context: Context, world: World) -> None:
    for number in range(4):
        add_candidate(context, world.cast.rita, name=f"Number {number}", role_id=ROLE_ID)
    rita = Client(context, world.cast.rita)
    seen, cursor = list[str](), ""
    for expected in (2, 2, 1):
        answer = rita.get("/candidates", params={"limit": 2, "cursor": cursor, "role": ROLE_ID})
        page = answer.json()
        assert len(page["items"]) == expected
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"] or ""
        assert ('rel="next"' in answer.headers.get("link", "")) == bool(cursor)
    assert seen == [row.candidate.id for row in list_candidates(context, world.cast.rita)]
    assert cursor == ""


def test_an_answer_that_did_not_change_is_not_sent_again(context: Context, world: World) -> None:
    hugo = Client(context, world.cast.hugo)
    first = hugo.get(f"/candidates/{world.candidate_id}")
    again = hugo.get(f"/candidates/{world.candidate_id}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    changed = hugo.get(f"/candidates/{world.candidate_id}", headers={"If-None-Match": '"other", W/"another"'})
    assert changed.json() == first.json()


def test_a_scorecard_from_opening_to_submission_and_amendment(context: Context, world: World) -> None:
    ines = Client(context, world.cast.ines)
    opened = ines.send("POST", f"/interviews/{world.workshop}/scorecard")
    card = f"/scorecards/{opened.json()['id']}"
    assert (opened.status_code, opened.headers["etag"]) == (HTTPStatus.OK, '"1"')
    assert ines.send("PUT", card, DRAFT).status_code == HTTPStatus.PRECONDITION_REQUIRED
    assert ines.send("PUT", card, DRAFT, If_Match="one").status_code == HTTPStatus.BAD_REQUEST
    half = {**DRAFT, "vote_reason": ""}
    saved = ines.send("PUT", card, half, If_Match=opened.headers["etag"])
    assert saved.json()["version"] == 2
    late = ines.send("PUT", card, DRAFT, If_Match='"1"')
    assert (late.status_code, "both texts are kept" in late.json()["detail"]) == (HTTPStatus.CONFLICT, True)
    refused = ines.send("POST", f"{card}/submission", If_Match='"2"')
    assert [gap["field"] for gap in refused.json()["errors"]] == ["vote_reason"]
    assert ines.send("PUT", card, DRAFT, If_Match='"2"').json()["version"] == 3
    assert ines.send("POST", f"{card}/submission", If_Match='"3"').json()["version"] == 4
    amended = {"content": {**DRAFT, "notes": "Also this."}, "reason": "Forgot a note."}
    assert ines.send("POST", f"{card}/amendments", amended, If_Match='"4"').json()["version"] == 5
    shown = ines.get(f"/candidates/{world.candidate_id}/scorecards").json()
    assert [item["content"]["notes"] for item in shown["items"]] == ["Also this."]


def test_from_scorecards_to_a_decision(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    hugo = Client(context, world.cast.hugo)
    assert hugo.send("PUT", f"/candidates/{world.candidate_id}/vote", {"vote": "yes", "reason": "Convinced."}).is_success
    made = hugo.send("POST", f"/candidates/{world.candidate_id}/decisions", {"outcome": "hire", "reason": "Meets every bar."})
    assert (made.status_code, made.headers["location"]) == (HTTPStatus.CREATED, made.json()["href"])
    debrief = hugo.get(f"/candidates/{world.candidate_id}/debrief").json()
    assert [decision["id"] for decision in debrief["decisions"]] == [made.json()["id"]]
    assert debrief["recommendation"]["n_ratings"] == 4


def test_an_interview_is_moved(context: Context, world: World) -> None:
    rita = Client(context, world.cast.rita)
    body = {"starts_at": "2026-05-04T09:00:00+02:00", "panel": [world.cast.otto.person_id]}
    moved = rita.send("PUT", f"/interviews/{world.talk}/time", body)
    assert moved.status_code == HTTPStatus.OK
    talk = rita.get(f"/candidates/{world.candidate_id}/interviews").json()["items"][1]
    assert (talk["starts_at"], [seat["name"] for seat in talk["panel"]]) == ("2026-05-04T07:00:00Z", ["Otto"])
    for bad in ("2026-05-04T09:00:00", "9999-12-31T23:59:59Z", 3):
        assert (
            rita.send("PUT", f"/interviews/{world.talk}/time", {"starts_at": bad}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        )


def test_a_repeated_write_happens_once(context: Context, world: World, clock: TestClock) -> None:
    rita = Client(context, world.cast.rita)
    first = rita.send("POST", "/candidates", NEW, Idempotency_Key="abc")
    again = rita.send("POST", "/candidates", NEW, Idempotency_Key="abc")
    assert again.json() == first.json()
    assert (first.status_code, again.status_code) == (HTTPStatus.CREATED, HTTPStatus.CREATED)
    assert again.headers["idempotency-replayed"] == "true"
    assert len(rita.get("/candidates").json()["items"]) == 2
    other = rita.send("POST", "/candidates", {**NEW, "name": "Somebody Else"}, Idempotency_Key="abc")
    assert other.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    hugo = Client(context, world.cast.hugo)  # a key is its person's own
    assert hugo.send("POST", "/candidates", NEW, Idempotency_Key="abc").json()["id"] != first.json()["id"]
    clock.forward(hours=25)
    assert rita.send("POST", "/candidates", NEW, Idempotency_Key="abc").json()["id"] != first.json()["id"]
    assert rita.send("POST", "/candidates", NEW, Idempotency_Key="a b").status_code == HTTPStatus.BAD_REQUEST


def test_a_refused_write_may_be_tried_again_with_its_key(context: Context, world: World) -> None:
    rita = Client(context, world.cast.rita)
    wrong = {**NEW, "timezone": "Mars/Olympus"}
    for _ in range(2):
        refused = rita.send("POST", "/candidates", wrong, Idempotency_Key="k1")
        assert (refused.status_code, "no time zone" in refused.json()["detail"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)


def test_what_the_database_keeps_of_a_repeated_write_names_nobody(context: Context, world: World) -> None:
    Client(context, world.cast.rita).send("POST", "/candidates", NEW, Idempotency_Key="abc")
    with context.store.engine.connect() as connection:
        kept = connection.exec_driver_sql("select receipt from request_keys").scalars().all()
    assert kept
    assert "Dana" not in "".join(kept)


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", HTTPStatus.BAD_REQUEST),
        (b"[" * 100_000, "application/json", HTTPStatus.BAD_REQUEST),
        (b"[]", "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        (b'{"name": "A\\u0000B", "role_id": "weaver"}', "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        (b'{"name": "A", "role_id": "weaver", "salary": 1}', "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        (b"name=A", "application/x-www-form-urlencoded", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (b" " * 1_000_001, "application/json", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_bodies_that_do_not_fit_are_refused(context: Context, world: World, raw: bytes, kind: str, status: HTTPStatus) -> None:
    rita = Client(context, world.cast.rita)
    answer = rita.http.request("POST", "/api/v1/candidates", content=raw, headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_paths_methods_and_queries_that_do_not_fit_are_refused(context: Context, world: World) -> None:
    rita = Client(context, world.cast.rita)
    assert rita.get("/nothing").status_code == HTTPStatus.NOT_FOUND
    wrong = rita.send("DELETE", "/candidates")
    assert (wrong.status_code, wrong.headers["allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD, POST")
    assert rita.get("/candidates", params={"limit": 0}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert rita.get("/candidates?limit=1&limit=2").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert rita.get("/candidates?role=%00").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert rita.get("/me?x=1").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert rita.get("/candidates/a%00b").status_code == HTTPStatus.NOT_FOUND
    opened = rita.http.request("POST", f"/api/v1/interviews/{world.talk}/scorecard", json={"a": 1})
    assert opened.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert rita.http.request("HEAD", "/api/v1/me").content == b""


def test_documents_come_through_the_api_too(context: Context, world: World) -> None:
    hugo = Client(context, world.cast.hugo)
    plan = hugo.get(f"/documents/loop-plan/{ROLE_ID}.pdf")
    assert plan.headers["content-type"] == "application/pdf"
    assert plan.content.startswith(b"%PDF")
    assert hugo.get("/documents/loop-plan/weaver").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert hugo.get("/documents/novel/weaver.pdf").status_code == HTTPStatus.NOT_FOUND
    assert hugo.get("/calendar").content.startswith(b"BEGIN:VCALENDAR")
    unseen = hugo.get(f"/documents/committee-packet/{world.candidate_id}.json")
    assert unseen.status_code == HTTPStatus.CONFLICT
    schema = hugo.http.get("/api/v1/schemas/loop-summary").json()
    assert schema["properties"]["schema"] == {"const": "loopwright/loop-summary/1"}
    assert hugo.http.get("/api/v1/schemas/novel").status_code == HTTPStatus.NOT_FOUND


def test_too_many_requests_are_told_when_to_come_back(context: Context, world: World) -> None:
    now = [0.0]
    rita = Client(context, world.cast.rita, limit=RateLimit(burst=2, per_second=0.5, clock=lambda: now[0]))
    assert [rita.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    refused = rita.get("/me")
    assert refused.headers["retry-after"] == "2"
    now[0] = 2
    assert rita.get("/me").status_code == HTTPStatus.OK


def test_guessing_tokens_is_slowed_down(context: Context, world: World) -> None:
    client = Web(api(context))
    statuses = [client.get("/api/v1/me", headers={"Authorization": f"Bearer lwp_{n}"}).status_code for n in range(25)]
    assert statuses[:20] == [401] * 20
    assert 429 in statuses[20:]


def test_a_bug_is_an_answer_with_a_reference_and_no_secret(
    context: Context, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_context: Context, _token: str) -> None:
        raise RuntimeError("password=hunter2")

    rita = Client(context, world.cast.rita)
    monkeypatch.setattr(application, "bearer_of", broken)
    answer = rita.get("/me")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "hunter2" not in answer.text
    assert "the log knows it as" in answer.json()["detail"]


def test_tokens_are_listed_and_ended_through_the_api(context: Context, world: World) -> None:
    rita = Client(context, world.cast.rita, Scope.ROLES_READ)
    mine = rita.get("/tokens").json()["items"]
    assert [(token["name"], token["scopes"]) for token in mine] == [("test", ["roles:read"])]
    other = create_token(context, world.cast.hugo, name="his", scopes=(Scope.ROLES_READ,))
    assert rita.send("DELETE", f"/tokens/{other.view.id}").status_code == HTTPStatus.FORBIDDEN
    assert rita.send("DELETE", f"/tokens/{mine[0]['id']}").status_code == HTTPStatus.NO_CONTENT
    assert rita.get("/me").status_code == HTTPStatus.UNAUTHORIZED


def test_webhooks_are_administrators_alone(context: Context, world: World) -> None:
    hook = {"url": "https://hooks.example.com/x", "events": ["loop.ready"]}
    assert Client(context, world.cast.rita).send("POST", "/webhooks", hook).status_code == HTTPStatus.FORBIDDEN
    ada = Client(context, world.cast.ada)
    added = ada.send("POST", "/webhooks", hook, Idempotency_Key="h")
    assert added.json()["secret"].startswith("whsec_")
    again = ada.send("POST", "/webhooks", hook, Idempotency_Key="h")
    assert "secret" not in again.json()
    assert [one["url"] for one in ada.get("/webhooks").json()["items"]] == [hook["url"]]
    assert ada.get(f"/webhooks/{added.json()['id']}/deliveries").json() == {"items": []}
    inside = ada.send("POST", "/webhooks", {**hook, "url": "http://127.0.0.1/"})
    assert inside.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ada.send("DELETE", f"/webhooks/{added.json()['id']}").status_code == HTTPStatus.NO_CONTENT
    assert ada.get(f"/webhooks/{added.json()['id']}/deliveries").status_code == HTTPStatus.NOT_FOUND


def test_the_openapi_document_names_every_operation_and_no_secret(context: Context, world: World) -> None:
    document = Web(api(context)).get("/api/v1/openapi.json").json()
    named = {one["operationId"] for path in document["paths"].values() for one in path.values()}
    assert document["openapi"] == "3.1.0"
    assert named == {operation.name for operation in OPERATIONS}
    assert "hash" not in json.dumps(document["components"]["schemas"]["TokenView"])
