"""The outbox: nothing is lost, nothing is sent twice, and what a letter says does not lie about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from interview.domain.letter import Letter, LetterKind
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.context import Context
from interview.services.interviews import assign_interviewers
from interview.services.outbox import (
    LetterView,
    Undeliverable,
    deliver_letters,
    list_letters,
    put_letter,
    retry_letter,
)
from interview.services.outgoing import RETRIES
from interview.services.privacy import erase_candidate
from tests.factories import TestClock, World
from tests.services.mail_server import mailing

SECRET = "https://interviews.acme.example/invitation/once-only"


def a_letter(world: World, key: str = "k", **changes: object) -> Letter:
    """A letter to Ines about Cleo."""
    fields = {
        "key": key,
        "kind": LetterKind.LINK,
        "to_name": "Ines",
        "to_email": "ines@example.org",
        "subject": "Your interview",
        "text": f"Open {SECRET}",
        "person_id": world.cast.ines.person_id,
        "candidate_id": world.candidate_id,
    }
    return Letter.model_validate({**fields, **changes})


def put(context: Context, world: World, letter: Letter) -> bool:
    """Put a letter into the outbox in a transaction of its own."""
    with context.store.write() as unit:
        was_put = put_letter(context, unit, letter, actor=world.cast.rita)
        unit.commit_bookkeeping()
    return was_put


def log(context: Context, world: World) -> tuple[LetterView, ...]:
    """Everything, as the administrator sees it."""
    return list_letters(context, world.cast.ada)


class Server:
    """Stands for the mail server: takes a letter, or answers with a failure."""

    def __init__(self, *failures: Exception) -> None:
        self.failures, self.got = list(failures), list[tuple[str, Letter]]()

    def __call__(self, letter_id: str, letter: Letter) -> None:
        self.got.append((letter_id, letter))
        if self.failures:
            raise self.failures.pop(0)


@pytest.fixture
def mail(context: Context) -> Context:
    """The context of an installation with a mail server."""
    return mailing(context, "smtp://mail.acme.example")


def test_a_letter_leaves_once_and_its_text_with_it(mail: Context, world: World, tmp_path: Path) -> None:
    assert put(mail, world, a_letter(world))
    with mail.store.read() as unit:
        [waiting] = unit.mail.newest(10)
    assert SECRET not in waiting.model_dump_json()
    server = Server()
    assert deliver_letters(mail, server) == 1
    assert deliver_letters(mail, server) == 0
    [(letter_id, sent)] = server.got
    assert sent.text == f"Open {SECRET}"
    [view] = log(mail, world)
    assert (view.id, view.state, view.attempts, view.to_email) == (letter_id, "sent", 1, "ines@example.org")
    with mail.store.read() as unit:
        [row] = unit.mail.newest(10)
    assert row.sealed == ""


def test_what_a_key_names_is_told_once_however_often_it_is_put(mail: Context, world: World) -> None:
    assert put(mail, world, a_letter(world))
    assert not put(mail, world, a_letter(world, subject="Again"))
    server = Server()
    deliver_letters(mail, server)
    assert not put(mail, world, a_letter(world))
    assert deliver_letters(mail, server) == 0
    assert put(mail, world, a_letter(world, key="other"))
    assert len(log(mail, world)) == 2


def test_a_letter_that_is_not_committed_was_never_put(mail: Context, world: World) -> None:
    with mail.store.write() as unit:
        put_letter(mail, unit, a_letter(world), actor=world.cast.rita)
    assert log(mail, world) == ()


def test_two_senders_at_once_never_send_the_same_letter(mail: Context, world: World) -> None:
    put(mail, world, a_letter(world))
    second = Server()

    def first(_letter_id: str, _letter: Letter) -> None:
        assert deliver_letters(mail, second) == 0

    assert deliver_letters(mail, first) == 1
    assert second.got == []


def test_a_sender_that_died_leaves_the_letter_to_the_next_one_under_the_same_id(
    mail: Context, world: World, clock: TestClock
) -> None:
    put(mail, world, a_letter(world))
    died = Server(KeyboardInterrupt())  # type: ignore[arg-type] # not caught by anything
    with pytest.raises(KeyboardInterrupt):
        deliver_letters(mail, died)
    server = Server()
    assert deliver_letters(mail, server) == 0  # it might still be at work
    clock.forward(minutes=11)
    assert deliver_letters(mail, server) == 1
    assert server.got[0][0] == died.got[0][0]


def test_failures_are_tried_again_later_and_later_and_then_given_up(mail: Context, world: World, clock: TestClock) -> None:
    put(mail, world, a_letter(world))
    server = Server(*[OSError("421 try later")] * 20)
    for wait in RETRIES:
        assert deliver_letters(mail, server) == 0
        [view] = log(mail, world)
        assert (view.state, view.outcome) == ("waiting", "421 try later")
        assert deliver_letters(mail, server) == 0  # too early
        clock.forward(seconds=wait.total_seconds() + 1)
    deliver_letters(mail, server)
    [view] = log(mail, world)
    assert (view.state, view.attempts, view.next_at) == ("stopped", len(RETRIES) + 1, None)
    assert len(server.got) == len(RETRIES) + 1
    again = retry_letter(mail, world.cast.ada, view.id)
    assert (again.state, again.attempts) == ("waiting", 0)
    server.failures.clear()
    assert deliver_letters(mail, server) == 1
    with pytest.raises(Conflict, match="has left"):
        retry_letter(mail, world.cast.ada, view.id)
    with pytest.raises(NotFound):
        retry_letter(mail, world.cast.ada, "letter-0")


def test_a_refusal_for_good_is_not_tried_again(mail: Context, world: World) -> None:
    put(mail, world, a_letter(world))
    assert deliver_letters(mail, Server(Undeliverable("550 no such mailbox"))) == 0
    [view] = log(mail, world)
    assert (view.state, view.attempts, view.outcome) == ("stopped", 1, "550 no such mailbox")


def test_what_comes_too_late_is_not_sent(mail: Context, world: World, clock: TestClock) -> None:
    put(mail, world, a_letter(world, expires_at=mail.now() + timedelta(hours=1)))
    clock.forward(hours=2)
    server = Server()
    assert deliver_letters(mail, server) == 0
    [view] = log(mail, world)
    assert server.got == []
    assert (view.state, "too late" in view.outcome) == ("stopped", True)


def test_newer_news_of_an_interview_replace_what_has_not_left_yet(mail: Context, world: World) -> None:
    about = {"interview_id": world.workshop, "method": "REQUEST", "kind": LetterKind.INVITATION}
    put(mail, world, a_letter(world, "one", **about, text="10:00"))
    put(mail, world, a_letter(world, "ivan", **about, to_email="ivan@example.org", text="to another person"))
    put(mail, world, a_letter(world, "two", **about, text="11:00"))
    server = Server()
    assert deliver_letters(mail, server) == 2
    assert sorted(letter.text for _, letter in server.got) == ["11:00", "to another person"]
    assert [view.outcome for view in log(mail, world) if view.state == "stopped"] == ["replaced by a newer letter before it left"]


def test_letters_wait_for_the_secret_they_were_written_under(mail: Context, world: World) -> None:
    put(mail, world, a_letter(world))
    assert deliver_letters(replace(mail, secret=b"x" * 32), Server()) == 0
    [view] = log(mail, world)
    assert "secret" in view.outcome


def test_without_a_mail_server_nothing_is_put_and_nothing_is_sent(context: Context, mail: Context, world: World) -> None:
    with pytest.raises(Invalid, match="No mail server"):
        put(context, world, a_letter(world))
    put(mail, world, a_letter(world))
    server = Server()
    assert deliver_letters(context, server) == 0
    assert server.got == []


def test_erasing_a_candidate_takes_their_letters_along(mail: Context, world: World) -> None:
    put(mail, world, a_letter(world))
    put(mail, world, a_letter(world, "other", candidate_id=None))
    erase_candidate(mail, world.cast.ada, world.candidate_id)
    assert [view.candidate_id for view in log(mail, world)] == [None]


def test_the_log_shows_who_plans_what_was_sent_and_hides_who_is_late_from_the_blind(mail: Context, world: World) -> None:
    put(mail, world, a_letter(world))
    put(mail, world, a_letter(world, "late", kind=LetterKind.REMINDER))
    assert len(list_letters(mail, world.cast.rita, candidate_id=world.candidate_id)) == 2
    with pytest.raises(Forbidden):
        list_letters(mail, world.cast.rita)
    assign_interviewers(mail, world.cast.rita, world.talk, [world.cast.ada.person_id])
    assert [view.kind for view in log(mail, world)] == [LetterKind.LINK]  # Ada rates Cleo now, and is blind
