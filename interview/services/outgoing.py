"""Requests to addresses that people typed: only to public ones, so that nobody reaches the inside of the network through us.

The name is resolved once and the connection goes to that very address; a name that resolves to something else a moment later
(DNS rebinding) gains nothing. Redirects are not followed.
"""

from __future__ import annotations

import http
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import SplitResult, urlsplit

TIMEOUT_SECONDS = 10
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
"""How long after each failed attempt the next one is made, of webhooks and of letters; after the last it is given up."""
_PORTS = {443, 8443}
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: any IPv4 address, private ones included, in other clothes

Clock = Callable[[], float]
Resolve = Callable[[str, int], list[str]]
"""Host and port to the addresses behind them."""


class Refused(Exception):
    """This address is not for us to send to; the sentence says why."""


def resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def check_address(url: str) -> SplitResult:
    """The parts of an https address without a password in it and with a usual port."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise Refused("This is no address; write it like https://hooks.example.com/interviews.") from None
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or len(url) > 500:
        raise Refused("Give an https address without a user name in it, of at most 500 characters.")
    if any(character.isspace() or not character.isprintable() or ord(character) > 126 for character in url):
        raise Refused("The address holds a character that has to be encoded.")
    if port not in _PORTS:
        raise Refused(f"Port {port} is not one of {', '.join(map(str, sorted(_PORTS)))}.")
    return parts


def public_address(host: str, port: int, resolver: Resolve = resolve) -> str:
    """One address of ``host``. Refused if any of its addresses is private, local, or otherwise not of the public internet."""
    try:
        addresses = resolver(host, port)
    except OSError as error:
        raise Refused(f"{host} can't be found ({error}).") from None
    for address in addresses:
        ip = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
        translated = ip.version == 6 and ip in _TRANSLATED
        if not ip.is_global or not mapped.is_global or ip.is_multicast or ip.is_reserved or translated:
            raise Refused(f"{host} leads to {address}, which is not on the public internet.")
    if not addresses:
        raise Refused(f"{host} has no address.")
    return addresses[0]


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, resolver: Resolve = resolve, tls: ssl.SSLContext | None = None
) -> int:
    """Send ``body``; returns the status. Raises :class:`Refused`, or ``OSError`` where the network fails."""
    with _requested("POST", url, body, headers, resolver=resolver, tls=tls) as answer:
        return answer.status


def fetch(
    url: str, *, most_bytes: int, resolver: Resolve = resolve, tls: ssl.SSLContext | None = None, clock: Clock = time.monotonic
) -> bytes:
    """What is at ``url``, if it is at most ``most_bytes`` long and there within :data:`TIMEOUT_SECONDS`, slow drops included.

    Raises :class:`Refused` for what is too long, too slow or no success, ``OSError`` where the network fails.
    """
    began, parts, size = clock(), list[bytes](), 0
    headers = {"User-Agent": "Loopwright", "Accept-Encoding": "identity"}
    with _requested("GET", url, None, headers, resolver=resolver, tls=tls) as answer:
        if answer.status != http.HTTPStatus.OK:
            raise Refused(f"The answer was {answer.status}; redirects are not followed.")
        while part := answer.read1(65_536):
            parts.append(part)
            size += len(part)
            if size > most_bytes:
                raise Refused(f"There is more than {most_bytes // 1_000_000} MB at this address.")
            if clock() - began > TIMEOUT_SECONDS:
                raise Refused("The answer came too slowly.")
    return b"".join(parts)


@contextmanager
def _requested(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], *, resolver: Resolve, tls: ssl.SSLContext | None
) -> Iterator[http.client.HTTPResponse]:
    parts = check_address(url)
    host, port = str(parts.hostname), parts.port or 443
    connection = _Pinned(host, public_address(host, port, resolver), port, tls or ssl.create_default_context())
    try:
        connection.request(method, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, dict(headers))
        yield connection.getresponse()
    except http.client.HTTPException as error:
        raise OSError(f"no proper answer ({type(error).__name__})") from None
    finally:
        connection.close()


class _Pinned(http.client.HTTPSConnection):
    """Speaks to one address while naming the host, for the certificate and the ``Host`` header."""

    def __init__(self, host: str, address: str, port: int, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS, context=tls)
        self._address, self._tls = address, tls

    def connect(self) -> None:
        """Connect to the address that was checked."""
        raw = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)
