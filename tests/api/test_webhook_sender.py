"""The sender keeps going, whatever happens to one round."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from interview.api.rounds import keep_going
from interview.api.webhook_sender import send_waiting
from interview.services.context import Context
from interview.services.webhooks import add_webhook
from tests.factories import World, content, submit


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_events_are_sent_and_a_failing_round_is_followed_by_another(context: Context, world: World) -> None:
    add_webhook(context, world.cast.ada, "https://hooks.example.com/", ("scorecard.submitted",))
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    sent: list[bytes] = []

    def send(_url: str, body: bytes, _headers: Mapping[str, str]) -> int:
        sent.append(body)
        if len(sent) == 1:
            raise RuntimeError("a bug")
        return 200

    async def run() -> None:
        task = asyncio.create_task(keep_going("webhooks", lambda: send_waiting(context, send), every=0.01))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if len(sent) == 2:
                break
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert len(sent) == 2
    assert sent[0] == sent[1]
