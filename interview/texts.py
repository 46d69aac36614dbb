"""The languages we speak: one GNU gettext catalogue a language, chosen by what a browser asks for. English stands in the code.

Translations lie in ``locale/<language>/LC_MESSAGES``; ``make texts`` collects new texts into them and compiles them.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
"""Where the catalogues lie."""

DOMAIN = "loopwright"
"""The name of the catalogue files."""

ENGLISH = "en"


@lru_cache(maxsize=256)
def language_for(wanted: str) -> str:
    """The language to answer in: the first of ``wanted`` that we have, English otherwise.

    ``wanted`` is a browser's list, such as ``de-AT,de;q=0.9,en;q=0.8``, or a single locale. The order of the list decides;
    browsers sort it by preference.
    """
    for one in wanted.split(",")[:10]:
        language = one.split(";")[0].strip().replace("_", "-").split("-")[0].lower()
        if language in languages():
            return language
    return ENGLISH


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The languages that have a catalogue, and English."""
    return frozenset({ENGLISH, *(file.parts[-3] for file in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))})


@lru_cache(maxsize=16)
def catalogue(language: str) -> NullTranslations:
    """The translations into one of ``languages``; a text that has none stays English."""
    return translation(DOMAIN, LOCALE, [language], fallback=True)
