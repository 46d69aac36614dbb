"""Signing in with the company's account, against a real provider on this machine."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from interview.api.account import Account
from interview.api.gate import SESSION_COOKIE
from interview.domain.person import Actor, PersonRole
from interview.errors import Forbidden, Invalid
from interview.services.context import Context
from interview.services.identity import create_first_administrator, deactivate_person, list_people, setup_token
from interview.services.sessions import actor_for_token, sign_in
from interview.services.single_sign_on import check_provider, forget_single_sign_on
from interview.settings import Settings, SingleSignOn, load_settings
from tests.api.provider import Provider, a_provider, query_of
from tests.factories import Cast

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider, which runs in a thread of this process

SECRET = "the client secret of the company"
THERE, BACK = "/account/single-sign-on", "/account/single-sign-on/back"
INES = {"email": "ines@example.org", "email_verified": True, "name": "Ines Ibsen"}


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # for the provider, which speaks plain http on this machine
        with a_provider() as provider:
            yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.asked.clear()
    running.forge = None
    running.knows("ines-at-work", **INES)
    return running


def browser(
    context: Context, provider: Provider, *, public_url: str | None = None, passwords: bool = True, **sso: object
) -> Browser:
    company = SingleSignOn(issuer=provider.issuer, client_id="loopwright", client_secret=SECRET, name="Acme")
    company = replace(company, **sso)  # type: ignore[arg-type]
    settings = replace(context.settings, single_sign_on=company, public_url=public_url, passwords=passwords)
    return Browser(replace(context, settings=settings))


class Browser:
    """Somebody's browser in front of our pages; the provider is asked by the tests themselves."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.http = TestClient(Starlette(routes=Account(context).routes()), follow_redirects=False)

    def leave(self, **query: str) -> str:
        answer = self.http.get(THERE, params=query)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def come_back(self, brought: dict[str, str]) -> httpx2.Response:
        answer: httpx2.Response = self.http.get(BACK, params=brought)
        return answer

    def signed_in(self) -> Actor | None:
        return actor_for_token(self.context, self.http.cookies.get(SESSION_COOKIE))


def test_somebody_with_an_account_comes_in_by_their_verified_address(context: Context, cast: Cast, provider: Provider) -> None:
    mine = browser(context, provider)
    assert "Continue with Acme" in mine.http.get("/account/sign-in").text
    back = mine.come_back(provider.consent(mine.leave(next="/kit?interview=7"), "ines-at-work"))
    assert (back.status_code, back.headers["location"]) == (303, "/kit?interview=7")
    assert mine.signed_in() == cast.ines
    assert "HttpOnly" in back.headers["set-cookie"]


def test_the_code_is_bound_to_this_browser_by_pkce(context: Context, cast: Cast, provider: Provider) -> None:
    mine = browser(context, provider)
    there = query_of(address := mine.leave())
    assert (there["response_type"], there["code_challenge_method"], there["scope"]) == ("code", "S256", "openid email profile")
    mine.come_back(provider.consent(address, "ines-at-work"))
    (asked,) = provider.asked
    expected = urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    assert there["code_challenge"] == expected


def refusal(answer: httpx2.Response) -> str:
    found = re.search(r'role="alert">([^<]*)<', answer.text)
    return found[1] if found else ""


def refused(mine: Browser, answer: httpx2.Response, sentence: str) -> None:
    assert answer.status_code == 403
    assert sentence in refusal(answer)
    assert mine.signed_in() is None


def test_a_wrong_state_opens_nothing(context: Context, cast: Cast, provider: Provider) -> None:
    mine = browser(context, provider)
    brought = provider.consent(mine.leave(), "ines-at-work")
    refused(mine, mine.come_back({**brought, "state": "another"}), "did not work")
    refused(mine, mine.come_back(brought), "did not work")  # and the attempt is over
    assert provider.asked == []  # the code was not even shown to the provider


def test_a_way_back_that_somebody_else_began_opens_nothing(context: Context, cast: Cast, provider: Provider) -> None:
    attacker, victim = browser(context, provider), browser(context, provider)
    brought = provider.consent(attacker.leave(), "ines-at-work")
    refused(victim, victim.come_back(brought), "did not work")
    victim.leave()
    refused(victim, victim.come_back(brought), "did not work")


def test_a_code_that_was_used_opens_nothing(context: Context, cast: Cast, provider: Provider) -> None:
    mine, replay = browser(context, provider), browser(context, provider)
    brought = provider.consent(mine.leave(), "ines-at-work")
    for name, value in mine.http.cookies.items():  # whoever copied the address bar may have copied the cookie, too
        replay.http.cookies.set(name, value)
    assert mine.come_back(brought).status_code == 303
    refused(replay, replay.come_back(brought), "did not work")
    assert len(provider.asked) == 2  # it was asked, and did not give a second token


