"""The one exception tree, and mistakes in people's files as values.

A mistake in a file is a :class:`ContentError` value, so that all of them can be shown at once. Misuse (an unknown role, a
forbidden action, a submit that came too late) is an exception of this tree, and ``str(error)`` is a sentence for people: what is
wrong, where, and what to do. Anything else that escapes is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass


class LoopwrightError(Exception):
    """Base of everything that a person can cause and put right; its text is shown as it stands."""


class Invalid(LoopwrightError):
    """What was given can't be used; the sentence says what to change."""


class NotFound(LoopwrightError):
    """Something that was named does not exist, or is not visible to the person who asked."""


class Forbidden(LoopwrightError):
    """The person may not do this; the sentence names the missing permission or the rule."""


class Conflict(LoopwrightError):
    """Somebody (or another tab) changed the same thing first; nothing was overwritten."""


class Unreadable(LoopwrightError):
    """A file can't be read as what it should be; the sentence names the file and the remedy."""


@dataclass(frozen=True, slots=True, order=True)
class ContentError:
    """One mistake in a file that a person wrote.

    ``line`` counts from 1 and is ``None`` where a mistake has no line (a missing file); ``field`` is a dotted path such as
    ``questions[3].minutes``; ``message`` says what is wrong and what to do.
    """

    file: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class ContentInvalid(LoopwrightError):
    """Raised where content with mistakes would have to be used; carries every mistake found."""

    def __init__(self, errors: tuple[ContentError, ...]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))
