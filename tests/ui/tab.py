"""A browser tab without a browser: the real pages, run in this process by Streamlit's own test harness."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from google.protobuf.text_format import MessageToString
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node
from streamlit.util import calc_hash

from interview.ui.application import SCRIPT

SECONDS = 30


@dataclass
class Cookie:
    """The session cookie of the tab whose script runs: Streamlit's harness has no cookies."""

    token: str | None = None


@dataclass
class Tab:
    """One tab of one person. Methods that act run the page once more, as a click does, and hand back the tab."""

    cookie: Cookie
    token: str | None
    app: AppTest = field(default_factory=lambda: AppTest.from_file(str(SCRIPT), default_timeout=SECONDS))

    def open(self, page: str = "", **parameters: str) -> Tab:
        """Go to an address, in a fresh tab like somebody who follows a link from a mail."""
        self.app = AppTest.from_file(str(SCRIPT), default_timeout=SECONDS)
        self.app._page_hash = calc_hash(page) if page else ""
        for name, value in parameters.items():
            self.app.query_params[name] = value
        return self.run()

    def run(self) -> Tab:
        """Run the page; what it raised would be a bug."""
        self.cookie.token = self.token
        self.app.run()
        assert not self.app.exception
        return self

    def press(self, label: str, at: int = 0) -> Tab:
        """Press the button with this label."""
        self._one(self.app.button, label, at).click()
        return self.run()

    def pick(self, label: str, option: str) -> Tab:
        """Open the menu with this label and press one of its options."""
        self._one(self.app.menu_button, label, 0).click(option)
        return self.run()

    def choose(self, label: str, value: Any, at: int = 0) -> Tab:
        """Choose in whatever has this label: a box, segments, pills, a radio group, a list."""
        a = self.app
        for kind in (a.segmented_control, a.pills, a.selectbox, a.radio, a.multiselect, a.checkbox, a.number_input):
            if any(widget.label == label for widget in kind):
                self._one(kind, label, at).set_value(value)
                return self.run()
        raise AssertionError(f"nothing to choose is called {label!r}")

    def fill(self, label: str, text: str, at: int = 0) -> Tab:
        """Fill an ordinary text field."""
        fields = [*self.app.text_input, *self.app.text_area]
        self._one(fields, label, at).set_value(text)
        return self.run()

    def enter(self, label: str, value: Any, at: int = 0) -> Tab:
        """Enter something in a form: nothing is sent before its button is pressed."""
        a = self.app
        choices = (a.segmented_control, a.pills, a.selectbox, a.radio, a.multiselect, a.checkbox)
        kinds = (a.text_input, a.text_area, a.number_input, *choices)
        for kind in kinds:
            found = [widget for widget in kind if widget.label == label]
            if found:
                found[at].set_value(value)
                return self
        raise AssertionError(f"nothing to fill in is called {label!r}")

    def unfold(self, key: str) -> Tab:
        """Open the folded section with this key."""
        self.app.session_state[key] = True
        return self.run()

    def component(self, label: str) -> tuple[str, dict[str, Any]]:
        """The id and the data of the text box of ours with this label."""
        for node in self.nodes():
            if node.type == "bidi_component":
                data = json.loads(node.proto.json)
                if data.get("label") == label:
                    return node.proto.id, data
        raise AssertionError(f"no text box is called {label!r}")

    def write(self, label: str, text: str) -> Tab:
        """Type into a text box of ours, which saves by itself."""
        _, data = self.component(label)
        return self.send(label, {"edit": {"text": text, "seen": [data["stored"]]}})

    def send(self, label: str, values: dict[str, Any]) -> Tab:
        """Deliver what a component of ours would send."""
        identity, _ = self.component(label)
        states = self.app._tree.get_widget_states()
        states.widgets.append(WidgetState(id=identity, json_value=json.dumps(values)))
        self.cookie.token = self.token
        self.app._run(states)
        assert not self.app.exception
        return self

    def nodes(self) -> Iterator[Any]:
        """Everything on the page, in order."""
        yield from _walk(self.app._tree)

    @property
    def title(self) -> str:
        """The page's title, empty where none was shown."""
        return str(self.app.title[0].value) if self.app.title else ""

    @property
    def texts(self) -> list[str]:
        """What is shown exactly as somebody typed it."""
        return [str(text.value) for text in self.app.text]

    @property
    def errors(self) -> list[str]:
        """The refusals on the page."""
        return [str(error.value) for error in self.app.error]

    @property
    def everything(self) -> str:
        """All that was sent to the browser, for finding out what must not be in it."""
        protos = [node.proto for node in self.nodes() if isinstance(getattr(node, "proto", None), Message)]
        return "\n".join(MessageToString(proto, as_utf8=True) for proto in protos).replace("\\'", "'")

    @property
    def links(self) -> dict[str, str]:
        """Labels of links between pages, with the page and its parameters."""
        protos = [node.proto for node in self.nodes() if node.type == "page_link"]
        return {proto.label: f"{proto.page}?{proto.query_string}".rstrip("?") for proto in protos}

    @property
    def buttons(self) -> list[str]:
        """The labels of all buttons."""
        return [str(button.label) for button in self.app.button]

    @property
    def pages(self) -> list[str]:
        """The addresses that were registered for this person; the first is the start page."""
        return [str(page["url_pathname"]) for page in self.app._registered_pages.values()]

    def _one(self, widgets: Any, label: str, at: int) -> Any:
        found = [widget for widget in widgets if widget.label == label]
        assert found, f"nothing is called {label!r} among {[widget.label for widget in widgets]}"
        return found[at]


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _walk(child)
