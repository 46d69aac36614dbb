"""The pages in front of everything: first administrator, sign-in, one-time links, invitations; and the gate before the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from interview.api import health
from interview.api.access_log import AccessLog
from interview.api.account import Account
from interview.api.gate import SECURE_COOKIE, SESSION_COOKIE, Gate, safe_next
from interview.api.headers import SecurityHeaders, content_security_policy
from interview.domain.person import PersonRole
from interview.errors import Forbidden, Invalid
from interview.logs import note_refusal
from interview.services import identity, invitations, sessions
from interview.services.context import Context
from tests.factories import Cast, World

ORIGIN = {"Origin": "http://testserver", "Accept": "text/html"}
PASSWORD = "nine uncommon green lamps"
INDEX = "<html><script>\n  one()\n</script><script src='x'></script></html>"


async def secret_page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("the list of candidates")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("state of the page")
    await websocket.close()


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    """The routes and the middleware as `ui/application.py` joins them, around a page with something to hide."""
    application = Starlette(
        routes=[
            *Account(context).routes(),
            *health.routes(context),
            Route("/candidates", secret_page),
            WebSocketRoute("/_stcore/stream", socket),
        ],
        middleware=[
            Middleware(AccessLog),
            Middleware(SecurityHeaders, policy=content_security_policy(INDEX)),
            Middleware(Gate, is_signed_in=lambda token: sessions.actor_for_token(context, token) is not None),
        ],
    )
    with TestClient(application, follow_redirects=False, headers=ORIGIN) as opened:
        yield opened


def set_up(client: TestClient, context: Context, password: str = PASSWORD) -> str:
    """Create the first administrator; returns what the page answered."""
    form = {"token": identity.setup_token(context), "name": "Ada", "email": "ada@example.com", "password": password}
    answer = client.post("/account/setup", data=form)
    return answer.headers.get("location") or answer.text


def test_a_fresh_installation_is_set_up_once_with_the_token_from_the_terminal(client: TestClient, context: Context) -> None:
    assert "terminal" in client.get("/account/sign-in").text
    wrong = client.post("/account/setup", data={"token": "x", "name": "Eve", "email": "e@x.org", "password": PASSWORD})
    assert (wrong.status_code, "setup code is wrong" in wrong.text) == (400, True)
    assert "Create the first administrator" in client.get("/account/setup", params={"token": identity.setup_token(context)}).text
    assert set_up(client, context) == "/"
    assert client.get("/candidates").text == "the list of candidates"
    assert client.get("/account/setup").headers["location"] == "/account/sign-in"
    assert "exists already" in set_up(client, context)


def test_nobody_passes_the_gate_without_a_session(client: TestClient, context: Context) -> None:
    page = client.get("/candidates?role=weaver")
    assert (page.status_code, page.headers["location"]) == (303, "/account/sign-in?next=%2Fcandidates%3Frole%3Dweaver")
    data = client.get("/candidates", headers={"Accept": "application/json"})
    assert (data.status_code, data.json()) == (401, {"detail": "Sign in first."})
    client.cookies.set(SESSION_COOKIE, "made-up")
    assert client.get("/candidates").status_code == 303
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/_stcore/stream"):
        pass
    assert refused.value.code == 4403


def test_a_socket_opens_for_a_session_from_our_own_pages_only(client: TestClient, context: Context) -> None:
    set_up(client, context)
    with client.websocket_connect("/_stcore/stream") as opened:
        assert opened.receive_text() == "state of the page"
    foreign = {"Origin": "https://evil.example"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers=foreign):
        pass


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_forms_of_other_sites_are_refused(client: TestClient, context: Context, origin: str) -> None:
    answer = client.post("/account/sign-in", data={"email": "a@b.c", "password": "x"}, headers={"Origin": origin})
    assert (answer.status_code, "another site" in answer.text) == (403, True)


def test_a_write_without_an_origin_is_refused_except_for_programs_that_bring_their_own_token(client: TestClient) -> None:
    del client.headers["Origin"]
    assert client.post("/account/sign-in", data={}).status_code == 403
    assert client.post("/api/v1/anything").status_code == 404


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("interviews.example.org", "/account/sign-in", 200),
        ("INTERVIEWS.example.org", "/account/sign-in", 200),
        ("127.0.0.1:8501", "/account/sign-in", 200),  # from this machine
        ("evil.example", "/account/sign-in", 421),
        ("interviews.example.org.evil.example", "/account/sign-in", 421),
        ("interviews.example.org:8080", "/account/sign-in", 421),
        ("10.0.0.7:8501", "/healthz", 200),  # a load balancer's probe
    ],
)
def test_with_a_public_address_no_other_name_is_answered(host: str, path: str, status: int, context: Context) -> None:
    gate = Middleware(Gate, is_signed_in=lambda _: False, public_url="https://interviews.example.org")
    application = Starlette(routes=[*Account(context).routes(), *health.routes(context)], middleware=[gate])
    with TestClient(application) as visitor:
        answer = visitor.get(path, headers={"Host": host})
    assert answer.status_code == status
    assert "evil" not in answer.text


def test_signing_in_leads_back_to_the_wanted_page(client: TestClient, context: Context) -> None:
    set_up(client, context)
    client.cookies.clear()
    form = client.get("/account/sign-in", params={"next": "/candidates?role=weaver"}).text
    assert 'value="/candidates?role=weaver"' in form
    wrong = client.post("/account/sign-in", data={"email": "ada@example.com", "password": "guess", "next": "/candidates"})
    assert (wrong.status_code, "E-mail address or password is wrong." in wrong.text) == (403, True)
    assert 'value="ada@example.com"' in wrong.text
    right = client.post("/account/sign-in", data={"email": "ada@example.com", "password": PASSWORD, "next": "/candidates"})
    assert right.headers["location"] == "/candidates"
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "secure" not in cookie.lower()  # plain http in this test; over https the cookie is marked secure


def test_the_cookie_is_secure_over_https(client: TestClient, context: Context) -> None:
    set_up(client, context)
    client.base_url = client.base_url.copy_with(scheme="https")
    form = {"email": "ada@example.com", "password": PASSWORD}
    answer = client.post("/account/sign-in", data=form, headers={"Origin": "https://testserver"})
    assert answer.headers["set-cookie"].startswith(f"{SECURE_COOKIE}=")
    assert all(flag in answer.headers["set-cookie"].lower() for flag in ("secure", "httponly", "samesite=lax", "path=/;"))
    assert "domain" not in answer.headers["set-cookie"].lower()  # what the __Host- prefix asks for
    client.cookies.set(SECURE_COOKIE, answer.cookies[SECURE_COOKIE])
    assert client.get("/candidates", headers={"Host": "testserver"}).text == "the list of candidates"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_session_that_a_neighbouring_site_planted_counts_for_nothing_over_tls(client: TestClient, context: Context) -> None:
    """A sibling domain can set every cookie but one whose name begins with __Host-: people would work in somebody else's name."""
    set_up(client, context)
    client.cookies.clear()
    planted = f"other=1; {SESSION_COOKIE}={sessions.sign_in(context, 'ada@example.com', PASSWORD)}"
    assert client.get("/candidates", headers={"Cookie": planted}).text == "the list of candidates"
    assert client.get("/account/mine", headers={"Cookie": planted}).status_code == 200
    client.base_url = client.base_url.copy_with(scheme="https")
    assert client.get("/candidates", headers={"Cookie": planted}).headers["location"].startswith("/account/sign-in")
    assert client.get("/account/mine", headers={"Cookie": planted}).headers["location"].startswith("/account/sign-in")
    own = planted.replace(SESSION_COOKIE, SECURE_COOKIE)
    assert client.get("/candidates", headers={"Cookie": own}).text == "the list of candidates"


