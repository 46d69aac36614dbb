"""A company's OpenID Connect provider, listening on this machine: real discovery, keys, codes and signed ID tokens."""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from werkzeug.serving import make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider, not we, uses an old part of its library
    import flask
    import oidc_provider_mock


class Provider:
    """``asked`` are the form fields of every request for a token, in order; ``forge`` changes ID tokens on their way out."""

    def __init__(self) -> None:
        self.app: flask.Flask = oidc_provider_mock.app(require_nonce=True)
        self.app.before_request(self._note)
        self.app.after_request(self._forge)
        self.asked: list[dict[str, str]] = []
        self.forge: Callable[[str], str] | None = None
        self.server = make_server("localhost", 0, self.app, threaded=True)
        self.issuer = f"http://localhost:{self.server.server_port}"

    def _note(self) -> None:
        if flask.request.path.endswith("/token"):
            self.asked.append(dict(flask.request.form))

    def _forge(self, answer: flask.Response) -> flask.Response:
        body = answer.get_json(silent=True) if flask.request.path.endswith("/token") else None
        if self.forge and body and "id_token" in body:
            answer.set_data(json.dumps({**body, "id_token": self.forge(body["id_token"])}))
        return answer

    def knows(self, subject: str, **claims: Any) -> None:
        """Add somebody to the company, or change what it says about them."""
        assert httpx2.put(f"{self.issuer}/users/{subject}", json=claims).status_code == 204

    def consent(self, address: str, subject: str) -> dict[str, str]:
        """Sign in at the provider as ``subject``; returns what the browser brings back."""
        answer = httpx2.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return query_of(answer.headers["location"])

    def deny(self, address: str) -> dict[str, str]:
        """Refuse at the provider."""
        return query_of(httpx2.post(address, data={"action": "deny"}).headers["location"])


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def a_provider() -> Iterator[Provider]:
    """A provider that runs as long as the block."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        thread.join()
        provider.server.server_close()