def test_a_wrong_nonce_opens_nothing(context: Context, cast: Cast, provider: Provider) -> None:
    mine, other = browser(context, provider), browser(context, provider)
    first, second = mine.leave(), other.leave()
    # Somebody swaps the code for one that was made for another journey: state is right, the ID token's nonce is not.
    code = provider.consent(second, "ines-at-work")["code"]
    refused(mine, mine.come_back({"code": code, "state": query_of(first)["state"]}), "did not work")
    assert len(provider.asked) == 1


def test_an_unverified_address_opens_nothing(context: Context, cast: Cast, provider: Provider) -> None:
    for says in ({"email_verified": False}, {}, {"email_verified": "false"}):
        provider.knows("mallory", email="ines@example.org", name="Mallory", **says)
        mine = browser(context, provider)
        refused(mine, mine.come_back(provider.consent(mine.leave(), "mallory")), "does not vouch for your e-mail")


def test_a_provider_that_never_says_whether_it_verified_can_be_trusted_on_purpose(
    context: Context, cast: Cast, provider: Provider
) -> None:
    provider.knows("entra", email="ines@example.org")
    mine = browser(context, provider, trusts_email=True)
    assert mine.come_back(provider.consent(mine.leave(), "entra")).status_code == 303
    provider.knows("no", email="ivan@example.org", email_verified=False)
    other = browser(context, provider, trusts_email=True)
    refused(other, other.come_back(provider.consent(other.leave(), "no")), "does not vouch")


def test_a_closed_account_stays_closed(context: Context, cast: Cast, provider: Provider) -> None:
    mine = browser(context, provider)
    mine.come_back(provider.consent(mine.leave(), "ines-at-work"))
    deactivate_person(context, cast.ada, cast.ines.person_id)
    assert mine.signed_in() is None
    refused(mine, mine.come_back(provider.consent(mine.leave(), "ines-at-work")), "is closed")


def test_the_subject_counts_and_a_handed_on_address_does_not(context: Context, cast: Cast, provider: Provider) -> None:
    mine = browser(context, provider)
    mine.come_back(provider.consent(mine.leave(), "ines-at-work"))
    provider.knows("ines-at-work", email="ines.new@example.org", email_verified=True)
    again = browser(context, provider)
    again.come_back(provider.consent(again.leave(), "ines-at-work"))
    assert again.signed_in() == cast.ines  # married, moved, renamed: still Ines
    provider.knows("her-successor", email="ines@example.org", email_verified=True)
    other = browser(context, provider)
    refused(other, other.come_back(provider.consent(other.leave(), "her-successor")), "belongs to another sign-in")
    assert forget_single_sign_on(context, cast.ada, cast.ines.person_id) == 1
    assert mine.signed_in() is None
    assert other.come_back(provider.consent(other.leave(), "her-successor")).status_code == 303


def test_unknown_people_come_in_only_where_the_settings_say_so(context: Context, cast: Cast, provider: Provider) -> None:
    provider.knows("nadia", email="Nadia@Example.org", email_verified=True, name="Nadia Noor")
    strict = browser(context, provider)
    refused(strict, strict.come_back(provider.consent(strict.leave(), "nadia")), "There is no account")
    open_door: dict[str, Any] = {"new_people": "interviewer", "domains": frozenset({"example.org"})}
    mine = browser(context, provider, **open_door)
    mine.come_back(provider.consent(mine.leave(), "nadia"))
    actor = mine.signed_in()
    assert actor is not None
    assert (actor.name, actor.roles) == ("Nadia Noor", frozenset({PersonRole.INTERVIEWER}))
    (added,) = [person for person in list_people(context, cast.ada) if person.name == "Nadia Noor"]
    assert (added.email, added.has_password) == ("nadia@example.org", False)
    provider.knows("eve", email="eve@elsewhere.org", email_verified=True)
    foreign = browser(context, provider, **open_door)
    refused(foreign, foreign.come_back(provider.consent(foreign.leave(), "eve")), "There is no account")


def test_saying_no_at_the_provider_leads_back_to_the_form(context: Context, cast: Cast, provider: Provider) -> None:
    mine = browser(context, provider)
    brought = provider.deny(mine.leave())
    assert brought["error"] == "access_denied"
    refused(mine, mine.come_back(brought), "did not work")


def test_a_provider_that_is_away_or_is_another_one_is_a_sentence(context: Context, cast: Cast, provider: Provider) -> None:
    gone = browser(context, provider, issuer="http://localhost:9")
    refused(gone, gone.http.get(THERE), "Signing in with Acme did not work")
    path = browser(context, provider, issuer=f"{provider.issuer}/static/..")  # answers, and describes another issuer
    refused(path, path.http.get(THERE), "Signing in with Acme did not work")


def _unsigned(token: str) -> str:
    header = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    return f"{header}.{token.split('.')[1]}."


