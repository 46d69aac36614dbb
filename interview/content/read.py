"""YAML text to plain values, with the line of every field, so that a mistake can be shown where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from interview.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel has it: ten times faster


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: ``data`` as plain Python values, and the lines of its fields."""

    file: str
    data: Any
    lines: dict[tuple[str | int, ...], int]

    def line(self, path: tuple[str | int, ...]) -> int | None:
        """The line of a field, or of the nearest enclosing field that stands in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def error(self, path: tuple[str | int, ...], message: str) -> ContentError:
        """A mistake at ``path``."""
        return ContentError(self.file, self.line(path), dotted(path), message)


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as people write it: ``questions[3].minutes``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def read_yaml(path: Path, shown_as: str) -> tuple[Document | None, tuple[ContentError, ...]]:
    """Read one file. Returns the document, or ``None`` and the mistakes that keep it from being read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return None, (_unreadable(shown_as, error),)
    if root is None:
        return None, (ContentError(shown_as, 1, "", "is empty; fill it or delete it"),)
    lines: dict[tuple[str | int, ...], int] = {}
    mistakes: list[ContentError] = []
    _walk(root, (), shown_as, lines, mistakes)
    if mistakes:
        return None, tuple(mistakes)
    return Document(shown_as, yaml.load(text, Loader=_Loader), lines), ()  # noqa: S506 - _Loader is a safe loader


def _unreadable(file: str, error: OSError | UnicodeDecodeError | yaml.YAMLError) -> ContentError:
    if isinstance(error, UnicodeDecodeError):
        return ContentError(file, None, "", f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
    if isinstance(error, OSError):
        return ContentError(file, None, "", f"can't be read ({error.strerror}); check its name and permissions")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or str(error)
    return ContentError(file, mark.line + 1 if mark else None, "", f"is not YAML: {problem}; mend this line")


def _walk(
    node: yaml.Node,
    path: tuple[str | int, ...],
    file: str,
    lines: dict[tuple[str | int, ...], int],
    mistakes: list[ContentError],
) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:  # YAML itself would silently keep the last one
                mistakes.append(ContentError(file, key.start_mark.line + 1, dotted((*path, name)), "is given twice; keep one"))
            seen.add(name)
            lines[(*path, name)] = key.start_mark.line + 1
            _walk(value, (*path, name), file, lines, mistakes)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*path, index), file, lines, mistakes)


def validate(
    model: type[Model], document: Document, data: Any, at: tuple[str | int, ...] = ()
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
