"""The client in docs/api.md works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from interview.services.context import Context
from tests.api.client import Client
from tests.factories import ROLE_ID, World

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_client_of_the_page_adds_lists_and_fetches(context: Context, world: World) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "docs"}
    exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    client = names["Loopwright"](Client(context, world.cast.rita).http)
    added = client.add_candidate("Dana Reed", ROLE_ID, "first")
    assert client.add_candidate("Dana Reed", ROLE_ID, "first") == added
    assert {person["id"] for person in client.candidates(ROLE_ID)} == {added, world.candidate_id}
    assert client.schedule(world.candidate_id).startswith(b"BEGIN:VCALENDAR")
    with pytest.raises(RuntimeError, match="no published loop"):
        client.add_candidate("Dana Reed", "nobody", "second")
