"""Webhooks: what is told, signed how, tried again when, and never sent to the inside of a network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta

import pytest

from interview.errors import Invalid, NotFound
from interview.services.context import Context
from interview.services.outgoing import RETRIES, Refused
from interview.services.webhooks import (
    add_webhook,
    deliver_due,
    list_deliveries,
    list_webhooks,
    queue_deliveries,
    remove_webhook,
)
from tests.factories import TestClock, World, content, submit

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

URL = "https://hooks.example.com/interviews?x=1"


class Receiver:
    """Stands for the other system: answers with a status, or fails, and keeps what it got."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers, self.got = list(answers), list[tuple[str, bytes, dict[str, str]]]()

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.got.append((url, body, dict(headers)))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_a_submitted_scorecard_is_told_by_ids_alone(context: Context, world: World) -> None:
    add_webhook(context, world.cast.ada, URL, ("scorecard.submitted",))
    card = submit(context, world.cast.ines, world.workshop, content("design", "coding", notes="Zanzibar"))
    assert queue_deliveries(context) == 1
    assert queue_deliveries(context) == 0  # what was looked at is not looked at again
    receiver = Receiver()
    assert deliver_due(context, receiver) == 1
    [(url, body, _)] = receiver.got
    told = json.loads(body)
    assert url == URL
    assert (told["type"], told["data"]["subject"]) == ("scorecard.submitted", {"kind": "scorecard", "id": card})
    assert told["data"]["actor_id"] == world.cast.ines.person_id
    for leak in ("Zanzibar", "Cleo", "Ines", "yes", "level"):
        assert leak not in body.decode()
    assert deliver_due(context, receiver) == 0


def test_a_receiver_can_check_the_signature_by_the_published_recipe(context: Context, world: World) -> None:
    """standardwebhooks.com: base64 of HMAC-SHA256 over ``id.timestamp.body`` with the decoded secret."""
    added = add_webhook(context, world.cast.ada, URL, ("scorecard.submitted",))
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    queue_deliveries(context)
    receiver = Receiver()
    deliver_due(context, receiver)
    [(_, body, headers)] = receiver.got
    key = base64.b64decode(added.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - context.now().timestamp()) < 5


def test_failures_are_tried_again_later_and_later_and_then_given_up(context: Context, world: World, clock: TestClock) -> None:
    hook = add_webhook(context, world.cast.ada, URL, ("scorecard.submitted",)).view
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    queue_deliveries(context)
    receiver = Receiver(500, OSError("no route"), Refused("inside"), *[503] * 10)
    for wait in (*RETRIES, None):
        assert deliver_due(context, receiver) == 0
        [entry] = list_deliveries(context, world.cast.ada, hook.id)
        if wait is None:
            assert (entry.next_at, entry.delivered_at) == (None, None)
            break
        assert entry.next_at is not None
        assert timedelta(0) <= entry.next_at - context.now() + timedelta(seconds=1) <= wait + timedelta(seconds=1)
        assert deliver_due(context, receiver) == 0  # too early
        clock.forward(seconds=wait.total_seconds() + 1)
    assert (entry.attempts, entry.outcome) == (len(RETRIES) + 1, "503")
    assert len({headers["webhook-id"] for _, _, headers in receiver.got}) == 1  # one id however often it is sent
    assert len(receiver.got) == len(RETRIES) + 1


def test_a_late_success_ends_the_retries(context: Context, world: World, clock: TestClock) -> None:
    hook = add_webhook(context, world.cast.ada, URL, ("scorecard.submitted",)).view
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    queue_deliveries(context)
    receiver = Receiver(302, 200)  # a redirect is not followed and not a success
    assert deliver_due(context, receiver) == 0
    clock.forward(minutes=2)
    assert deliver_due(context, receiver) == 1
    [entry] = list_deliveries(context, world.cast.ada, hook.id)
    assert (entry.attempts, entry.outcome, entry.next_at, entry.delivered_at is not None) == (2, "200", None, True)


def test_only_what_was_asked_for_is_told_and_only_from_then_on(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    hook = add_webhook(context, world.cast.ada, URL, ("loop.ready",)).view
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    assert queue_deliveries(context) == 0
    assert list_webhooks(context, world.cast.ada) == (hook,)
    remove_webhook(context, world.cast.ada, hook.id)
    assert list_webhooks(context, world.cast.ada) == ()
    with pytest.raises(NotFound):
        remove_webhook(context, world.cast.ada, hook.id)


@pytest.mark.parametrize(("url", "events"), [(URL, ()), (URL, ("novel.written",)), ("http://example.com/", ("loop.ready",))])
def test_what_can_not_be_told_is_refused(context: Context, world: World, url: str, events: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        add_webhook(context, world.cast.ada, url, events)
