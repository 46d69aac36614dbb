"""``interview intake``: read a job description, or a whole folder of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from interview.cli.output import AsJson, print_json
from interview.content.catalogue import load_skills
from interview.domain.skill import Skill
from interview.errors import ContentError, ContentInvalid, LoopwrightError, NotFound, Unreadable
from interview.intake.draft import draft_role
from interview.intake.read import MAX_BYTES, read_document
from interview.intake.role_draft import RoleDraft
from interview.settings import load_settings

_ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".pdf"}


def intake(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A job description, '-' for standard input, or a folder of them.")],
    as_json: AsJson = False,
    as_text: Annotated[bool, typer.Option("--text", help="Print the text that was read, which all offsets refer to.")] = False,
) -> None:
    """Read a job description: its skills with the words behind them, its facts, and what the banks do not cover."""
    path = Path(file)
    if file != "-" and path.is_dir():
        _read_folder(path, as_json=as_json)
        return
    name = "standard input" if file == "-" else path.name
    text = read_document(_bytes_of(file), name)
    if as_text:
        sys.stdout.write(text)
        return
    draft = _drafted(text, name)
    if as_json:
        print_json(draft.model_dump(mode="json"))
    else:
        _print_draft(draft)


def _drafted(text: str, name: str) -> RoleDraft:
    try:
        return draft_role(text, _skills())
    except Unreadable as refused:
        raise Unreadable(f"{name}: {refused}") from None


def _skills() -> tuple[Skill, ...]:
    content = load_settings().content_dir
    skills, errors = load_skills(content)
    if not skills and not errors:
        errors = (ContentError(str(content), None, "", "holds no skills; name the folder that holds the content"),)
    if errors:
        raise ContentInvalid(errors)
    return tuple(skills.values())


def _bytes_of(file: str) -> bytes:
    """The bytes of a file or of standard input: one more than may be read, so that too much is noticed but not held."""
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"{file}: does not exist; name a file, a folder or '-'") from None
    except OSError as error:
        raise Unreadable(f"{file}: can't be opened ({error.strerror}); check its permissions") from None


def _print_draft(draft: RoleDraft) -> None:
    years = (
        "" if draft.years_min is None else f", {draft.years_min}{'+' if draft.years_max is None else f'-{draft.years_max}'} years"
    )
    print(f"{draft.title or '(no title)'} [{draft.level or 'level unknown'}, by {draft.level_basis}{years}]")
    if draft.salary:
        low, high = (f"{value:,.0f}" if value is not None else "?" for value in (draft.salary.min, draft.salary.max))
        print(f"{low} - {high} {draft.salary.currency} a {draft.salary.period}")
    for skill in draft.skills:
        print(f"\n{skill.id:18} {skill.kind.value} {skill.importance.value:9} weight {skill.weight:2} level {skill.target_level}")
        for quote in skill.evidence:
            print(f"    {quote.start}-{quote.end}: {' '.join(quote.quote.split())}")
    for heading, entries in (
        ("To be confirmed", [s.id for s in draft.suggested]),
        ("Not covered", [u.text for u in draft.uncovered]),
    ):
        if entries:
            print(f"\n{heading}:")
            print("\n".join(f"    {entry}" for entry in entries))
    for warning in draft.warnings:
        print(f"\nNote: {warning}")


def _read_folder(folder: Path, *, as_json: bool) -> None:
    """One table for a folder: a line a file, refusals as sentences on standard error. Exit code 1 where a file was refused."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file())
    if not files:
        raise NotFound(f"{folder}: holds no job descriptions; their endings are {', '.join(sorted(_ENDINGS))}")
    skills = _skills()
    rows: list[dict[str, object]] = []
    refused = []
    with typer.progressbar(files, label="Reading", file=sys.stderr) as bar:
        for path in bar:
            try:
                rows.append(_row(path.name, draft_role(read_document(_bytes_of(str(path)), path.name), skills)))
            except LoopwrightError as error:
                sentence = str(error)
                refused.append(sentence if sentence.startswith(path.name) else f"{path.name}: {sentence}")
    if as_json:
        print_json({"files": rows, "refused": refused})
    else:
        print("\t".join(("file", "title", "level", "years_min", "required", "preferred", "unclear", "uncovered", "language")))
        for row in rows:
            print(
                "\t".join(
                    ", ".join(value) if isinstance(value, list) else "" if value is None else str(value) for value in row.values()
                )
            )
    for sentence in refused:
        print(f"interview: {sentence}", file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _row(name: str, draft: RoleDraft) -> dict[str, object]:
    by_importance = {
        importance: [skill.id for skill in draft.skills if skill.importance.value == importance]
        for importance in ("required", "preferred", "unclear")
    }
    return {
        "file": name,
        "title": draft.title,
        "level": draft.level,
        "years_min": draft.years_min,
        **by_importance,
        "uncovered": [entry.text for entry in draft.uncovered],
        "language": draft.language,
    }
