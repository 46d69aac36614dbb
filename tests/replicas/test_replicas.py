"""Two server processes on one PostgreSQL behind nginx: sign in on one, go on with the other, lose one and lose nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from interview.api.gate import SECURE_COOKIE
from interview.services.identity import reset_password, set_password_by_token
from interview.services.sessions import actor_for_token
from tests.browser.company import EVIDENCE, Company
from tests.browser.conftest import PATIENCE_MS, browser
from tests.browser.server import Server, free_port
from tests.browser.visitor import PASSWORD, Visitor
from tests.postgres import a_database, find_server
from tests.replicas.nginx import Proxy, a_proxy, find_nginx

__all__ = ["browser"]  # a fixture

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass
class Site:
    """The company's site: two replicas, and nginx in front of them."""

    company: Company
    replicas: list[Server]
    proxy: Proxy

    def client(self) -> httpx2.Client:
        """A browser without scripts, in front of nginx."""
        return httpx2.Client(base_url=self.proxy.url, verify=self.proxy.tls, headers={"Origin": self.proxy.url})

    def ask(self, replica: Server, path: str, token: str) -> httpx2.Response:
        """Ask one replica as nginx does."""
        headers = {"Host": urlsplit(self.proxy.url).netloc, "Cookie": f"{SECURE_COOKIE}={token}", "X-Forwarded-Proto": "https"}
        return httpx2.get(f"{replica.url}{path}", headers=headers, timeout=60)

    def replica_of(self, answer: httpx2.Response) -> Server:
        """Who gave an answer; nginx names every replica that it tried, the last one answered."""
        port = int(answer.headers["x-replica"].rsplit(":", 1)[1])
        return next(replica for replica in self.replicas if replica.port == port)


def _need(found: str | None, what: str) -> str:
    if found is None:
        reason = f"no {what} on this machine; run make test as root on Debian, or see tests/prepare.py"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    nginx, server = _need(find_nginx(), "nginx"), _need(find_server(), "PostgreSQL")
    home: Path = tmp_path_factory.mktemp("replicas")
    with a_database(server) as database:
        company = Company.found(home, database)
        port = free_port()
        shared = {
            "INTERVIEW_DATABASE_URL": database,
            "INTERVIEW_SECRET_FILE": str(company.app.context.settings.secret_file),
            "INTERVIEW_PUBLIC_URL": f"https://127.0.0.1:{port}",
        }
        replicas = [Server(home / name, extra=shared) for name in ("one", "two")]
        try:
            for replica in replicas:
                replica.home.mkdir()
            with ThreadPoolExecutor() as both:
                list(both.map(Server.start, replicas))
            with a_proxy(nginx, home / "nginx", port, [replica.port for replica in replicas]) as proxy:
                yield Site(company, replicas, proxy)
        finally:
            for replica in replicas:
                replica.kill()
            company.app.close()


def _sign_in(site: Site, client: httpx2.Client) -> httpx2.Response:
    context, ines = site.company.app.context, site.company.ines
    set_password_by_token(context, reset_password(context, site.company.ada, ines.person_id), PASSWORD)
    return client.post("/account/sign-in", data={"email": "ines@example.org", "password": PASSWORD, "next": "/interviews"})


def test_who_signs_in_on_one_replica_is_signed_in_on_both_and_out_on_both(site: Site) -> None:
    with site.client() as client:
        entered = _sign_in(site, client)
        assert (entered.status_code, entered.headers["location"]) == (303, "/interviews")
        cookie = entered.headers["set-cookie"].lower()
        assert all(flag in cookie for flag in ("secure", "httponly", "samesite=lax"))
        assert entered.headers["strict-transport-security"] == "max-age=31536000"
        token = client.cookies[SECURE_COOKIE]
        for replica in site.replicas:
            answer = site.ask(replica, "/download/my-interviews.ics", token)
            assert (answer.status_code, answer.text[:15]) == (200, "BEGIN:VCALENDAR")
            assert site.ask(replica, "/download/my-interviews.ics", "made-up").status_code == 401
        assert actor_for_token(site.company.app.context, token) == site.company.ines
        reset_password(site.company.app.context, site.company.ada, site.company.ines.person_id)
        for replica in site.replicas:
            assert site.ask(replica, "/download/my-interviews.ics", token).status_code == 401


def test_a_download_is_the_same_whichever_replica_makes_it(site: Site) -> None:
    with site.client() as client:
        _sign_in(site, client)
        token = client.cookies[SECURE_COOKIE]
        path = f"/download/kit/{site.company.interview}.md"
        hashes = [site.ask(replica, path, token).headers["x-content-hash"] for replica in site.replicas]
        assert client.get(path).headers["x-content-hash"] == hashes[0] == hashes[1]


def test_when_one_replica_dies_its_people_go_on_with_the_other(site: Site) -> None:
    with site.client() as client:
        _sign_in(site, client)
        dead = site.replica_of(client.get("/healthz"))
        dead.kill()
        try:
            for _ in range(3):
                answer = client.get("/download/my-interviews.ics")
                assert (answer.status_code, site.replica_of(answer) is dead) == (200, False)
        finally:
            dead.start()


def test_an_interviewer_who_is_writing_when_their_replica_dies_writes_on(site: Site, browser: Browser) -> None:
    (first, name), (second, other), *_ = site.company.skills()
    with site.client() as client:
        dead = site.replica_of(client.get("/healthz"))
    opened = browser.new_context(ignore_https_errors=True, locale="en-GB")
    opened.set_default_timeout(PATIENCE_MS)
    try:
        context = site.company.app.context
        token_link = reset_password(context, site.company.ada, site.company.ines.person_id)
        visitor = Visitor(opened.new_page(), site.proxy.url)
        visitor.set_password(f"/account/set-password?token={token_link}")
        visitor.visit(f"/kit?interview={site.company.interview}")
        visitor.heading("Notes and vote")
        field = visitor.page.get_by_role("textbox", name=f"Evidence for {name}:")
        field.fill(EVIDENCE)
        field.locator("xpath=..").get_by_text("Saved", exact=True).wait_for()
        dead.kill()
        late = visitor.page.get_by_role("textbox", name=f"Evidence for {other}:")
        late.fill("Typed while a replica was dying.")
        late.locator("xpath=..").get_by_text("Saved", exact=True).wait_for()
        visitor.page.reload()
        visitor.heading("Notes and vote")
        expect(field).to_have_value(EVIDENCE)
        expect(late).to_have_value("Typed while a replica was dying.")
    finally:
        opened.close()
        dead.start()
    stored = site.company.stored()
    assert [stored.rating(skill).evidence for skill in (first, second)] == [EVIDENCE, "Typed while a replica was dying."]
