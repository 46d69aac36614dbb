"""Hints at words that no reader of a scorecard could check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.domain.evidence import vague_phrases


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Good communication, seemed smart.", ("good communication", "seemed")),
        ("Not a CULTURE FIT, and not a culture fit again.", ("culture fit",)),
        ("Great answer! Strong candidate, gut says yes.", ("great answer", "strong candidate", "gut")),
        ("A rock star; I liked her.", ("rock star", "liked her")),
        ("Very articulate and polished.", ("articulate", "polished")),
        ("", ()),
        ("Drew the write path unasked, named the hot shard and measured it with a counter.", ()),
        ("Said the cache was good for reads only; asked for the numbers.", ()),
        ("Seemingly finegrained feelings", ()),  # parts of other words don't count
    ],
)
def test_vague_phrases_are_named_once_in_order(text: str, vague: tuple[str, ...]) -> None:
    assert vague_phrases(text) == vague


@given(st.text())
def test_every_phrase_stands_in_the_text(text: str) -> None:
    assert all(phrase in text.lower() for phrase in vague_phrases(text))
