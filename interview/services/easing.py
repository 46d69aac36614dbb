"""What a manager could do without, one thing at a time, when no loop keeps every rule."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.role import Role
from interview.domain.wishes import Wishes

_MORE_MINUTES = (15, 30)
_LONGEST = 180
_MOST_SKILLS = 6


class EasingKind(StrEnum):
    """Which wish gives way."""

    UNPIN = "unpin"
    ALLOW = "allow"
    MORE_MINUTES = "more_minutes"
    MORE_SKILLS = "more_skills"
    FEWER_OBSERVERS = "fewer_observers"


_BY_NUMBER = {EasingKind.MORE_MINUTES, EasingKind.MORE_SKILLS, EasingKind.FEWER_OBSERVERS}


class Easing(Value):
    """One wish less: its kind, what it is about (a stage, a question, a number), and the wishes that are left."""

    kind: EasingKind
    subject: str
    wishes: Wishes

    @property
    def key(self) -> str:
        """A name for it, unique among the easings of one set of wishes."""
        return f"{self.kind}:{self.subject}"


def easings(wishes: Wishes, role: Role) -> tuple[Easing, ...]:
    """Every single thing that could give way, the mildest of a kind first. Whether it helps is for the planner to say."""
    found = [
        Easing(kind=EasingKind.UNPIN, subject=pin.question_id or pin.stage_id, wishes=wishes.unpin(pin.stage_id, pin.question_id))
        for pin in wishes.pins
    ]
    found += [
        Easing(kind=EasingKind.ALLOW, subject=one.question_id, wishes=wishes.allow(one.question_id))
        for one in wishes.barred
        if not one.leaked
    ]
    for more in _MORE_MINUTES:
        stages = tuple(
            stage.model_copy(update={"length_minutes": min(_LONGEST, stage.length_minutes + more)}) for stage in wishes.stages
        )
        longer = wishes.model_copy(update={"stages": stages})
        if longer != wishes:
            found.append(Easing(kind=EasingKind.MORE_MINUTES, subject=str(longer.length_minutes), wishes=longer))
    for number in range(wishes.skills_per_stage + 1, min(_MOST_SKILLS, len(role.skills)) + 1):
        eased = wishes.model_copy(update={"skills_per_stage": number})
        found.append(Easing(kind=EasingKind.MORE_SKILLS, subject=str(number), wishes=eased))
    for number in range(wishes.observers - 1, 0, -1) if role.must_haves else ():
        eased = wishes.model_copy(update={"observers": number})
        found.append(Easing(kind=EasingKind.FEWER_OBSERVERS, subject=str(number), wishes=eased))
    return tuple(found)


def mildest(helping: Iterable[Easing]) -> tuple[Easing, ...]:
    """Of easings that differ only in how far they go, the one that goes least far."""
    kept: dict[str, Easing] = {}
    for easing in helping:
        kept.setdefault(easing.kind if easing.kind in _BY_NUMBER else easing.key, easing)
    return tuple(kept.values())
