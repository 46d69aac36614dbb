"""Passwords: parameters of the hash, and which ones are refused."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from interview.errors import Invalid
from interview.services.passwords import check_strength, hash_password, is_correct, needs_new_hash, use_hasher

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def test_hashes_are_argon2id_with_64_mib() -> None:
    use_hasher(PasswordHasher())
    try:
        parameters = extract_parameters(hash_password("turnip lantern parade"))
    finally:
        use_hasher(CHEAP)
    assert (parameters.type, parameters.memory_cost, parameters.time_cost) == (Type.ID, 65536, 3)


def test_a_hash_fits_its_password_alone() -> None:
    stored = hash_password("turnip lantern parade")
    assert is_correct("turnip lantern parade", stored)
    assert not is_correct("turnip lantern", stored)
    assert not is_correct("turnip lantern parade", None)
    assert not is_correct("turnip lantern parade", "not a hash")
    assert hash_password("turnip lantern parade") != stored  # salted


def test_a_weaker_hash_is_replaced_on_sign_in() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"))
    assert not needs_new_hash(hash_password("x"))


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "at least 12"),
        ("x" * 201, "at most 200"),
        ("aaaaaaaaaaaaaa", "first that are guessed"),
        ("Password2026!", "first that are guessed"),
        ("qwerty123456", "first that are guessed"),
        ("rosalind12345", "first that are guessed"),
    ],
)
def test_passwords_that_would_be_guessed_are_refused(password: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        check_strength(password, email="rosalind@example.org")


def test_a_few_words_are_enough() -> None:
    check_strength("turnip lantern parade", email="rosalind@example.org")
