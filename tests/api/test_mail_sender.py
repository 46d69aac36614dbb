"""Letters leave from the serving process, over a real connection, and a bad moment does not end it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest

from interview.api.mail_sender import send_waiting
from interview.api.rounds import keep_going
from interview.domain.letter import Letter, LetterKind
from interview.services.context import Context
from interview.services.outbox import put_letter
from tests.factories import World
from tests.services.mail_server import listening, mailing

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def test_letters_leave_while_the_application_runs(context: Context, world: World) -> None:
    with listening() as post:
        mail = mailing(context, f"smtp+plain://127.0.0.1:{post.port}")

        async def run() -> None:
            broken = replace(mail, settings=replace(mail.settings, smtp_url="smtp://"))
            tasks = [asyncio.create_task(keep_going("mail", partial(send_waiting, one), every=0.02)) for one in (broken, mail)]
            await asyncio.sleep(0.1)
            with mail.store.write() as unit:
                letter = Letter(key="k", kind=LetterKind.TEST, to_name="A", to_email="a@acme.example", subject="S", text="T")
                put_letter(mail, unit, letter, actor=world.cast.ada)
                unit.commit_bookkeeping()
            async with asyncio.timeout(10):
                while not post.got:
                    await asyncio.sleep(0.02)
            for task in tasks:
                assert not task.done()
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

        asyncio.run(run())
    assert [message["To"] for message in post.messages] == ["A <a@acme.example>"]


def test_without_a_mail_server_nothing_is_sent(context: Context) -> None:
    assert send_waiting(context) == 0
