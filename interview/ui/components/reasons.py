"""The planner's reasons with names in the place of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from interview.planning.plan import Reason


def in_words(reason: Reason, names: Mapping[str, Mapping[str, str]]) -> str:
    """The sentence with the ids that its facts speak of replaced. ``names``: by kind of fact, names by id.

    One id may be a skill's and a stage's: the word before it decides, and without one the order of ``names``.
    """
    told = {(kind, name) for kind, _, name in (fact.partition(":") for fact in reason.facts) if name}
    text = reason.text
    for kind, by_id in names.items():
        for name in sorted(by_id, key=len, reverse=True):
            text = re.sub(rf"\b({kind}) {re.escape(name)}(?![\w-])", rf"\1 “{_safe(by_id[name])}”", text, flags=re.IGNORECASE)
    for kind, by_id in names.items():
        for name in sorted({one for other, one in told if other in {kind, "lock"}} & set(by_id), key=len, reverse=True):
            text = re.sub(rf"(?<![\w“-]){re.escape(name)}(?![\w”-])", f"“{_safe(by_id[name])}”", text)
    return text


def _safe(name: str) -> str:
    return name.replace("\\", r"\\")


def sentences(reasons: Iterable[Reason], names: Mapping[str, Mapping[str, str]]) -> str:
    """All reasons as a list in Markdown, each once."""
    return "\n".join(dict.fromkeys(f"- {in_words(reason, names)}" for reason in reasons))
