"""A browser's half of Streamlit's conversation, without a browser: opens a page, changes widgets, waits for the answer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

_CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Client:
    """One open page. ``elements`` are the widgets of the last full run by label; ``fragments`` the fragments that hold them."""

    socket: ClientConnection
    page: str
    query: str
    elements: dict[str, str] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    received: int = 0
    heading: str = ""

    @classmethod
    async def open(cls, address: str, page: str = "", query: str = "", cookie: str = "") -> Self:
        """Connect and run the page once."""
        headers = {"Cookie": cookie} if cookie else {}
        socket = await connect(
            f"{address.replace('http', 'ws')}/_stcore/stream",
            origin=address,  # type: ignore[arg-type]
            additional_headers=headers,
            max_size=None,
            ping_interval=None,
            compression=None,
        )
        client = cls(socket, page, query)
        await client.run()
        return client

    async def run(self, *states: WidgetState, fragment: str = "") -> None:
        """Run the page, or one fragment of it, with these widgets changed, and wait until it has finished."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = calc_hash(self.page) if self.page else ""
        asked.widget_states.widgets.extend(states)
        asked.fragment_id = fragment
        asked.context_info.timezone, asked.context_info.locale = "Europe/Berlin", "en-GB"
        await self.socket.send(message.SerializeToString())
        await self._answer()

    async def _answer(self) -> None:
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            self.received += len(data)
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._note(answer)
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        shown = getattr(element, element.WhichOneof("type") or "", None)
        if element.WhichOneof("type") == "heading" and shown is not None and shown.tag == "h1":
            self.heading = shown.body
        label = getattr(shown, "label", "") or _label_of_component(shown)
        identity = getattr(shown, "id", "")
        if label and identity:
            self.elements[label] = identity
            self.fragments[label] = answer.delta.fragment_id

    def labelled(self, start: str) -> list[str]:
        """The labels that begin so, in the order of the page."""
        return [label for label in self.elements if label.startswith(start)]

    async def close(self) -> None:
        """Hang up."""
        await self.socket.close()


def _label_of_component(shown: Any) -> str:
    try:
        return str(json.loads(shown.json).get("label", ""))
    except (AttributeError, ValueError):
        return ""


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _CLOCK_TICKS


def megabytes(pid: int) -> float:
    """What a process holds in memory that is its own (private and shared pages counted fully)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which ``share`` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
