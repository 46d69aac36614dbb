"""Connections: tokens shown once, webhooks with their log, mail."""

from __future__ import annotations

import pytest

from interview.services.api_tokens import Scope, bearer_of, list_tokens
from interview.services.context import Context
from interview.services.outbox import deliver_letters, list_letters
from interview.services.webhooks import add_webhook, deliver_due, list_deliveries, queue_deliveries
from interview.ui import session
from tests.factories import Cast, World, content, submit
from tests.services.mail_server import mailing
from tests.ui.conftest import Visit


def test_a_token_is_shown_once_and_ended(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ines, "connections")
    assert "You have no token." in tab.everything
    tab.enter("What uses it", "ATS sync").enter("Scopes", [Scope.ROLES_READ]).press("Make the token")
    [shown] = [code.value for code in tab.app.code]
    assert bearer_of(context, shown).actor.person_id == cast.ines.person_id
    tab.press("I have copied it")
    assert list(tab.app.code) == []
    tab.press("End")
    [view] = list_tokens(context, cast.ines)
    assert not view.is_usable


def test_only_administrators_find_webhooks_and_mail(visit: Visit, cast: Cast) -> None:
    headings = [[heading.value for heading in visit(actor, "connections").app.header] for actor in (cast.ines, cast.ada)]
    assert headings == [["Your tokens"], ["Your tokens", "Webhooks", "Mail"]]


def test_a_webhook_is_added_and_a_delivery_sent_again(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ada, "connections")
    tab.enter("Address", "https://hooks.example.com/x").enter("Events", ["scorecard.submitted"]).press("Add the webhook")
    assert [code.value[:6] for code in tab.app.code] == ["whsec_"]
    tab.press("I have copied it")
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    queue_deliveries(context)
    deliver_due(context, lambda _url, _body, _headers: 204)
    tab = visit(world.cast.ada, "connections")
    assert "arrived (204)" in tab.everything
    tab.press("Send again")
    with context.store.read() as unit:
        hook = unit.integrations.webhooks()[0].id
    got: list[str] = []

    def receive(url: str, _body: bytes, _headers: object) -> int:
        got.append(url)
        return 200

    assert deliver_due(context, receive) == 1
    assert [entry.outcome for entry in list_deliveries(context, world.cast.ada, hook)] == ["200"]
    assert got == ["https://hooks.example.com/x"]


def test_what_can_not_be_added_is_told(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.ada, "connections")
    tab.enter("Address", "http://hooks.example.com/x").enter("Events", ["loop.ready"]).press("Add the webhook")
    assert "https" in tab.app.error[0].value
    tab.press("Make the token")
    assert "Give the token a name" in tab.app.error[0].value


def test_without_a_mail_server_the_page_says_so(visit: Visit, cast: Cast) -> None:
    assert "No mail server is set" in visit(cast.ada, "connections").everything


def test_a_test_letter_shows_in_the_log(visit: Visit, context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = mailing(context, "smtp://mail.acme.example")
    monkeypatch.setattr(session, "context", lambda: mail)
    tab = visit(cast.ada, "connections").press("Send me a test")
    assert "on its way" in tab.everything
    deliver_letters(mail, lambda _id, _letter: None)
    assert [letter.state for letter in list_letters(mail, cast.ada)] == ["sent"]


def test_invitations_are_looked_at_and_sent(
    visit: Visit, context: Context, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = mailing(context, "smtp://mail.acme.example")
    monkeypatch.setattr(session, "context", lambda: mail)
    tab = visit(world.cast.rita, "candidate", candidate=world.candidate_id)
    assert "What people do not know yet" in tab.everything
    tab.press("Send")
    assert "Everybody knows what is planned." in tab.everything
    assert len(list_letters(mail, world.cast.rita, candidate_id=world.candidate_id)) >= 4


def test_webhooks_are_listed_with_what_became_of_their_events(visit: Visit, context: Context, world: World) -> None:
    add_webhook(context, world.cast.ada, "https://hooks.example.com/x", ("scorecard.submitted",))
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    queue_deliveries(context)
    assert "on its way" in visit(world.cast.ada, "connections").everything
    deliver_due(context, lambda _url, _body, _headers: 500)
    assert "failed (500), tried again" in visit(world.cast.ada, "connections").everything
