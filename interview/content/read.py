"""YAML text to plain values, with the line of every field, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from interview.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)
FieldPath = tuple[str | int, ...]

MOST_CHARACTERS, DEEPEST = 100_000, 20
"""Of a text that somebody types: far more than any question needs."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # libyaml where the wheel has it: ten times faster
    """A safe loader that refuses a key given twice; YAML itself would silently keep the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"'{key.value}' is given twice in one place", problem_mark=key.start_mark)
            seen.add(key.value)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return made


@dataclass(frozen=True)
class Document:
    """One YAML file: ``data`` as plain Python values, and the lines of its fields (worked out only when a mistake needs one)."""

    file: str
    text: str
    data: Any

    @cached_property
    def _lines(self) -> dict[FieldPath, int]:
        lines: dict[FieldPath, int] = {}
        root = yaml.compose(self.text, Loader=_Loader)
        if root is not None:
            _walk(root, (), lines)
        return lines

    def line(self, path: FieldPath) -> int | None:
        """The line of a field, or of the nearest enclosing field that stands in the file."""
        return next((self._lines[path[:length]] for length in range(len(path), -1, -1) if path[:length] in self._lines), None)

    def error(self, path: FieldPath, message: str) -> ContentError:
        """A mistake at ``path``."""
        return ContentError(self.file, self.line(path), dotted(path), message)


def dotted(path: FieldPath) -> str:
    """A path as people write it: ``questions[3].minutes``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def read_yaml(path: Path, shown_as: str) -> tuple[Document | None, tuple[ContentError, ...]]:
    """Read one file. Returns the document, or ``None`` and the mistake that keeps it from being read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return None, (_unreadable(shown_as, error),)
    return _parsed(text, shown_as)


def parse_yaml(text: str, shown_as: str) -> tuple[Document | None, tuple[ContentError, ...]]:
    """Read a text that somebody typed. Returns the document, or ``None`` and the mistake that keeps it from it.

    Unlike a file of the installation's own it is looked through first: a text nested thousands deep ends the whole process, and
    ten lines of references stand for thousands of millions of entries.
    """
    if len(text) > MOST_CHARACTERS:
        return None, (ContentError(shown_as, None, "", f"is longer than {MOST_CHARACTERS} characters; shorten it"),)
    try:
        wild = _wild(text)
    except yaml.YAMLError as error:
        return None, (_unreadable(shown_as, error),)
    if wild is not None:
        message = f"is nested more than {DEEPEST} deep, or refers to another place with * or &; write it out"
        return None, (ContentError(shown_as, wild, "", message),)
    return _parsed(text, shown_as)


def _wild(text: str) -> int | None:
    """The first line of a text that is too deep or refers to another place; the events come one by one, whatever is in it."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def _parsed(text: str, shown_as: str) -> tuple[Document | None, tuple[ContentError, ...]]:
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except yaml.YAMLError as error:
        return None, (_unreadable(shown_as, error),)
    if data is None:
        return None, (ContentError(shown_as, 1, "", "is empty; fill it or delete it"),)
    return Document(shown_as, text, data), ()


def _unreadable(file: str, error: OSError | UnicodeDecodeError | yaml.YAMLError) -> ContentError:
    if isinstance(error, UnicodeDecodeError):
        return ContentError(file, None, "", f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
    if isinstance(error, OSError):
        return ContentError(file, None, "", f"can't be read ({error.strerror}); check its name and permissions")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or str(error)
    return ContentError(file, mark.line + 1 if mark else None, "", f"is not YAML: {problem}; mend this line")


def _walk(node: yaml.Node, path: FieldPath, lines: dict[FieldPath, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*path, str(key.value))] = key.start_mark.line + 1
            _walk(value, (*path, str(key.value)), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*path, index), lines)


def validate(
    model: type[Model], document: Document, data: Any, at: FieldPath = ()
) -> tuple[Model | None, tuple[ContentError, ...]]:
    """Make a domain value of ``data``, which stands at path ``at`` of the document. Returns every mistake, not only the first."""
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(document.error((*at, *problem["loc"]), _sentence(problem)) for problem in error.errors())


def _sentence(problem: Any) -> str:
    match problem["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return "is not a field here; check its spelling"
        case "value_error":
            return str(problem["ctx"]["error"])
        case _:
            shown = repr(problem.get("input"))
            return f"{problem['msg'][0].lower()}{problem['msg'][1:]} (found {shown if len(shown) < 60 else shown[:57] + '...'})"
