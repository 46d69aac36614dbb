"""The catalogue: every skill, rubric, question, role profile and loop template that people wrote, cross-checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interview.content.read import Document, FieldPath, read_yaml, validate
from interview.domain.loop import LoopTemplate
from interview.domain.question import Question, QuestionStatus
from interview.domain.role import Role
from interview.domain.rubric import Rubric
from interview.domain.skill import Skill
from interview.errors import ContentError, ContentInvalid


@dataclass(frozen=True)
class Catalogue:
    """Content by id, and where it stood.

    Dictionaries keep the alphabetical order of the files, so that nothing depends on the file system. ``documents`` and
    ``places`` (the path of each question within its file) serve to show a mistake with its line.
    """

    skills: dict[str, Skill] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    loops: dict[str, LoopTemplate] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict, repr=False)
    places: dict[str, FieldPath] = field(default_factory=dict, repr=False)

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.documents)

    def question_error(self, question: Question, path: FieldPath, message: str) -> ContentError:
        """A mistake in a question, at ``path`` within it."""
        document = self.documents[f"question_banks/{question.skill_id}.yaml"]
        return document.error((*self.places[question.id], *path), message)

    def adopt(self, changed: Iterable[Question]) -> None:
        """Put newer texts of questions in place, for everybody who holds this catalogue; a text older than the known one is left.

        The one thing in a catalogue that changes while the program runs: what a company approved holds from the next look on.
        """
        newer = {
            question.id: question
            for question in changed
            if question.id not in self.questions or question.version >= self.questions[question.id].version
        }
        if any(self.questions.get(name) != question for name, question in newer.items()):
            # One assignment, since other threads may be reading the dictionary that was there before.
            object.__setattr__(self, "questions", {**self.questions, **newer})

    def questions_for(self, skill_id: str) -> tuple[Question, ...]:
        """The active questions of one skill."""
        return tuple(
            question
            for question in self.questions.values()
            if question.skill_id == skill_id and question.status is QuestionStatus.ACTIVE
        )


@dataclass
class _Reading:
    """What has been read so far, and where it stood."""

    root: Path
    errors: list[ContentError] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    places: dict[str, FieldPath] = field(default_factory=dict)

    def documents_in(self, folder: str) -> list[Document]:
        found = []
        for path in sorted((self.root / folder).glob("*.yaml")):
            document, errors = read_yaml(path, f"{folder}/{path.name}")
            self.errors.extend(errors)
            if document is not None and not isinstance(document.data, dict):
                self.errors.append(document.error((), "must be a mapping of fields; see the other files in this folder"))
            elif document is not None:
                self.documents[document.file] = document
                found.append(document)
        return found


def load_catalogue(root: Path) -> tuple[Catalogue, tuple[ContentError, ...]]:
    """Read all content below ``root``. Returns what could be read and every mistake that was found, in file order."""
    reading = _Reading(root)
    if not (root / "skills").is_dir():
        return Catalogue(), (
            ContentError(str(root), None, "", "holds no folder 'skills'; name the folder that holds the content"),
        )
    skills = _read_models(reading, "skills", Skill)
    rubrics = {rubric.skill_id: rubric for rubric in _read_rubrics(reading)}
    questions = _read_banks(reading)
    roles = _read_models(reading, "roles", Role)
    loops = _read_models(reading, "loops", LoopTemplate)
    catalogue = Catalogue(skills, rubrics, questions, roles, loops, reading.documents, reading.places)
    reading.errors.extend(_dangling(catalogue))
    return catalogue, in_file_order(reading.errors)


def in_file_order(errors: Iterable[ContentError]) -> tuple[ContentError, ...]:
    """Mistakes in the order in which a person meets them."""
    return tuple(sorted(errors, key=lambda error: (error.file, error.line or 0, error.field, error.message)))


def require_catalogue(root: Path) -> Catalogue:
    """The catalogue, or :class:`~interview.errors.ContentInvalid` with every mistake."""
    catalogue, errors = load_catalogue(root)
    if errors:
        raise ContentInvalid(errors)
    return catalogue


def load_skills(root: Path) -> tuple[dict[str, Skill], tuple[ContentError, ...]]:
    """The skills alone, without rubrics and banks: all that reading a job description needs."""
    reading = _Reading(root)
    return _read_models(reading, "skills", Skill), tuple(reading.errors)


def _read_models(reading: _Reading, folder: str, model: type[Any]) -> dict[str, Any]:
    found = {}
    for document in reading.documents_in(folder):
        value, errors = validate(model, document, document.data)
        reading.errors.extend(errors)
        if value is None:
            continue
        if value.id != Path(document.file).stem:
            reading.errors.append(
                document.error(("id",), f"is '{value.id}', but the file is named otherwise; make them the same")
            )
            continue
        found[value.id] = value
    return found


def _read_rubrics(reading: _Reading) -> list[Rubric]:
    found = []
    for document in reading.documents_in("rubrics"):
        rubric, errors = validate(Rubric, document, document.data)
        reading.errors.extend(errors)
        if rubric is not None:
            misnamed = _misnamed(document, rubric.skill_id)
            reading.errors.extend(misnamed)
            found.extend([] if misnamed else [rubric])
    return found


def _read_banks(reading: _Reading) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for document in reading.documents_in("question_banks"):
        skill_id = document.data.get("skill_id")
        if misnamed := _misnamed(document, skill_id):
            reading.errors.extend(misnamed)
            continue
        for extra in sorted(set(document.data) - {"skill_id", "questions"}):
            reading.errors.append(document.error((extra,), "is not a field here; check its spelling"))
        entries = document.data.get("questions")
        if not isinstance(entries, list) or not entries:
            reading.errors.append(document.error(("questions",), "must be a list with at least one question"))
            continue
        for index, entry in enumerate(entries):
            data = {"skill_id": skill_id, **entry} if isinstance(entry, dict) else entry
            question, errors = validate(Question, document, data, ("questions", index))
            reading.errors.extend(errors)
            if question is None:
                continue
            if question.id in found:
                reading.errors.append(
                    document.error(("questions", index, "id"), f"'{question.id}' is used by another question; choose a new one")
                )
            found[question.id] = question
            reading.places[question.id] = ("questions", index)
    return found


def _misnamed(document: Document, skill_id: object) -> list[ContentError]:
    if skill_id == Path(document.file).stem:
        return []
    return [document.error(("skill_id",), f"is {skill_id!r}, but the file is named otherwise; make them the same")]


def _dangling(catalogue: Catalogue) -> list[ContentError]:
    """References to things that do not exist."""
    skills, documents = catalogue.skills, catalogue.documents
    banks = {question.skill_id for question in catalogue.questions.values()}
    errors = [
        documents[f"skills/{skill_id}.yaml"].error(("id",), f"has no file {folder}/{skill_id}.yaml; add one")
        for skill_id in skills
        for folder, held in (("rubrics", catalogue.rubrics), ("question_banks", banks))
        if skill_id not in held
    ]

    def missing(skill_id: str) -> str:
        return f"names the skill '{skill_id}', which has no file in skills/"

    for rubric in catalogue.rubrics.values():
        document = documents[f"rubrics/{rubric.skill_id}.yaml"]
        named: list[tuple[FieldPath, str]] = [(("skill_id",), rubric.skill_id)]
        named += [(("neighbours", index, "skill"), neighbour.skill) for index, neighbour in enumerate(rubric.neighbours)]
        errors += [document.error(path, missing(skill_id)) for path, skill_id in named if skill_id not in skills]
    errors += [documents[f"question_banks/{bank}.yaml"].error(("skill_id",), missing(bank)) for bank in banks - set(skills)]
    for question in catalogue.questions.values():
        second = question.secondary_skill_id
        if second is not None and second not in skills:
            errors.append(catalogue.question_error(question, ("secondary_skill_id",), missing(second)))
    for role in catalogue.roles.values():
        errors += _dangling_in_role(role, documents[f"roles/{role.id}.yaml"], catalogue)
    return errors


def _dangling_in_role(role: Role, document: Document, catalogue: Catalogue) -> list[ContentError]:
    errors = []
    own = {skill.skill_id for skill in role.skills}
    for index, skill in enumerate(role.skills):
        if skill.skill_id not in catalogue.skills:
            errors.append(
                document.error(("skills", index, "skill_id"), f"names the skill '{skill.skill_id}', which has no file in skills/")
            )
    for field_name in ("primary_responsibilities", "secondary_responsibilities", "hard_skills", "soft_skills"):
        for index, bullet in enumerate(getattr(role, field_name)):
            errors.extend(
                document.error((field_name, index, "skills"), f"names '{skill_id}', which is not among the role's skills")
                for skill_id in bullet.skills
                if skill_id not in own
            )
    errors.extend(
        document.error(("ladder", "steps"), f"names the role '{step}', which has no file in roles/")
        for step in role.ladder.steps
        if step not in catalogue.roles
    )
    return errors
