"""Documents as values: the same text is read once, since pages draw the same roles, loops and questions again and again.

For frozen values without anything about candidates; a text that is erased must not live on here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar, cast

from interview.domain.base import Value

V = TypeVar("V", bound=Value)


def parsed(kind: type[V], text: str) -> V:
    """The value that ``text`` (JSON) describes."""
    return cast("V", _parsed(kind, text))


@lru_cache(maxsize=256)
def _parsed(kind: type[Value], text: str) -> Value:
    return kind.model_validate_json(text)
