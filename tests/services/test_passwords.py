"""Passwords: parameters of the hash, and which ones are refused."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from interview.errors import Invalid
from interview.services.passwords import MINIMUM_LENGTH, check_strength, hash_password, is_correct, needs_new_hash, use_hasher

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
        ("elevenchars", "at least 12"),
        ("x" * 201, "at most 200"),
        ("aaaaaaaaaaaaaa", "guessed first"),  # one character
        ("aaaaaaaaaaaaaa" * 10, "guessed first"),  # however long
        ("abcdefghijkl", "guessed first"),
        ("qwertyuiop12", "guessed first"),  # a row of keys
        ("1q2w3e4r5t6y", "guessed first"),
        ("unbelievable", "guessed first"),  # a word, seen in breaches
        ("manchesterunited", "guessed first"),
        ("Password2026!", "guessed first"),
        ("P@ssw0rd1234!", "guessed first"),  # letters turned into figures
        ("P@ssw0rdP@ssw0rd", "guessed first"),
        ("iloveyou2024!", "guessed first"),
        ("football1987!", "guessed first"),
        ("Sommer2026!!!", "guessed first"),
        ("loopwright2026", "guessed first"),
        ("rosalind12345", "guessed first"),  # the own address
        ("RosalindFranklin1", "guessed first"),  # the own name
        ("rosalind@example.org", "guessed first"),
    ],
)
def test_passwords_that_would_be_guessed_are_refused(password: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        check_strength(password, email="rosalind@example.org", name="Rosalind Franklin")


def test_every_long_password_of_the_breach_list_is_refused() -> None:
    long_enough = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= MINIMUM_LENGTH]
    assert len(long_enough) > 200
    for word in long_enough:
        for variant in (word, word.upper(), f"{word}1"):
            with pytest.raises(Invalid, match="guessed first"):
                check_strength(variant, email="rosalind@example.org")


@pytest.mark.parametrize(
    "password", ["turnip lantern parade", "korrektes pferd batterie", "xK9#mQ2$vL5p", "täglich ein Löffel Mut"]
)
def test_a_few_words_or_twelve_random_characters_are_enough(password: str) -> None:
    check_strength(password, email="rosalind@example.org", name="Rosalind Franklin")
    check_strength(password + " " * (200 - len(password)), email="rosalind@example.org")  # nor is a long one cut off
