"""A text box that saves while the person types, a moment after the last key and whenever it loses the focus.

Streamlit's own text area hands its text over only when it is left, so a crash would lose what was typed since. This one sends
its text by itself, repeats that until the server has stored it (a server that is being restarted answers later), and says when
it is saved. With its text it sends what it has seen stored before, so that the server can tell an edit from an overwriting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from interview.ui import session
from interview.ui.texts import _

_HTML = """
<div class="box">
  <label for="text"></label>
  <textarea id="text" rows="3"></textarea>
  <p class="state" role="status"></p>
</div>
"""
_CSS = """
.box { display: flex; flex-direction: column; gap: .3rem; font-family: var(--st-font); color: var(--st-text-color); }
label { font-size: .9rem; font-weight: 500; }
textarea {
  font: inherit; color: inherit; line-height: 1.45; resize: vertical; padding: .55rem .7rem; box-sizing: border-box; width: 100%;
  background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  field-sizing: content; max-height: 60vh;
}
textarea:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
.state { margin: 0; font-size: .8rem; min-height: 1.1em; }
"""
_JS = """
const PAUSE_MS = 700;
const REPEAT_MS = 3000;
const REMEMBERED = 5;
const boxes = new WeakMap();
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const text = parentElement.querySelector("textarea");
  const state = parentElement.querySelector(".state");
  if (!text) return;
  let box = boxes.get(parentElement);
  if (!box) {
    box = { timer: 0, seen: [data.stored], stored: data.stored, sent: data.stored, attempt: 0 };
    boxes.set(parentElement, box);
    text.value = data.stored;
  }
  parentElement.querySelector("label").textContent = data.label;
  text.style.minHeight = `${data.rows * 1.45 + 1.2}em`;
  text.maxLength = data.limit;

  if (box.seen.includes(data.stored)) box.stored = data.stored;
  else if (text.value === box.stored) {  // nothing typed here since: show what another tab saved
    text.value = box.stored = box.sent = data.stored;
    box.seen = [data.stored];
  }
  const later = (pause) => {
    clearTimeout(box.timer);
    box.timer = setTimeout(send, pause);
  };
  const send = () => {
    clearTimeout(box.timer);
    if (text.value === box.stored) return say();
    box.sent = text.value;
    box.attempt += 1;
    setStateValue("edit", { text: text.value, seen: box.seen, attempt: box.attempt });
    box.seen = [...box.seen.filter((one) => one !== text.value), text.value].slice(-REMEMBERED);
    say();
    later(REPEAT_MS);
  };
  const say = () => {
    const saved = text.value === box.stored;
    const waiting = data.held ? data.words.held : box.sent === text.value ? data.words.saving : "";
    state.textContent = saved ? (text.value ? data.words.saved : "") : waiting;
  };
  text.oninput = () => { say(); later(PAUSE_MS); };
  text.onblur = send;
  clearTimeout(box.timer);
  if (text.value !== box.stored && !data.held) later(box.sent === text.value ? REPEAT_MS : PAUSE_MS);
  say();
  return () => clearTimeout(box.timer);
}
"""

_box = st.components.v2.component("loopwright_autosave", html=_HTML, css=_CSS, js=_JS)

_LIMIT = 20_000


def autosaved_text(
    label: str,
    stored: str,
    *,
    key: str,
    on_save: Callable[[str, Sequence[str]], None],
    rows: int = 3,
    held: bool = False,
) -> None:
    """Show a text box with what is stored; ``on_save`` gets the new text and what the box had seen stored before.

    ``key`` must name the text for good (for example scorecard and skill); a new key fills the box afresh. ``held`` says that the
    text could not be stored, so that the box waits for the person instead of repeating itself.
    """

    def sent() -> None:
        edit = session.sent_by_component(key, "edit")
        on_save(str(edit.get("text", "")), [str(one) for one in edit.get("seen", [])])

    words = {"saved": _("Saved"), "saving": _("Saving …"), "held": _("Not saved yet")}
    data = {
        "words": words,
        "label": label,
        "stored": stored,
        "rows": rows,
        "held": held,
        "limit": _LIMIT,
    }
    _box(key=key, data=data, on_edit_change=sent)
