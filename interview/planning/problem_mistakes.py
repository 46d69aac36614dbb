"""Mistakes that no single field shows: ids used twice, references to nothing, stages without room, locks that clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from interview.planning.problem import YEARS

LONGEST_DAYS = 31
Mistake = tuple[str, str]
"""Field and sentence."""


def mistakes_in(data: dict[str, Any]) -> Iterator[Mistake]:
    """Every such mistake, in a problem that may have others as well."""
    for part in ("skills", "stages", "questions", "interviewers", "candidates"):
        yield from _repeated(part, data)
    yield from _dangling(data)
    yield from _stages(data)
    yield from _people(data)
    yield from _long_windows(data)
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
        wants, kinds = stage.get("wants"), stage.get("kinds")
        known = kinds if isinstance(kinds, list) else wants
        for place, kind in enumerate(wants if isinstance(wants, list) else ()):
            if isinstance(kind, str) and isinstance(known, list) and kind not in known:
                yield f"stages[{index}].wants[{place}]", f"names '{kind}', which is not among its kinds; add it there"
        length, buffer = stage.get("length_minutes"), stage.get("buffer_minutes", 0)
        if isinstance(length, int) and isinstance(buffer, int) and 0 < length <= buffer:
            yield (
                f"stages[{index}].buffer_minutes",
                f"{buffer} minutes leave no time for questions in a stage of {length} minutes; change one of them",
            )
        lengths = stage.get("lengths")
        allowed = lengths if isinstance(lengths, list) else []
        if allowed and isinstance(length, int) and length not in allowed:
            yield f"stages[{index}].lengths", f"does not hold the stage's length_minutes, {length}; add it there"
        for place, other in enumerate(allowed):
            if isinstance(other, int) and isinstance(buffer, int) and 0 < other <= buffer and other != length:
                yield (
                    f"stages[{index}].lengths[{place}]",
                    f"{other} minutes leave no time for questions beside a buffer of {buffer}; take it out",
                )


def _people(data: dict[str, Any]) -> Iterator[Mistake]:
    for part in ("interviewers", "candidates"):
        for index, person in _entries(data, part):
            if not person.get("available") and (data.get("candidates") or "available" in person):
                yield f"{part}[{index}].available", "is empty; give at least one [start, end], or take the person out"


def _instant(value: object) -> datetime | None:
    """A time of the file, in UTC; ``None`` for what is told as a mistake elsewhere."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo is not None else found.replace(tzinfo=UTC)


def _long_windows(data: dict[str, Any]) -> Iterator[Mistake]:
    """Times of a candidate so long that nobody can mean them: the planner would try every half hour of a year."""
    for index, candidate in _entries(data, "candidates"):
        held = candidate.get("available")
        days = 0.0
        for window in held if isinstance(held, list) else ():
            ends = [_instant(one) for one in window] if isinstance(window, list) else []
            if len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0].year in YEARS:
                days += (ends[1] - ends[0]) / timedelta(days=1)
        if days > LONGEST_DAYS:
            yield f"candidates[{index}].available", f"is {days:.0f} days long in all; give at most {LONGEST_DAYS}"


def _clashing_locks(data: dict[str, Any]) -> Iterator[Mistake]:
    """Locks that cannot hold together, whatever the rest of the problem says. One without a candidate holds for each of them."""
    known = {part: _ids(data, part) for part in ("questions", "stages", "interviewers")}
    locks = [
        (index, {name: value for name, value in lock.items() if isinstance(value, str)})
        for index, lock in _entries(data, "locks")
    ]
    for place, (index, lock) in enumerate(locks):
        for other_index, other in locks[:place]:
            if "candidate" not in lock or "candidate" not in other or lock["candidate"] == other["candidate"]:
                clash = _clash(lock, other, known["questions"])
                if clash:
                    yield f"locks[{index}]", f"clashes with locks[{other_index}]: {clash}; take one lock out"
        yield from _full_panel(index, lock, locks[: place + 1], known)


def _clash(lock: dict[str, str], other: dict[str, str], questions: dict[str, dict[str, Any]]) -> str:
    """Why two locks of one loop can't both hold, or nothing."""
    same_stage = lock.get("stage") == other.get("stage")
    question, asked = lock.get("question"), other.get("question")
    if question is not None and question == asked and not same_stage:
        return f"{question} can't be in two stages"
    families = [questions.get(one or "", {}).get("family") for one in (question, asked)]
    if isinstance(families[0], str) and families[0] == families[1] and question != asked:
        return f"both questions are of the family {families[0]}"
    starts = [_instant(one.get("start")) for one in (lock, other)]
    if same_stage and None not in starts and starts[0] != starts[1]:
        return f"stage {lock.get('stage')} can't start at two times"
    if "interviewer" in lock and lock["interviewer"] == other.get("interviewer") and not same_stage:
        return f"{lock['interviewer']} can't sit in two stages of a loop"
    return ""


def _full_panel(
    index: int, lock: dict[str, str], locks: list[tuple[int, dict[str, str]]], known: dict[str, dict[str, dict[str, Any]]]
) -> Iterator[Mistake]:
    """More trained people locked to a stage than its panel has seats; those not trained would watch."""
    stage, size = lock.get("stage"), known["stages"].get(lock.get("stage", ""), {}).get("panel_size", 1)
    seated = {
        one["interviewer"]
        for _, one in locks
        if "interviewer" in one
        and one.get("stage") == stage
        and (one.get("candidate") in {None, lock.get("candidate")} or "candidate" not in lock)
        and known["interviewers"].get(one["interviewer"], {}).get("trained", True)
    }
    if isinstance(size, int) and lock.get("interviewer") in seated and len(seated) > size:
        yield f"locks[{index}]", f"locks {len(seated)} people to stage {stage}, whose panel has {size}; take one lock out"
