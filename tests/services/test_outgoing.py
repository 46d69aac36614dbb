"""Requests to addresses that people typed never reach the inside of a network."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.services import outgoing
from interview.services.outgoing import Refused, check_address, fetch, post, public_address


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://",
        "https:///path",
        "https://user:pass@example.com/",
        "https://example.com:22/",
        "https://example.com:99999/",
        "https://example.com/a b",
        "https://example.com/\r\nHost: inside",
        "https://exämple.com/",
        "https://[::1",
        "https://example.com/" + "x" * 500,
        "file:///etc/passwd",
        "",
    ],
)
def test_addresses_that_are_no_plain_https_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        check_address(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused, not bound
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "ff02::1",
    ],
)
def test_hosts_that_lead_inside_are_refused_even_if_another_address_is_public(address: str) -> None:
    with pytest.raises(Refused, match="not on the public internet"):
        public_address("rebind.example.com", 443, lambda _host, _port: ["93.184.216.34", address])


def test_a_public_host_gives_the_address_that_was_checked() -> None:
    assert public_address("example.com", 443, lambda _host, _port: ["93.184.216.34"]) == "93.184.216.34"


def test_hosts_that_can_not_be_found_are_refused() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("unknown")

    with pytest.raises(Refused, match="can't be found"):
        public_address("nowhere.example", 443, unknown)
    with pytest.raises(Refused, match="has no address"):
        public_address("nowhere.example", 443, lambda _host, _port: [])


def test_the_systems_resolver_is_asked_by_default() -> None:
    assert "127.0.0.1" in outgoing.resolve("127.0.0.1", 443)
    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        post("https://127.0.0.1/", b"", {})


@given(st.ip_addresses())
def test_no_private_address_gets_through(address: object) -> None:
    private = not getattr(address, "is_global")  # noqa: B009 - of both kinds of address
    try:
        public_address("x", 443, lambda _host, _port: [str(address)])
    except Refused:
        return
    assert not private


_ANSWERS = {
    b"/rubbish": b"nonsense\r\n\r\n",
    b"/here": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    b"/away": b"HTTP/1.1 302 Found\r\nLocation: https://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
    b"/endless": b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3_000_000,
}


@pytest.fixture
def listener() -> Iterator[tuple[socket.socket, list[bytes]]]:
    """A server that answers one request with rubbish or with 204, by what is put in front."""
    server = socket.create_server(("127.0.0.1", 0))
    got: list[bytes] = []

    def serve() -> None:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            got.append(connection.recv(65_536))
            path = got[0].split()[1]
            with suppress(OSError):  # whoever gives up hangs up in the middle of an answer
                connection.sendall(_ANSWERS.get(path, b"HTTP/1.1 204 No Content\r\n\r\n"))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server, got
    server.close()
    thread.join(timeout=5)


class _Plain(ssl.SSLContext):
    """TLS left out, so that the test sees the request; certificates are Python's own business."""

    def wrap_socket(self, sock: socket.socket, *_arguments: object, **_options: object) -> ssl.SSLSocket:
        return sock  # type: ignore[return-value] # a plain one, on purpose


def test_the_connection_goes_to_the_checked_address_and_names_the_host(
    listener: tuple[socket.socket, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, got = listener
    connect = socket.create_connection
    asked: list[object] = []

    def redirected(address: tuple[str, int], timeout: float | None = None) -> socket.socket:
        asked.append(address)
        return connect(server.getsockname(), timeout)

    monkeypatch.setattr(socket, "create_connection", redirected)
    tls = _Plain(ssl.PROTOCOL_TLS_CLIENT)
    status = post(
        "https://hooks.example.com/a?b=1", b"{}", {"webhook-id": "1"}, resolver=lambda _h, _p: ["93.184.216.34"], tls=tls
    )
    assert (status, asked) == (204, [("93.184.216.34", 443)])
    assert got[0].startswith(b"POST /a?b=1 HTTP/1.1\r\nHost: hooks.example.com\r\n")


def test_an_answer_that_is_none_is_a_failure_of_the_network(
    listener: tuple[socket.socket, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, _ = listener
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda _address, timeout: connect(server.getsockname(), timeout))
    with pytest.raises(OSError, match="no proper answer"):
        post(
            "https://example.com/rubbish",
            b"",
            {},
            resolver=lambda _h, _p: ["93.184.216.34"],
            tls=_Plain(ssl.PROTOCOL_TLS_CLIENT),
        )


@pytest.fixture
def here(listener: tuple[socket.socket, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Every connection goes to the listener, without TLS."""
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda _address, timeout: connect(listener[0].getsockname(), timeout))
    return _Plain(ssl.PROTOCOL_TLS_CLIENT)


def _fetched(path: str, tls: ssl.SSLContext, clock: Callable[[], float] = time.monotonic) -> bytes:
    url = f"https://calendar.example.com{path}"
    return fetch(url, most_bytes=1_000_000, resolver=lambda _h, _p: ["93.184.216.34"], tls=tls, clock=clock)


def test_what_is_fetched_is_what_is_there(here: ssl.SSLContext) -> None:
    assert _fetched("/here", here) == b"hello"


@pytest.mark.parametrize(
    ("path", "told"), [("/away", "302; redirects are not followed"), ("/endless", "more than 1 MB"), ("/204", "204")]
)
def test_what_is_elsewhere_too_long_or_nothing_is_refused(path: str, told: str, here: ssl.SSLContext) -> None:
    with pytest.raises(Refused, match=told):
        _fetched(path, here)


def test_an_answer_that_drips_is_given_up(here: ssl.SSLContext) -> None:
    ticks = iter(range(0, 1000, 6))
    with pytest.raises(Refused, match="too slowly"):
        _fetched("/endless", here, lambda: float(next(ticks)))
