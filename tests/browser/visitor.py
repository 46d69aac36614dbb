"""What a person does in the browser, in words; every step waits for the page to be ready, never for a fixed time."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, WebSocket
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PASSWORD = "correct horse battery"


class Conversation:
    """What a page and the server are saying to each other, so that a test waits for an answer instead of for a while."""

    def __init__(self, page: Page) -> None:
        self.awaits_answer = False
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self.awaits_answer = False
        socket.on("framesent", self._asked)
        socket.on("framereceived", self._answered)
        socket.on("close", self._ended)

    def _asked(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.awaits_answer = True

    def _answered(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "script_finished":
                self.awaits_answer = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _ended(self, _socket: WebSocket) -> None:
        self.awaits_answer = False


class Visitor:
    """One person with one browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self._conversation = Conversation(page)

    def visit(self, path: str) -> None:
        """Open an address of the application."""
        self.page.goto(path if path.startswith("http") else self.address + path)

    def settle(self) -> None:
        """Wait until the script has run and the page shows its result."""
        self.page.wait_for_timeout(60)  # a press becomes a question to the server
        for _ in range(3000):  # a minute; a passing test never waits that long
            if not self._conversation.awaits_answer:
                break
            self.page.wait_for_timeout(20)
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    def sees(self, text: str) -> None:
        """Wait for a text."""
        self.page.get_by_text(text).first.wait_for()

    def pairs(self, one: Locator, other: Locator) -> int:
        """Wait until as many of ``one`` as of ``other`` are there, and at least one: widgets appear as their code is loaded."""
        for _ in range(240):
            if 0 < one.count() == other.count():
                break
            self.page.wait_for_timeout(250)
        self.settle()
        assert 0 < one.count() == other.count()
        return one.count()

    def heading(self, name: str) -> None:
        """Wait for a page or a section."""
        self.page.get_by_role("heading", name=name).first.wait_for()
        self.settle()

    def click(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=name).first.click()
        self.settle()

    def fill(self, label: str, text: str, *, exact: bool = False) -> None:
        """Type into a text field and leave it."""
        field = self.page.get_by_role("textbox", name=label, exact=exact).first
        field.fill(text)
        field.blur()
        self.settle()

    def number(self, label: str, value: int) -> None:
        """Type into a number field."""
        field = self.page.get_by_label(label).first
        field.fill(str(value))
        field.blur()
        self.settle()

    def choose(self, box: str, option: str, *, within: Locator | None = None) -> None:
        """Pick an entry of a box that takes several: type its name, press Enter, see it taken over."""
        field = (within or self.page).get_by_role("combobox", name=box).first
        taken = self.page.get_by_test_id("stMultiSelect").get_by_text(option, exact=True).locator("visible=true")
        for _ in range(3):  # a rerun that ends while the list is open closes the list again
            field.click()
            field.fill(option)
            self.page.keyboard.press("Enter")
            try:
                taken.first.wait_for(timeout=3000)
                break
            except PlaywrightTimeoutError:
                self.settle()
        self.page.keyboard.press("Escape")
        self.settle()

    def pick(self, group: str, option: str) -> None:
        """Pick one of the segments of a group."""
        self.group(group).get_by_text(option, exact=True).click()
        self.settle()

    def group(self, name: str) -> Locator:
        """A group of segments, by its label."""
        return self.page.get_by_role("radiogroup", name=name)

    def unfold(self, title: str) -> None:
        """Open a folded section if it is closed."""
        section = self.page.get_by_test_id("stExpander").filter(has_text=title).first
        section.locator("summary, [aria-expanded]").first.wait_for()
        self.settle()
        if section.locator("details[open], [aria-expanded=true]").count() == 0:
            section.locator("summary, [aria-expanded]").first.click()
            section.locator("details[open], [aria-expanded=true]").first.wait_for()
            self.rest(section)
        self.settle()

    def rest(self, part: Locator) -> None:
        """Wait until a part of the page neither moves nor grows: a press on something that moves away is lost."""
        before, now = None, part.bounding_box()
        while now != before:
            self.page.wait_for_timeout(100)
            before, now = now, part.bounding_box()

    def create_administrator(self, setup_url: str) -> None:
        """Be the first administrator of a fresh installation."""
        self.visit(setup_url)
        for label, text in (("Your name", "Ada Admin"), ("E-mail", "ada@example.com"), ("Password", PASSWORD)):
            self.page.get_by_label(label).fill(text)
        self.page.get_by_role("button", name="Create the administrator").click()
        self.heading("Hello Ada Admin")

    def set_password(self, link: str) -> None:
        """Use a one-time link."""
        self.visit(link)
        self.page.get_by_label("New password").fill(PASSWORD)
        self.page.get_by_role("button", name="Save and sign in").click()
        self.heading("Hello")

    def add_person(self, name: str) -> str:
        """As an administrator, add an interviewer; returns the path of their one-time link."""
        self.unfold("Add a person")
        self.fill("Name", name, exact=True)
        self.fill("E-mail", f"{name.split(maxsplit=1)[0].lower()}@example.com")
        self.click("Add person")
        self.sees(f"Send {name} this link")
        link = self.page.get_by_test_id("stCode").first.inner_text().strip()
        self.click("I have sent it")
        return "/" + link.split("/", 3)[3]
