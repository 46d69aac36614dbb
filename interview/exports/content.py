"""What a document says, as values: the base of every view model, and the versions that it was made from."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field

from interview.domain.base import Value
from interview.exports.document import content_hash
from interview.exports.text import cleaned


class Versions(Value):
    """Of everything behind a document; what does not apply is left out."""

    role: int
    loop: int | None = None
    rubrics: dict[str, int] = Field(default_factory=dict)
    questions: dict[str, int] = Field(default_factory=dict)
    rule: str = ""


class Content(Value):
    """The data of a document. ``schema_version`` rises when a field is renamed, removed or changes its meaning."""

    schema_version: ClassVar[int] = 1

    versions: Versions

    def tidy(self) -> Self:
        """The same with every text fit for every file format."""
        return type(self).model_validate(cleaned(self.model_dump(mode="json")))

    @property
    def hash(self) -> str:
        """Over everything that is shown, but not over who exported it and when."""
        return content_hash(self.model_dump_json())
