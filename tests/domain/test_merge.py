"""Edits of one scorecard from several tabs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.domain.merge import Edit, clashes, evidence_of, level_of, read, write
from interview.domain.scorecard import EMPTY, Rating, ScorecardContent, Vote

TEXTS = st.text(max_size=8)
LEVELS = st.one_of(st.integers(1, 5).map(lambda level: (level, False)), st.just((None, True)), st.just((None, False)))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **{level_of(skill): LEVELS for skill in ("design", "coding")},
    **{evidence_of(skill): TEXTS for skill in ("design", "coding")},
    "notes": TEXTS,
    "vote": st.one_of(st.none(), st.sampled_from(Vote)),
    "vote_reason": TEXTS,
}
FIELDS = st.sampled_from(sorted(VALUES))
FIELD_AND_VALUE = FIELDS.flatmap(lambda field: st.tuples(st.just(field), VALUES[field]))


@st.composite
def contents(draw: st.DrawFn) -> ScorecardContent:
    content = EMPTY
    for field, value in draw(st.lists(FIELD_AND_VALUE, max_size=6)):
        content = write(content, field, value)
    return content


@given(contents(), FIELD_AND_VALUE)
def test_a_field_holds_what_was_written_and_the_others_what_they_held(content: ScorecardContent, edit: tuple[str, Any]) -> None:
    field, value = edit
    after = write(content, field, value)
    assert read(after, field) == value
    assert {other: read(after, other) for other in VALUES if other != field} == {
        other: read(content, other) for other in VALUES if other != field
    }


@given(contents(), FIELD_AND_VALUE, FIELD_AND_VALUE)
def test_edits_of_different_fields_end_alike_in_any_order_and_never_clash(
    content: ScorecardContent, one: tuple[str, Any], other: tuple[str, Any]
) -> None:
    if one[0] == other[0]:
        return
    first, second = write(content, *one), write(content, *other)
    ends = [write(first, *other), write(second, *one)]
    assert {field: read(ends[0], field) for field in VALUES} == {field: read(ends[1], field) for field in VALUES}
    assert not clashes(first, Edit(field=other[0], value=other[1], seen=(read(content, other[0]),)))


@pytest.mark.parametrize(
    ("stored", "mine", "seen", "clash"),
    [
        ("", "mine", [""], False),  # nobody else wrote
        ("theirs", "mine", [""], True),  # somebody did
        ("mine", "mine", [""], False),  # the same words
        ("theirs", "mine", ["", "theirs"], False),  # and this tab has seen them
        ("mine so far", "mine so far and on", ["", "mine so far"], False),  # this tab's own save, whose answer was lost
        ("theirs", "", ["before"], True),  # deleting is a change too
    ],
)
def test_an_edit_clashes_with_what_its_author_has_neither_seen_nor_written(
    stored: str, mine: str, seen: list[str], clash: bool
) -> None:
    content = write(EMPTY, "notes", stored)
    assert clashes(content, Edit(field="notes", value=mine, seen=tuple(seen))) is clash


def test_writing_keeps_the_order_of_ratings_and_puts_a_new_one_last() -> None:
    content = ScorecardContent(ratings=(Rating(skill_id="b", level=2), Rating(skill_id="a", level=3)))
    after = write(write(content, evidence_of("b"), "Said so."), level_of("c"), (5, False))
    assert after.ratings == (
        Rating(skill_id="b", level=2, evidence="Said so."),
        Rating(skill_id="a", level=3),
        Rating(skill_id="c", level=5),
    )


def test_a_value_that_no_scorecard_may_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="either rated or not assessed"):
        write(EMPTY, level_of("design"), (3, True))