def _of_somebody_else(token: str) -> str:
    header, body, signature = token.split(".")
    claims = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    written = json.dumps({**claims, "email": "ada@example.org"}).encode()
    return f"{header}.{urlsafe_b64encode(written).rstrip(b'=').decode()}.{signature}"


@pytest.mark.parametrize("forge", [_unsigned, _of_somebody_else, lambda _: "no token at all"])
def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    context: Context, cast: Cast, provider: Provider, forge: Callable[[str], str]
) -> None:
    provider.forge = forge
    mine = browser(context, provider)
    refused(mine, mine.come_back(provider.consent(mine.leave(), "ines-at-work")), "did not work")


@pytest.mark.parametrize("claims", [{"aud": "another-app"}, {"iss": "https://evil.example"}, {"exp": 1}, {"nonce": "another"}])
def test_a_token_for_another_application_or_time_opens_nothing(
    context: Context, cast: Cast, provider: Provider, claims: dict[str, object]
) -> None:
    provider.knows("ines-at-work", **INES, **claims)
    mine = browser(context, provider)
    refused(mine, mine.come_back(provider.consent(mine.leave(), "ines-at-work")), "did not work")
    assert len(provider.asked) == 1  # the code was good, its token was not


def test_secrets_and_codes_are_in_no_log(
    context: Context, cast: Cast, provider: Provider, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    mine = browser(context, provider)
    brought = provider.consent(mine.leave(), "ines-at-work")
    refused(mine, mine.come_back({**brought, "code": "made-up-code"}), "reference")
    written = capsys.readouterr()
    logged = written.out + written.err + "".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")
    assert "single_sign_on.failed" in logged
    for secret in (SECRET, "made-up-code", brought["code"], brought["state"], provider.asked[0]["code_verifier"]):
        assert secret not in logged
    assert SECRET not in repr(mine.context.settings)


def test_behind_tls_the_cookies_are_secure_and_the_way_back_is_the_public_address(
    context: Context, cast: Cast, provider: Provider
) -> None:
    mine = browser(context, provider, public_url="https://interviews.example.org")
    answer = mine.http.get(THERE)
    assert query_of(answer.headers["location"])["redirect_uri"] == f"https://interviews.example.org{BACK}"
    cookie = answer.headers["set-cookie"].lower()
    assert all(flag in cookie for flag in ("httponly", "samesite=lax", "secure", f"path={THERE}"))


def test_where_passwords_are_off_the_company_is_the_only_way_in(context: Context, provider: Provider) -> None:
    words = "turnip lantern parade"
    ada = create_first_administrator(context, setup_token(context), email="ada@example.org", name="Ada", password=words)
    mine = browser(context, provider, passwords=False)
    page = mine.http.get("/account/sign-in").text
    assert ("Continue with Acme" in page, 'type="password"' in page) == (True, False)
    refused(mine, mine.http.post("/account/sign-in", data={"email": "ada@example.org", "password": words}), "switched off")
    with pytest.raises(Forbidden, match="switched off"):
        sign_in(mine.context, "ada@example.org", words)
    provider.knows("ada-at-work", email="ada@example.org", email_verified=True)
    mine.come_back(provider.consent(mine.leave(), "ada-at-work"))
    assert mine.signed_in() == ada


ENVIRONMENT = {
    "INTERVIEW_OIDC_ISSUER": "https://id.example.org/",
    "INTERVIEW_OIDC_CLIENT_ID": "loopwright",
    "INTERVIEW_OIDC_CLIENT_SECRET": SECRET,
    "INTERVIEW_OIDC_NEW_PEOPLE": "interviewer",
    "INTERVIEW_OIDC_DOMAINS": "example.org, @Example.com",
}


def _loaded(**changes: str) -> Settings:
    return load_settings({**ENVIRONMENT, **changes})


def test_the_environment_names_the_provider() -> None:
    assert _loaded().single_sign_on == SingleSignOn(
        issuer="https://id.example.org",
        client_id="loopwright",
        client_secret=SECRET,
        new_people="interviewer",
        domains=frozenset({"example.org", "example.com"}),
    )
    assert load_settings({}).single_sign_on is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"INTERVIEW_OIDC_ISSUER": "http://id.example.org"}, "not an https address"),
        ({"INTERVIEW_OIDC_CLIENT_ID": ""}, "CLIENT_ID"),
        ({"INTERVIEW_OIDC_DOMAINS": ""}, "with which addresses"),
        ({"INTERVIEW_OIDC_TRUSTS_EMAIL": "yes"}, "write on or off"),
    ],
)
def test_half_a_configuration_is_refused_at_the_start(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        _loaded(**changes)


def test_nobody_becomes_an_administrator_by_signing_in() -> None:
    provider = _loaded(INTERVIEW_OIDC_NEW_PEOPLE="administrator").single_sign_on
    assert provider is not None
    with pytest.raises(Invalid, match="is none of"):
        check_provider(provider)
