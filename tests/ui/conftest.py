"""A real application on SQLite for the pages, and tabs to open it in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from interview.bootstrap import App
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.sessions import open_session
from interview.storage.unit import Store
from interview.ui import session
from tests.conftest import _hurry
from tests.ui.tab import Cookie, Tab

Visit = Callable[..., Tab]


@pytest.fixture
def store(tmp_path: Path, migrated_file: Path) -> Iterator[Store]:
    """An empty store on SQLite: which database it is makes no difference to a page."""
    file = tmp_path / "loopwright.db"
    shutil.copy(migrated_file, file)
    opened = Store.open(f"sqlite:///{file}")
    event.listen(opened.engine, "connect", _hurry)
    yield opened
    opened.close()


@pytest.fixture
def visit(context: Context, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Opens a page in a new tab as somebody with a real session: ``visit(actor, "kit", interview=...)``."""
    cookie = Cookie()
    monkeypatch.setattr(session, "session_token", lambda: cookie.token)
    session.install(App(context))

    def opened(actor: Actor | None, page: str = "", **parameters: str) -> Tab:
        token = None
        if actor is not None:
            with context.store.write() as unit:
                token = open_session(context, unit, actor.person_id, actor.interview_id)
                unit.commit_bookkeeping()
        return Tab(cookie, token).open(page, **parameters)

    yield opened
    session._installed.clear()
