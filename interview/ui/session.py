"""The person behind the browser: who is signed in, and the few things a session remembers. Only this module touches the state.

The database is the truth; a session holds ids and nothing that matters after a refresh.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import streamlit as st
import structlog

from interview.api.gate import session_token as token_in
from interview.bootstrap import App, build_app
from interview.domain.person import Actor
from interview.errors import LoopwrightError
from interview.logs import note_refusal
from interview.services.context import Context
from interview.services.sessions import actor_for_token
from interview.ui.texts import _

_log = structlog.get_logger(__name__)
_installed: list[App] = []

Answer = TypeVar("Answer")


def install(app: App) -> None:
    """Use this application for every page of the process."""
    _installed[:] = [app]


@cache
def _from_environment() -> App:
    return build_app()


def context() -> Context:
    """What services are given."""
    return (_installed[0] if _installed else _from_environment()).context


def current_actor() -> Actor | None:
    """Who is signed in, asked of the database on every run, so that a closed session ends with the next click."""
    actor = actor_for_token(context(), session_token())
    if actor is not None and st.session_state.get("person_id") not in {None, actor.person_id}:
        st.session_state.clear()  # somebody else signed in with this browser tab
    if actor is not None:
        st.session_state["person_id"] = actor.person_id
    return actor


def session_token() -> str | None:
    """The token in the browser's cookie."""
    return token_in(st.context.cookies)


def origin() -> str:
    """The address under which this browser reaches us."""
    url = st.context.url or ""
    return "/".join(url.split("/")[:3])


def nonce(name: str) -> str:
    """A key for a button that must act once: it changes when ``spend`` is called, so a double click finds no second button."""
    return str(st.session_state.setdefault(f"nonce:{name}", f"{name}-{secrets.token_hex(4)}"))


def spend(name: str) -> None:
    """Give ``name`` a new nonce, after its action has happened."""
    st.session_state.pop(f"nonce:{name}", None)


def remember_pages(pages: dict[str, st.Page]) -> None:
    """Keep this run's pages, for links between them."""
    st.session_state["pages"] = pages


def link(name: str, label: str, **parameters: str) -> None:
    """A link to another page; nothing where this person does not have that page."""
    page = st.session_state["pages"].get(name)
    if page is not None:
        st.page_link(page, label=label, query_params=parameters)


def go(name: str, **parameters: str) -> None:
    """Open another page at once."""
    st.switch_page(st.session_state["pages"][name], query_params=parameters)


def parameter(name: str) -> str:
    """A value from the address, empty where it is not given."""
    return str(st.query_params.get(name, ""))


def keep_parameter(name: str, value: str) -> None:
    """Put a choice into the address, so that a refresh and a shared link show the same; an empty one leaves it."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def tried(action: Callable[[], object]) -> bool:
    """Do something that may be refused; a refusal is shown where the button stands. Says whether it was done."""
    return answer(lambda: (action(),)) is not None


def answer(ask: Callable[[], Answer]) -> Answer | None:
    """What a service answers; nothing where it refuses, which is then shown here, each mistake by itself."""
    try:
        return ask()
    except LoopwrightError as refused:
        _note(refused)
        for sentence in str(refused).splitlines():
            st.error(sentence)
        return None


def attempt(action: Callable[[], object]) -> None:
    """In a callback, do something that may be refused; a refusal is said once the page is drawn, and moves nothing on it."""
    try:
        action()
    except LoopwrightError as refused:
        _note(refused)
        say(str(refused))


def _note(refused: LoopwrightError) -> None:
    note_refusal("action", st.session_state.get("person_id", ""), refused)


def done(message: str = "", spent: str = "") -> None:
    """After an action: its button gets a new nonce, the message shows once the page has run again."""
    spend(spent)
    if message:
        say(message)
    st.rerun()


def remember(name: str, value: object) -> None:
    """Keep something for this browser tab only, until ``forget``."""
    st.session_state[f"kept:{name}"] = value


def recall(name: str) -> Any:
    """What was remembered under ``name``, or ``None``."""
    return st.session_state.get(f"kept:{name}")


def forget(name: str) -> None:
    """Drop what was remembered."""
    st.session_state.pop(f"kept:{name}", None)


def widget(key: str) -> Any:
    """The value of a widget, for its callback."""
    return st.session_state[key]


def sent_by_component(key: str, name: str) -> dict[str, Any]:
    """What a component of ours last sent under ``name``."""
    return dict(st.session_state[key].get(name) or {})


def show(key: str, value: object) -> None:
    """Let the widget ``key`` of this run show ``value``: the database decides, not what another tab left in this one."""
    st.session_state[key] = value


def say(message: str) -> None:
    """Show a message after the next rerun, which a plain message would not survive."""
    st.session_state["message"] = message


def show_message() -> None:
    """Show what was said, once."""
    message = st.session_state.pop("message", None)
    if message:
        st.toast(message)


def report_bug(error: Exception) -> bool:
    """Log what went wrong under a reference number and show that number instead of the error's text."""
    reference = secrets.token_hex(4)
    _log.error("page.failed", reference=reference, exc_info=error)
    st.error(
        _(
            "Something went wrong on our side. Nothing you saved is lost. If it happens again, report reference {reference}."
        ).format(reference=reference)
    )
    return True
