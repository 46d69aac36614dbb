"""OpenID Connect: the way to the company's provider and back (authorization code with PKCE, state and nonce checked).

What has to be known again on the way back (state, nonce, PKCE verifier, wanted page) travels in a signed cookie that lives ten
minutes, so any replica can finish what another one began, and a link that somebody else began is worth nothing in this browser.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import anyio
import structlog
from authlib.integrations.starlette_client import OAuth
from itsdangerous import URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from interview.api.cookies import is_secure, session_cookie
from interview.api.gate import safe_next
from interview.errors import Forbidden, LoopwrightError
from interview.services.context import Context
from interview.services.single_sign_on import Vouched, sign_in_vouched
from interview.settings import SingleSignOn

PATH = "/account/single-sign-on"
MINUTES = 10
_COOKIE = "loopwright_sign_on"
_SECONDS_TO_ANSWER = 10
_FAILED = "Signing in with {name} did not work. Start again; if it goes on, tell an administrator reference {reference}."

_log = structlog.get_logger(__name__)


class Unconvincing(Exception):
    """The provider's answer proves nothing; the text is for the log."""


class SingleSignOnRoutes:
    """The two routes. ``refuse`` draws a page with a sentence."""

    def __init__(self, context: Context, provider: SingleSignOn, refuse: Callable[[Request, str], Response]) -> None:
        self.context = context
        self.provider = provider
        self.refuse = refuse
        self.client = OAuth().register(
            "company",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": _SECONDS_TO_ANSWER},
        )
        self.signer = URLSafeTimedSerializer(context.secret, salt="single-sign-on-1")

    def routes(self) -> list[Route]:
        """There and back."""
        return [Route(PATH, self.leave, methods=["GET"]), Route(f"{PATH}/back", self.come_back, methods=["GET"])]

    async def leave(self, request: Request) -> Response:
        """Send the browser to the provider."""
        try:
            await self._metadata()
            there = await self.client.create_authorization_url(self._back(request))
        except Exception as error:
            return self._failed(request, "leave", error)
        kept = {name: there[name] for name in ("state", "nonce", "code_verifier")}
        answer = RedirectResponse(there["url"], status_code=303)
        answer.set_cookie(
            _COOKIE,
            self.signer.dumps({**kept, "next": safe_next(request.query_params.get("next"))}),
            max_age=MINUTES * 60,
            httponly=True,
            samesite="lax",
            secure=is_secure(request, self.context.settings),
            path=PATH,
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Take what the provider says, and open a session if it convinces."""
        try:
            kept = self.signer.loads(request.cookies.get(_COOKIE, ""), max_age=MINUTES * 60)
            vouched = await self._vouched(request, kept)
            token = await anyio.to_thread.run_sync(sign_in_vouched, self.context, self.provider, vouched)
        except LoopwrightError as refused:
            answer = self.refuse(request, str(refused))
        except Exception as error:  # whatever is wrong with the answer, the door stays shut, and the log says why
            answer = self._failed(request, "come back", error)
        else:
            answer = RedirectResponse(kept["next"], status_code=303)
            session_cookie(request, self.context.settings, answer, token)
        answer.delete_cookie(_COOKIE, path=PATH)  # one journey, one attempt
        return answer

    async def _vouched(self, request: Request, kept: dict[str, str]) -> Vouched:
        query = request.query_params
        if not secrets.compare_digest(query.get("state", ""), kept["state"]):
            raise Unconvincing("the state is not the one that this browser left with")
        if "error" in query:
            raise Unconvincing(f"the provider says {query['error'][:80]!r}")
        metadata = await self._metadata()
        token = await self.client.fetch_access_token(
            redirect_uri=self._back(request), code=query.get("code", ""), code_verifier=kept["code_verifier"]
        )
        expected = {
            "iss": {"essential": True, "value": metadata["issuer"]},
            "aud": {"essential": True, "value": self.provider.client_id},
        }
        claims = await self.client.parse_id_token(token, nonce=kept["nonce"], claims_options=expected)
        if claims is None:
            raise Unconvincing("the provider sent no ID token")
        if "email" not in claims and "userinfo_endpoint" in metadata:
            more = await self.client.userinfo(token=token)
            if more.get("sub") != claims["sub"]:
                raise Unconvincing("the user info is about somebody else")
            claims = {**more, **claims}
        return _vouched(claims)

    async def _metadata(self) -> dict[str, Any]:
        """The provider's own description, read once a process; it has to be about this very provider, and sign asymmetrically."""
        metadata: dict[str, Any] = await self.client.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != self.provider.issuer:
            raise Unconvincing(f"the description at {self.provider.issuer} is about {metadata.get('issuer')!r}")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name[:2] in {"RS", "PS", "ES", "Ed"}]
        return metadata

    def _back(self, request: Request) -> str:
        public = self.context.settings.public_url
        return f"{(public or str(request.base_url)).rstrip('/')}{PATH}/back"

    def _failed(self, request: Request, where: str, error: Exception) -> Response:
        reference = secrets.token_hex(4)
        # What the library says is about names of claims, never about secrets; a ValueError may repeat the value it is about.
        why = "" if isinstance(error, ValueError) else str(error)[:200]
        _log.warning("single_sign_on.failed", where=where, reference=reference, kind=type(error).__name__, why=why)
        return self.refuse(request, _FAILED.format(name=self.provider.name, reference=reference))


def _vouched(claims: dict[str, Any]) -> Vouched:
    """The claims that count. Some providers write the truth of ``email_verified`` as a word."""
    verified = claims.get("email_verified")
    email = str(claims.get("email") or "")
    if len(email) > 254 or len(str(claims["sub"])) > 255:
        raise Forbidden("Your company's sign-in sent an address or an id that is too long to be one.")
    return Vouched(
        subject=str(claims["sub"]),
        email=email,
        email_verified=None if verified is None else verified is True or verified == "true",
        name=str(claims.get("name") or "")[:200],
    )
