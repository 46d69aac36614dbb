"""Which language a text is in, by its most frequent function words and its script."""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
    "pl": "Polish", "sv": "Swedish", "other": "a language that we do not know",
}  # fmt: skip

READ = ("en", "de", "fr", "es")
"""Languages that are read; all but English by named tools and a short list of phrases only."""

_FUNCTION_WORDS = {
    "en": "the and of to in a for with you our we is are will your or on as that be have an at by this from",
    "de": "und der die das mit in für du von wir ist zu den im eine oder sie auf ein als bei dein deine nicht unser "
    "sowie ihre zur",
    "fr": "de et la le les des en vous nous une pour du un dans avec est au sur votre nos aux que par ou notre vos plus être",
    "es": "de y la el en los con que para las una del un por se como tu al es o más nuestro experiencia nuestra eres sus",
    "it": "di e il la in con per che un una del le della dei sono nel alla gli non da come anche nostro",
    "nl": "de en het een van in je met voor op te is wij aan ons bij om als zijn jij onze ben die dat",
    "pt": "de e a o em para com que do da os um uma as no na por você se como mais dos nossa são",
    "pl": "i w z na do się oraz jest dla nie że przez od pracy po za jak co",
    "sv": "och i att en som med för på är av vi du till det den ett har om vår eller",
}  # fmt: skip
_SETS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


def language_of(text: str) -> str:
    """A two-letter code, or ``other`` for scripts and languages that are not told apart here.

    Short lists of names without function words count as English, where nothing speaks against it.
    """
    sample = text[:8000]
    letters = [character for character in sample if character.isalpha()]
    if letters and sum(ord(character) < 0x250 for character in letters) < 0.6 * len(letters):
        return "other"
    counted = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    hits = {language: sum(counted[word] for word in words) for language, words in _SETS.items()}
    best = max(hits, key=lambda language: (hits[language], language == "en"))
    told = hits[best] >= max(4, 0.08 * sum(counted.values())) and hits[best] > 1.1 * hits["en"]
    return best if told else "en"