def test_an_oversized_form_is_not_read(client: TestClient, context: Context) -> None:
    set_up(client, context)
    answer = client.post("/account/sign-in", data={"email": "ada@example.com", "password": "x" * 20_000})
    assert (answer.status_code, "ada@example.com" in answer.text) == (403, False)


def test_a_one_time_link_sets_a_password_once(client: TestClient, context: Context, cast: Cast) -> None:
    new = identity.create_person(context, cast.ada, email="inga@example.com", name="Inga", roles=(PersonRole.INTERVIEWER,))
    page = client.get("/account/set-password", params={"token": new.set_password_token})
    assert new.set_password_token in page.text
    short = client.post("/account/set-password", data={"token": new.set_password_token, "password": "short"})
    assert (short.status_code, "12" in short.text) == (400, True)
    done = client.post("/account/set-password", data={"token": new.set_password_token, "password": PASSWORD})
    assert done.headers["location"] == "/"
    again = client.post("/account/set-password", data={"token": new.set_password_token, "password": PASSWORD})
    assert (again.status_code, "not valid" in again.text) == (400, True)


def test_an_invitation_opens_after_a_click_and_once(client: TestClient, context: Context, world: World, cast: Cast) -> None:
    token = invitations.create_invitation(context, cast.rita, world.workshop, cast.ines.person_id)
    assert client.get(f"/invitation/{token}").status_code == 200
    assert client.get(f"/invitation/{token}").status_code == 200  # a mail scanner's look consumes nothing
    other = client.post(f"/invitation/{token}", data={"answer": "eve@example.org"})  # somebody to whom it was passed on
    assert (other.status_code, "not sent to that address" in other.text) == (403, True)
    assert client.post(f"/invitation/{token}", data={"answer": "Ines@example.org"}).headers["location"] == "/"
    used = client.post(f"/invitation/{token}", data={"answer": "ines@example.org"})
    assert (used.status_code, "not valid" in used.text) == (403, True)
    assert client.get(f"/invitation/{token}").status_code == 403
    assert client.get("/invitation/forged").status_code == 403


