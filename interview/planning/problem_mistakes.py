"""Mistakes that no single field shows: ids used twice, references to nothing, stages without room, locks that clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

Mistake = tuple[str, str]
"""Field and sentence."""


def mistakes_in(data: dict[str, Any]) -> Iterator[Mistake]:
    """Every such mistake, in a problem that may have others as well."""
    for part in ("skills", "stages", "questions", "interviewers", "candidates"):
        yield from _repeated(part, data)
    yield from _dangling(data)
    yield from _stages(data)
    yield from _people(data)
    yield from _clashing_locks(data)


def _entries(data: dict[str, Any], part: str) -> Iterable[tuple[int, dict[str, Any]]]:
    held = data.get(part)
    return ((index, entry) for index, entry in enumerate(held if isinstance(held, list) else ()) if isinstance(entry, dict))


def _ids(data: dict[str, Any], part: str) -> dict[str, dict[str, Any]]:
    return {entry["id"].strip(): entry for _, entry in _entries(data, part) if isinstance(entry.get("id"), str)}


def _repeated(part: str, data: dict[str, Any]) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for index, entry in _entries(data, part):
        name = entry.get("id")
        if isinstance(name, str) and seen.setdefault(name.strip(), index) != index:
            yield f"{part}[{index}].id", f"'{name}' is used already by {part}[{seen[name.strip()]}]; choose another"


def _dangling(data: dict[str, Any]) -> Iterator[Mistake]:
    known = {part: set(_ids(data, part)) for part in ("skills", "stages", "questions", "interviewers", "candidates")}

    def check(field: str, value: object, part: str) -> Iterator[Mistake]:
        if isinstance(value, str) and value.strip() not in known[part]:
            yield field, f"names '{value}', which is not among the {part}; correct it or add it there"

    for index, question in _entries(data, "questions"):
        yield from check(f"questions[{index}].skill_id", question.get("skill_id"), "skills")
        second = question.get("secondary_skill_id")
        yield from check(f"questions[{index}].secondary_skill_id", second, "skills")
    for index, person in _entries(data, "interviewers"):
        for field, part in (("skills", "skills"), ("conflicts", "candidates")):
            held = person.get(field) if known[part] else ()  # without candidates nobody's conflicts matter
            for place, value in enumerate(held if isinstance(held, list) else ()):
                yield from check(f"interviewers[{index}].{field}[{place}]", value, part)
    pairs = data.get("avoid_pairs")
    for index, pair in enumerate(pairs if isinstance(pairs, list) else ()):
        for place, value in enumerate(pair if isinstance(pair, list) else ()):
            yield from check(f"avoid_pairs[{index}][{place}]", value, "interviewers")
        if isinstance(pair, list) and len(pair) == 2 and pair[0] == pair[1]:
            yield f"avoid_pairs[{index}]", f"keeps '{pair[0]}' apart from themselves; name two people"
    for index, lock in _entries(data, "locks"):
        for field in ("stage", "question", "interviewer", "candidate"):
            yield from check(f"locks[{index}].{field}", lock.get(field), f"{field}s")


def _stages(data: dict[str, Any]) -> Iterator[Mistake]:
    for index, stage in _entries(data, "stages"):
        length, buffer = stage.get("length_minutes"), stage.get("buffer_minutes", 0)
        if isinstance(length, int) and isinstance(buffer, int) and 0 < length <= buffer:
            yield (
                f"stages[{index}].buffer_minutes",
                f"{buffer} minutes leave no time for questions in a stage of {length} minutes; change one of them",
            )


def _people(data: dict[str, Any]) -> Iterator[Mistake]:
    for part in ("interviewers", "candidates"):
        for index, person in _entries(data, part):
            if not person.get("available") and (data.get("candidates") or "available" in person):
                yield f"{part}[{index}].available", "is empty; give at least one [start, end], or take the person out"


def _clashing_locks(data: dict[str, Any]) -> Iterator[Mistake]:
    """Locks that cannot hold together, whatever the rest of the problem says."""
    stage_of: dict[object, tuple[int, object]] = {}
    start_of: dict[tuple[object, object], tuple[int, object]] = {}
    seat_of: dict[tuple[object, object], tuple[int, object]] = {}
    families: dict[object, tuple[int, object]] = {}
    panels: dict[tuple[object, object], set[object]] = defaultdict(set)
    questions, stages = _ids(data, "questions"), _ids(data, "stages")
    for index, lock in _entries(data, "locks"):
        stage, question, person, start = (lock.get(name) for name in ("stage", "question", "interviewer", "start"))
        candidate = lock.get("candidate")
        field = f"locks[{index}]"
        if isinstance(question, str):
            first = stage_of.setdefault(question, (index, stage))
            if first[1] != stage:
                yield field, f"clashes with locks[{first[0]}]: {question} can't be in two stages; take one lock out"
            family = questions.get(question, {}).get("family")
            held = families.setdefault(family, (index, question))
            if family is not None and held[1] != question:
                yield field, f"clashes with locks[{held[0]}]: both questions are of the family {family}; take one lock out"
        if isinstance(start, str):
            first = start_of.setdefault((stage, candidate), (index, start))
            if first[1] != start:
                yield field, f"clashes with locks[{first[0]}]: stage {stage} can't start at two times; take one lock out"
        if isinstance(person, str):
            first = seat_of.setdefault((person, candidate), (index, stage))
            if first[1] != stage:
                yield field, f"clashes with locks[{first[0]}]: {person} can't sit in two stages of a loop; take one lock out"
            panel = panels[stage, candidate]
            panel.add(person)
            size = stages.get(stage, {}).get("panel_size", 1) if isinstance(stage, str) else 1
            if isinstance(size, int) and len(panel) > size:
                yield field, f"locks {len(panel)} people to stage {stage}, whose panel has {size}; take one lock out"
