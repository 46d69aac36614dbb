"""A text box that saves while the person types, one second after the last key and whenever it loses the focus.

Streamlit's own text area hands its text over only when it is left, so a crash would lose what was typed since. This one sends
its text by itself and marks what has not been taken over yet.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interview.ui import session

_HTML = """
<div class="box">
  <label for="text"></label>
  <textarea id="text" rows="3"></textarea>
  <p class="state" aria-live="polite"></p>
</div>
"""
_CSS = """
.box { display: flex; flex-direction: column; gap: .3rem; font-family: var(--st-font); color: var(--st-text-color); }
label { font-size: .9rem; font-weight: 500; }
textarea {
  font: inherit; color: inherit; line-height: 1.45; resize: vertical; padding: .55rem .7rem; box-sizing: border-box; width: 100%;
  background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
}
textarea:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
textarea:disabled { background: var(--st-secondary-background-color); }
.state { margin: 0; font-size: .8rem; min-height: 1.1em; opacity: .8; }
"""
_JS = """
const PAUSE_MS = 700;
const boxes = new WeakMap();
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const text = parentElement.querySelector("textarea");
  const label = parentElement.querySelector("label");
  const state = parentElement.querySelector(".state");
  if (!text) return;
  let box = boxes.get(parentElement);
  if (!box) {
    box = { timer: 0, sent: data.value ?? "" };
    boxes.set(parentElement, box);
    text.value = box.sent;
  }
  label.textContent = data.label;
  text.rows = data.rows;
  text.disabled = data.disabled;
  text.placeholder = data.placeholder ?? "";
  text.maxLength = data.max;
  const send = () => {
    clearTimeout(box.timer);
    if (text.value === box.sent) return;
    box.sent = text.value;
    state.textContent = "Saving …";
    setStateValue("text", text.value);
  };
  text.oninput = () => {
    state.textContent = "";
    clearTimeout(box.timer);
    box.timer = setTimeout(send, PAUSE_MS);
  };
  text.onblur = send;
  if (data.stored === text.value && text.value !== "" && !data.disabled) state.textContent = "Saved";
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
    on_save: Callable[[str], None],
    rows: int = 3,
    placeholder: str = "",
    disabled: bool = False,
) -> None:
    """Show a text box with what is stored; ``on_save`` gets the new text about a second after the last key.

    ``key`` must name the text for good (for example scorecard and skill). A new key loads ``stored`` afresh.
    """

    def taken() -> None:
        on_save(session.component_value(key, "text"))

    _box(
        key=key,
        data={
            "label": label,
            "value": stored,
            "stored": stored,
            "rows": rows,
            "placeholder": placeholder,
            "disabled": disabled,
            "max": _LIMIT,
        },
        on_text_change=taken,
    )
