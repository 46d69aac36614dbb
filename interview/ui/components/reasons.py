"""The planner's reasons with names in the place of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from interview.planning.plan import Reason
from interview.ui.texts import _

Names = Mapping[str, Mapping[str, str]]
"""By kind of fact, names by id."""


def in_words(reason: Reason, names: Names) -> str:
    """The sentence with the ids that its facts speak of replaced, and what would help."""
    text = _named(reason.text, reason, names)
    if not reason.remedies:
        return text
    helps = "; ".join(_named(remedy, reason, names) for remedy in reason.remedies)
    return f"{text} {_('Would help: {remedies}.').format(remedies=helps)}"


def sentences(reasons: Iterable[Reason], names: Names, *, remedies: bool = True) -> str:
    """All reasons as a list in Markdown, each once."""
    told = [reason if remedies else reason.model_copy(update={"remedies": ()}) for reason in reasons]
    return "\n".join(dict.fromkeys(f"- {in_words(reason, names)}" for reason in told))


def _named(text: str, reason: Reason, names: Names) -> str:
    """One id may be a skill's and a stage's: the word before it decides, and without one the order of ``names``."""
    told = {(kind, name) for kind, _sep, name in (fact.partition(":") for fact in reason.facts) if name}
    for kind, by_id in names.items():
        mentioned = [name for name in by_id if name in text]
        for name in sorted(mentioned, key=len, reverse=True):
            text = re.sub(rf"\b({kind}) {re.escape(name)}(?![\w-])", rf"\1 “{_safe(by_id[name])}”", text, flags=re.IGNORECASE)
    for kind, by_id in names.items():
        for name in sorted({one for other, one in told if other in {kind, "lock"}} & set(by_id), key=len, reverse=True):
            text = re.sub(rf"(?<![\w“-]){re.escape(name)}(?![\w”-])", f"“{_safe(by_id[name])}”", text)
    return text


def _safe(name: str) -> str:
    return name.replace("\\", r"\\")
