"""Letters over a real SMTP connection: encrypted, signed in, and refusals told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from interview.domain.letter import Letter, LetterKind
from interview.errors import Invalid
from interview.services.outbox import Undeliverable
from interview.services.smtp import MailServer, connection_to, mail_server
from interview.settings import Settings
from tests.services.mail_server import PASSWORD, USER, Post, certificate, listening

FROM = "Acme interviews <interviews@acme.example>"


def a_server(url: str, sender: str = FROM) -> MailServer:
    """The server of these settings."""
    return mail_server(Settings(database_url="", content_dir=Path(), data_dir=Path(), smtp_url=url, mail_from=sender))


def a_letter(**changes: object) -> Letter:
    """A letter to Zoë."""
    fields = {"key": "k", "kind": LetterKind.TEST, "to_name": "Zoë", "to_email": "zoe@acme.example"}
    return Letter.model_validate({**fields, "subject": "Grüße: 面接", "text": "Hallo Zoë,\n\n" + "lang " * 500, **changes})


@pytest.fixture
def post() -> Iterator[Post]:
    """A server without encryption."""
    with listening() as running:
        yield running


def test_letters_of_a_round_go_over_one_connection_with_stable_ids(post: Post) -> None:
    with connection_to(a_server(f"smtp+plain://127.0.0.1:{post.port}")) as send:
        send("letter-1", a_letter())
        send("letter-2", a_letter(to_name='Quo"te\nBcc: x@evil.example', subject="two\nBcc: x@evil.example"))
    one, two = post.messages
    assert one["Message-ID"] == "<letter-1@acme.example>"
    assert (one["From"], one["To"], one["Subject"]) == (FROM, "Zoë <zoe@acme.example>", "Grüße: 面接")
    assert one["Auto-Submitted"] == "auto-generated"
    assert one.get_content().splitlines() == a_letter().text.splitlines()
    assert two["Bcc"] is None
    assert [recipients for recipients, _ in post.got] == [["zoe@acme.example"]] * 2


def test_a_calendar_entry_is_an_alternative_to_the_text_and_a_file(post: Post) -> None:
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    with connection_to(a_server(f"smtp+plain://127.0.0.1:{post.port}")) as send:
        send("letter-1", a_letter(calendar=calendar, method="REQUEST"))
    [message] = post.messages
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"]
    entry = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert entry.get_param("method") == "REQUEST"
    assert entry.get_content().splitlines() == calendar.splitlines()


def test_a_password_goes_over_starttls_alone(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    with listening(tls=shown, with_login=True) as post:
        url = f"{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{post.port}"
        with connection_to(a_server(f"smtp://{url}"), tls=trusted) as send:
            send("letter-1", a_letter())
        with connection_to(a_server(f"smtp://{url}")) as send, pytest.raises(OSError, match="certificate"):
            send("letter-2", a_letter())  # a stranger's certificate
        wrong = a_server(f"smtp://{USER}:wrong@127.0.0.1:{post.port}")
        with connection_to(wrong, tls=trusted) as send:
            for letter_id in ("letter-3", "letter-4"):
                with pytest.raises(OSError, match="535"):
                    send(letter_id, a_letter())
    assert [message["Message-ID"] for message in post.messages] == ["<letter-1@acme.example>"]


def test_a_server_without_starttls_gets_nothing(post: Post) -> None:
    with connection_to(a_server(f"smtp://127.0.0.1:{post.port}")) as send, pytest.raises(OSError, match="STARTTLS"):
        send("letter-1", a_letter())
    assert post.got == []


def test_refusals_for_good_are_told_from_those_for_now(post: Post) -> None:
    post.refused_recipients = {"gone@acme.example": "550 no such mailbox", "full@acme.example": "452 mailbox full"}
    post.answers = ["554 looks like spam", "451 try later"]
    with connection_to(a_server(f"smtp+plain://127.0.0.1:{post.port}")) as send:
        with pytest.raises(Undeliverable, match="550 no such mailbox"):
            send("letter-1", a_letter(to_email="gone@acme.example"))
        with pytest.raises(OSError, match="452 mailbox full"):
            send("letter-2", a_letter(to_email="full@acme.example"))
        with pytest.raises(Undeliverable, match="554 looks like spam"):
            send("letter-3", a_letter())
        with pytest.raises(OSError, match="451 try later"):
            send("letter-4", a_letter())
        with pytest.raises(Undeliverable, match="no address"):
            send("letter-5", a_letter(to_email="a,b@acme.example"))
        send("letter-6", a_letter())
    assert [message["Message-ID"] for message in post.messages] == ["<letter-6@acme.example>"]


def test_a_server_that_is_away_fails_the_whole_round_at_once() -> None:
    with listening() as gone:
        port = gone.port
    with connection_to(a_server(f"smtp+plain://127.0.0.1:{port}")) as send:
        for letter_id in ("letter-1", "letter-2"):
            with pytest.raises(OSError, match=rf"127\.0\.0\.1:{port}"):
                send(letter_id, a_letter())


@pytest.mark.parametrize(
    ("url", "sender", "told"),
    [
        ("mail.acme.example", FROM, "can't be used"),
        ("http://mail.acme.example", FROM, "can't be used"),
        ("smtp://", FROM, "can't be used"),
        ("smtp://mail.acme.example:x", FROM, "no proper port"),
        ("smtp+plain://robot:secret@mail.acme.example", FROM, "unencrypted"),
        ("smtp://mail.acme.example", "", "INTERVIEW_MAIL_FROM"),
        ("smtp://mail.acme.example", "Acme", "INTERVIEW_MAIL_FROM"),
    ],
)
def test_settings_that_can_not_be_used_are_named(url: str, sender: str, told: str) -> None:
    with pytest.raises(Invalid, match=told) as refused:
        a_server(url, sender)
    assert "secret" not in str(refused.value)


def test_ports_follow_the_kind_of_connection() -> None:
    assert (a_server("smtp://m.example").port, a_server("smtps://m.example").port) == (587, 465)
    assert a_server("smtp+plain://a:b@localhost").port == 25
