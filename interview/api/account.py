"""Sign-in, first administrator, set-password and invitation pages: plain HTML forms in front of the identity services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from interview.api.cookies import session_cookie
from interview.api.forms import address_of, form_of
from interview.api.gate import safe_next
from interview.api.own_account import OwnAccount
from interview.api.page import page
from interview.api.single_sign_on import PATH, SingleSignOnRoutes
from interview.errors import LoopwrightError
from interview.services import identity, invitations, sessions
from interview.services.context import Context
from interview.services.outbox import can_send

_HASHES_AT_ONCE = 2  # a password hash takes 64 MiB and a core for a fifth of a second

_log = structlog.get_logger(__name__)


class Account:
    """The pages, holding the services' context and the limit on simultaneous password hashes."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.hashing = anyio.CapacityLimiter(_HASHES_AT_ONCE)
        provider = context.settings.single_sign_on
        self.company = provider and SingleSignOnRoutes(context, provider, self._sign_on_refused)

    def routes(self) -> list[Route]:
        """The routes of the pages."""
        return [
            Route("/account/sign-in", self.sign_in_page, methods=["GET"]),
            Route("/account/sign-in", self.sign_in, methods=["POST"]),
            Route("/account/setup", self.setup_page, methods=["GET"]),
            Route("/account/setup", self.setup, methods=["POST"]),
            Route("/account/set-password", self.set_password_page, methods=["GET"]),
            Route("/account/set-password", self.set_password, methods=["POST"]),
            Route("/invitation/{token}", self.invitation_page, methods=["GET"]),
            Route("/invitation/{token}", self.invitation, methods=["POST"]),
            *OwnAccount(self.context, self.hashing).routes(),
            *(self.company.routes() if self.company else ()),
        ]

    async def sign_in_page(self, request: Request) -> Response:
        """Show the form, or send a fresh installation to its set-up."""
        if await anyio.to_thread.run_sync(identity.needs_first_administrator, self.context):
            return page(request, "welcome")
        return self._sign_in_form(request, safe_next(request.query_params.get("next")))

    async def sign_in(self, request: Request) -> Response:
        """Check the password and open a session."""
        form = await form_of(request)
        target = safe_next(form.get("next"))
        address = address_of(request)
        try:
            token = await self._hashing(sessions.sign_in, self.context, form.get("email", ""), form.get("password", ""), address)
        except LoopwrightError as refused:
            _log.warning("sign_in.refused", address=address)
            return self._sign_in_form(request, target, error=str(refused), status=403, email=form.get("email", ""))
        return self._enter(request, token, target)

    async def setup_page(self, request: Request) -> Response:
        """Show the form for the first administrator; the address with its token is printed on the console."""
        if not await anyio.to_thread.run_sync(identity.needs_first_administrator, self.context):
            return RedirectResponse("/account/sign-in", status_code=303)
        return page(request, "setup", token=request.query_params.get("token", ""), name="", email="")

    async def setup(self, request: Request) -> Response:
        """Create the first administrator and sign in."""
        form = await form_of(request)
        name, email, password = (form.get(field, "") for field in ("name", "email", "password"))
        create = partial(
            identity.create_first_administrator, self.context, form.get("token", ""), email=email, name=name, password=password
        )
        try:
            await self._hashing(create)
            if not self.context.settings.passwords:
                return RedirectResponse("/account/sign-in", status_code=303)
            session = await self._hashing(sessions.sign_in, self.context, email, password)
        except LoopwrightError as refused:
            token = form.get("token", "")
            return page(request, "setup", error=str(refused), status=400, token=token, name=name, email=email)
        return self._enter(request, session, "/")

    async def set_password_page(self, request: Request) -> Response:
        """Show the form of a one-time link."""
        if not self.context.settings.passwords:
            return self._sign_in_form(request, "/")
        return page(request, "set-password", token=request.query_params.get("token", ""))

    async def set_password(self, request: Request) -> Response:
        """Save the password that a one-time link allows, and sign in."""
        form = await form_of(request)
        token, password = form.get("token", ""), form.get("password", "")
        try:
            person = await self._hashing(identity.set_password_by_token, self.context, token, password)
            session = await self._hashing(sessions.sign_in, self.context, person.email, password)
        except LoopwrightError as refused:
            return page(request, "set-password", error=str(refused), status=400, token=token)
        return self._enter(request, session, "/")

    async def invitation_page(self, request: Request) -> Response:
        """Show whom an invitation is for. Opening it takes a click, since mail scanners follow links."""
        return await anyio.to_thread.run_sync(self._invitation, request)

    async def invitation(self, request: Request) -> Response:
        """Mail a code, or consume an invitation and open a session that reaches this one interview."""
        answer, token = (await form_of(request)).get("answer", ""), request.path_params["token"]
        if not answer and can_send(self.context):
            do: Callable[..., Any] = partial(invitations.mail_code, self.context, token)
        else:
            do = partial(invitations.open_invitation, self.context, token, answer, address_of(request))
        try:
            session = await anyio.to_thread.run_sync(do)
        except LoopwrightError as refused:
            return await anyio.to_thread.run_sync(partial(self._invitation, request, error=str(refused), asked=bool(answer)))
        if session is None:
            return await anyio.to_thread.run_sync(partial(self._invitation, request, asked=True))
        return self._enter(request, session, "/")

    def _invitation(self, request: Request, *, error: str = "", asked: bool = False) -> Response:
        """The page of a link that is still good, or the sentence about one that is not."""
        token = request.path_params["token"]
        try:
            view = invitations.look_at_invitation(self.context, token)
        except LoopwrightError as refused:
            return page(request, "invitation", status=403, error=str(refused), token="")
        shown = {"name": view.person_name, "token": token, "by_code": view.by_code, "asked": asked}
        return page(request, "invitation", status=403 if error else 200, error=error, **shown)

    def _sign_in_form(self, request: Request, target: str, *, error: str = "", status: int = 200, email: str = "") -> Response:
        """A button for the company's provider, a form for a password, or both."""
        company = self.context.settings.single_sign_on
        return page(
            request,
            "sign-in",
            error=error,
            status=status,
            next=target,
            email=email,
            passwords=self.context.settings.passwords,
            company=company.name if company else "",
            company_path=PATH,
        )

    def _sign_on_refused(self, request: Request, sentence: str) -> Response:
        return self._sign_in_form(request, "/", error=sentence, status=403)

    def _enter(self, request: Request, token: str, target: str) -> Response:
        """Set the session cookie and go where the person wanted to go."""
        answer = RedirectResponse(target, status_code=303)
        session_cookie(request, self.context.settings, answer, token)
        return answer

    async def _hashing(self, service: Callable[..., Any], *arguments: Any) -> Any:
        return await anyio.to_thread.run_sync(partial(service, *arguments), limiter=self.hashing)
