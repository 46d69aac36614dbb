"""The interview's clock: how long it has been running and what the plan has for this minute. It never asks the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from interview.ui.texts import _

_HTML = """
<div class="clock"><span class="time" role="timer"></span><span class="now"></span><button type="button"></button></div>
"""
_CSS = """
.clock { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; font-family: var(--st-font);
  color: var(--st-text-color); background: var(--st-secondary-background-color); border-radius: var(--st-base-radius);
  padding: .5rem .8rem; }
.time { font-weight: 600; font-variant-numeric: tabular-nums; }
.now { flex: 1 1 14rem; }
button { font: inherit; color: inherit; background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius); padding: .3rem .8rem; min-height: 2rem; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""
_JS = r"""
export default function (component) {
  const { data, parentElement } = component;
  const [time, now, button] = [".time", ".now", "button"].map((selector) => parentElement.querySelector(selector));
  if (!button) return;
  const filled = (word, values) => data.words[word].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const name = `loopwright-clock-${data.id}`;
  const whole = data.parts.reduce((sum, part) => sum + part.minutes, 0);
  const begun = () => Number(sessionStorage.getItem(name)) || 0;
  const running = () => {
    const elapsed = (Date.now() - data.starts) / 60000;
    return begun() || (data.starts && elapsed >= 0 && elapsed < whole ? data.starts : 0);
  };
  const draw = () => {
    const start = running();
    button.textContent = begun() ? data.words.stop : data.words.start;
    if (!start) { time.textContent = filled("whole", { whole }); now.textContent = data.words.idle; return; }
    const minute = Math.floor((Date.now() - start) / 60000);
    let left = minute;
    const part = data.parts.find((one) => (left -= one.minutes) < 0);
    time.textContent = filled("elapsed", { minute, whole });
    now.textContent = part ? filled("now", { part: part.title, left: -left }) : data.words.over;
  };
  button.onclick = () => {
    if (begun()) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, String(Date.now()));
    draw();
  };
  draw();
  const timer = setInterval(draw, 5000);
  return () => clearInterval(timer);
}
"""

_clock = st.components.v2.component("loopwright_clock", html=_HTML, css=_CSS, js=_JS)


def clock(interview_id: str, starts_at: datetime | None, parts: Sequence[tuple[str, int]]) -> None:
    """Show a clock for ``parts`` (title and minutes, in order); it runs by itself at the scheduled time, or from a press on."""
    starts = int(starts_at.timestamp() * 1000) if starts_at else 0
    rows = [{"title": title, "minutes": minutes} for title, minutes in parts]
    words = {
        "start": _("Start the clock now"),
        "stop": _("Stop the clock"),
        "idle": _("The plan for each minute shows here."),
        "whole": _("{whole} minutes"),
        "elapsed": _("{minute} of {whole} minutes"),
        "now": _("Now: {part} ({left} min left)"),
        "over": _("Time is up: thank the candidate, then write."),
    }
    _clock(key=f"clock-{interview_id}", data={"id": interview_id, "starts": starts, "parts": rows, "words": words})
