"""What every domain value shares: immutable, strict about unknown fields, comparable by content."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Value(BaseModel):
    """A frozen value. Unknown fields are refused, since a misspelt field in a file must not be silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A stable id in files and addresses: lower-case words joined by hyphens, e.g. ``system-design``."""

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Text for people that may not be empty."""
