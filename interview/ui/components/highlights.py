"""A job description as it was read, with the words behind the skills marked. Choosing a marked sentence chooses its skill.

The marks are one stop for the Tab key; arrow keys go from mark to mark, Enter or a click chooses. Where a sentence is behind
several skills, choosing it again goes to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import streamlit as st

from interview.domain.role import Quote
from interview.ui import session
from interview.ui.texts import _

_HTML = '<div class="jd" role="region" tabindex="0"></div><p role="status"></p>'
_CSS = """
.jd { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 75vh; overflow-y: auto; padding: .75rem 1rem;
  line-height: 1.5; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); font-size: .95rem;
  font-family: var(--st-font); color: var(--st-text-color); position: relative; }
mark { color: inherit; border-radius: 2px; cursor: pointer;
  background: color-mix(in srgb, var(--st-primary-color) 16%, transparent); }
mark.chosen { background: color-mix(in srgb, #e0a100 45%, transparent); outline: 1px solid currentColor; }
mark:focus-visible, .jd:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
p { margin: .4rem 0 0; font-size: .85rem; font-family: var(--st-font); color: var(--st-text-color); }
.open { text-decoration: underline dotted; text-underline-offset: .2em; }
"""
_JS = """
const boxes = new WeakMap();
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const jd = parentElement.querySelector(".jd");
  if (!jd) return;
  const box = boxes.get(parentElement) ?? { count: 0 };
  boxes.set(parentElement, box);
  const focused = [...jd.querySelectorAll("mark")].indexOf(jd.getRootNode().activeElement);
  const top = jd.scrollTop;
  jd.setAttribute("aria-label", data.label);
  parentElement.querySelector("p").textContent = data.status;
  const marks = [];
  const choose = (skills) => {
    const next = skills[(skills.indexOf(data.chosen) + 1) % skills.length];
    box.count += 1;
    setStateValue("choice", { skill: next, count: box.count });
  };
  jd.replaceChildren(...data.pieces.map((piece) => {
    if (!piece.title) return document.createTextNode(piece.text);
    const node = document.createElement(piece.skills.length ? "mark" : "span");
    node.textContent = piece.text;
    node.title = piece.title;
    if (!piece.skills.length) {
      node.className = "open";
      return node;
    }
    const chosen = piece.skills.includes(data.chosen);
    node.className = chosen ? "chosen" : "";
    node.setAttribute("role", "button");
    node.setAttribute("aria-pressed", chosen);
    node.tabIndex = -1;
    node.onclick = () => choose(piece.skills);
    node.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") choose(piece.skills);
      else if (step) marks[marks.indexOf(node) + step]?.focus();
      else return;
      event.preventDefault();
    };
    marks.push(node);
    return node;
  }));
  const first = marks.find((mark) => mark.className) ?? marks[0];
  if (first) first.tabIndex = 0;
  jd.scrollTop = top;
  if (focused >= 0) marks[focused]?.focus({ preventScroll: true });
  else if (first && box.chosen !== data.chosen) jd.scrollTop = first.offsetTop - jd.clientHeight / 3;
  box.chosen = data.chosen;
}
"""

_box = st.components.v2.component("loopwright_highlights", html=_HTML, css=_CSS, js=_JS)


def highlighted(
    text: str,
    quotes: Mapping[str, Sequence[Quote]],
    names: Mapping[str, str],
    uncovered: Mapping[str, Quote],
    chosen: str | None,
    *,
    key: str,
    on_choose: Callable[[str], None],
) -> None:
    """Show ``text`` with the quotes of every skill (by its id) marked, those of the ``chosen`` one strongly.

    ``names`` are the skills' names, shown when a mark is pointed at. ``uncovered`` are words that no skill stands for, by what
    they name; they are underlined. ``on_choose`` gets the skill whose sentence was chosen.
    """

    def sent() -> None:
        skill = str(session.sent_by_component(key, "choice").get("skill", ""))
        if skill in names:
            on_choose(skill)

    data = {
        "label": _("Job description"),
        "status": _("Marked strongly: {skill}").format(skill=names[chosen]) if chosen else "",
        "chosen": chosen,
        "pieces": _pieces(text, quotes, names, uncovered),
    }
    _box(key=key, data=data, on_choice_change=sent)


def _pieces(
    text: str, quotes: Mapping[str, Sequence[Quote]], names: Mapping[str, str], uncovered: Mapping[str, Quote]
) -> list[dict[str, object]]:
    """The text cut where a quote starts or ends, each piece with the skills behind it and the words to show for it."""
    spans = [(quote.start, quote.end, skill) for skill, group in quotes.items() for quote in group]
    opened = [(quote.start, quote.end, name) for name, quote in uncovered.items()]
    ends = (edge for start, end, _name in (*spans, *opened) for edge in (start, end))
    edges = sorted({edge for edge in ends if 0 <= edge <= len(text)} | {0, len(text)})
    pieces: list[dict[str, object]] = []
    for start, end in pairwise(edges):
        skills = sorted({skill for first, last, skill in spans if first <= start and end <= last}, key=names.__getitem__)
        missing = [name for first, last, name in opened if first <= start and end <= last]
        title = ", ".join(names[skill] for skill in skills)
        if missing and not skills:
            title = _("Not covered: {words}").format(words=", ".join(missing))
        pieces.append({"text": text[start:end], "skills": skills, "title": title})
    return pieces