def test_what_is_typed_into_a_form_comes_back_as_text(client: TestClient, context: Context) -> None:
    set_up(client, context)
    client.cookies.clear()
    answer = client.post(
        "/account/sign-in", data={"email": '"><script>alert(1)</script>', "password": "x", "next": "//evil.example"}
    )
    assert "<script>alert" not in answer.text
    assert 'name="next" value="/"' in answer.text


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (None, "/"),
        ("", "/"),
        ("/kit?interview=1", "/kit?interview=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(wanted: str | None, where: str) -> None:
    assert safe_next(wanted) == where


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    headers = client.get("/healthz").headers
    policy = headers["content-security-policy"]
    assert re.search(r"script-src 'self' 'wasm-unsafe-eval' blob: 'sha256-[\w+/=]+'(;| )", policy)
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_what_one_person_saw_is_not_left_in_the_browser(client: TestClient, context: Context) -> None:
    set_up(client, context)
    for path in ("/candidates", "/account/mine", "/account/sign-in"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_a_mistake_of_ours_shows_nothing_of_itself(context: Context, capsys: pytest.CaptureFixture[str]) -> None:
    async def broken(_request: Request) -> PlainTextResponse:
        raise ZeroDivisionError("Cleo Marsh")

    with TestClient(Starlette(routes=[Route("/broken", broken)]), raise_server_exceptions=False) as visitor:
        answer = visitor.get("/broken")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


def test_people_see_where_they_are_signed_in_and_sign_out_elsewhere(client: TestClient, context: Context) -> None:
    set_up(client, context)
    elsewhere = sessions.sign_in(context, "ada@example.com", PASSWORD)
    shown = client.get("/account/mine").text
    assert (shown.count("This browser, since"), shown.count("Another browser, since")) == (1, 1)
    done = client.post("/account/mine/sessions").text
    assert ("Done." in done, "Another browser" in done) == (True, False)
    assert sessions.actor_for_token(context, elsewhere) is None
    assert client.get("/candidates").status_code == 200


def test_changing_the_password_takes_the_present_one_and_ends_every_other_session(client: TestClient, context: Context) -> None:
    set_up(client, context)
    elsewhere = sessions.sign_in(context, "ada@example.com", PASSWORD)
    fresh = "seven quiet harbours at dusk"
    for current, new, sentence in (
        ("guess", fresh, "present password is wrong"),
        (PASSWORD, "short", "at least 12"),
        (PASSWORD, "password1234", "guessed first"),
    ):
        refused = client.post("/account/mine/password", data={"current": current, "new": new})
        assert (refused.status_code, sentence in refused.text) == (400, True)
    assert sessions.actor_for_token(context, elsewhere) is not None
    assert client.post("/account/mine/password", data={"current": PASSWORD, "new": fresh}).status_code == 200
    assert sessions.actor_for_token(context, elsewhere) is None
    assert client.get("/candidates").status_code == 200
    with pytest.raises(Forbidden):
        sessions.sign_in(context, "ada@example.com", PASSWORD)
    assert sessions.sign_in(context, "ada@example.com", fresh)


def test_the_present_password_can_not_be_tried_out_on_an_open_browser(client: TestClient, context: Context) -> None:
    set_up(client, context)
    for _ in range(5):
        client.post("/account/mine/password", data={"current": "guess", "new": "seven quiet harbours at dusk"})
    locked = client.post("/account/mine/password", data={"current": PASSWORD, "new": "seven quiet harbours at dusk"})
    assert (locked.status_code, "Too many failed attempts" in locked.text) == (400, True)


def test_ones_account_is_for_people_with_one(client: TestClient, context: Context, world: World, cast: Cast) -> None:
    assert client.get("/account/mine").headers["location"] == "/account/sign-in?next=/account/mine"
    token = invitations.create_invitation(context, cast.rita, world.workshop, cast.ines.person_id)
    client.post(f"/invitation/{token}", data={"answer": "ines@example.org"})
    assert client.get("/account/mine").status_code == 303
    for path in ("/account/mine/sessions", "/account/mine/password"):
        assert client.post(path, data={}).status_code == 303
        assert client.post(path, data={}, headers={"Origin": "https://evil.example"}).status_code == 403


def test_refused_sign_ins_and_refused_looks_are_logged_without_names(
    client: TestClient, context: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(client, context)
    client.post("/account/sign-in", data={"email": "cleo.marsh@example.net", "password": "guess"})
    note_refusal("page candidate", "person-1", Forbidden("You may not open Cleo Marsh."))
    note_refusal("page candidate", "person-1", Invalid("no"))
    written = capsys.readouterr()
    lines = (written.out + written.err).splitlines()
    assert sum("sign_in.refused" in line for line in lines) == 1
    assert sum("access.refused" in line and "page candidate" in line and "person-1" in line for line in lines) == 1
    assert not any("leo" in line and "arsh" in line for line in lines)


def test_health_tells_the_database_from_the_process(
    client: TestClient, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (client.get("/healthz").json(), client.get("/readyz").json()) == ({"status": "ok"}, {"status": "ok"})

    def broken(_context: Context) -> bool:
        raise ConnectionError("the database at 10.0.0.7 is away")

    monkeypatch.setattr(health, "needs_first_administrator", broken)
    unready = client.get("/readyz")
    assert (unready.status_code, unready.json()) == (503, {"status": "unavailable"})
    assert client.get("/healthz").status_code == 200


def test_the_access_log_names_no_token(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/account/set-password", params={"token": "one-time-secret"})
    client.get("/invitation/one-time-secret")
    client.get("/healthz")
    logged = capsys.readouterr()
    lines = logged.out + logged.err
    assert "/account/set-password" in lines
    assert "one-time-secret" not in lines
    assert "/healthz" not in lines
