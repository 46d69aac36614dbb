"""What a question may not ask, with the reason: subjects that employment law advises against in interviews.

Sources of the list: US EEOC guidance on pre-employment inquiries, the UK Equality Act 2010 (section 60 on health, and the
protected characteristics), EU directives 2000/43, 2000/78 and 2006/54, and state and city laws on salary history.
It finds words, not intentions: a clean result does not prove that a question is fair. Not legal advice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject to keep out of questions, the words that betray it, and why."""

    name: str
    pattern: re.Pattern[str]
    reason: str


def _subject(name: str, reason: str, *words: str) -> Subject:
    return Subject(name, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), reason)


SUBJECTS = (
    _subject(
        "age",
        "it discloses age (ADEA; Equality Act 2010; directive 2000/78/EC)",
        r"how old are you",
        r"your age",
        r"date of birth",
        r"birth ?date",
        r"year of birth",
        r"when (?:were you born|did you (?:graduate|leave school))",
        r"digital natives?",
        r"recent graduates? only",
        r"retire(?:ment)? plans?",
        r"too (?:old|young)",
    ),
    _subject(
        "family and pregnancy",
        "it touches sex, pregnancy or marital status (Title VII; Pregnancy Discrimination Act; directive 2006/54/EC)",
        r"pregnan\w*",
        r"maternity",
        r"paternity",
        r"childcare",
        r"(?:your|any|have|having|want|for) (?:kids|children)",
        r"married",
        r"marital",
        r"your (?:husband|wife|spouse|partner(?! team)|fianc[ée]e?)",
        r"family (?:plans?|status|situation)",
        r"maiden name",
        r"start a family",
    ),
    _subject(
        "health and disability",
        "health questions before an offer are unlawful or risky (ADA; Equality Act 2010 s.60)",
        r"disabilit(?:y|ies) do you",
        r"your (?:health|disabilit(?:y|ies)|medical\w*|mental health|sick (?:days?|leave))",
        r"sick (?:days?|leave) (?:did|have) you",
        r"medication\w*",
        r"medical (?:history|conditions?)",
        r"(?:are|were) you (?:ever )?(?:ill|disabled)",
        r"workers'? compensation",
        r"how tall",
        r"your (?:height|weight)",
    ),
    _subject(
        "origin and citizenship",
        "it discloses race or national origin; ask all alike, and apart, whether they may work here (Title VII; 2000/43/EC)",
        r"where (?:are|were) you (?:from|born)",
        r"birthplace",
        r"your (?:nationality|ethnicity|race|accent|origin|ancestry|native (?:language|tongue)|mother tongue|citizenship|skin)",
        r"are you a (?:citizen|national)",
        r"native speaker",
        r"originally from",
    ),
    _subject(
        "religion and belief",
        "religion, belief and union membership are protected (Title VII; directive 2000/78/EC)",
        r"your (?:religion|faith|church|beliefs)",
        r"religious(?:ly)?",
        r"which church",
        r"do you pray",
        r"religious holidays?",
        r"sabbath",
        r"(?:your )?political (?:views?|party|opinions?)",
        r"who do you vote for",
        r"trade union member\w*",
        r"union member\w*",
    ),
    _subject(
        "sex and orientation",
        "sex, gender identity and orientation are protected (Title VII after Bostock; directive 2006/54/EC)",
        r"your (?:gender|sex|sexual \w+|orientation|pronouns)",
        r"(?:are you|if you are) (?:gay|straight|trans\w*|a (?:man|woman))",
    ),
    _subject(
        "criminal and financial record",
        "records need a separate, lawful check after an offer, where the job calls for it (EEOC guidance 2012; fair chance laws)",
        r"(?:been|were you) (?:ever )?(?:arrested|convicted)",
        r"criminal record",
        r"credit (?:score|history)",
        r"bankrupt\w*",
        r"own (?:a|your) (?:home|car)",
    ),
    _subject(
        "pay history",
        "past pay may not be asked in many places and carries old inequality forward (salary history bans; directive 2023/970)",
        r"(?:current|previous|past|last|present) (?:salary|pay|compensation|wage)s?",
        r"what (?:do|did) you earn",
        r"salary history",
    ),
    _subject(
        "military record",
        "service and discharge status are protected (USERRA)",
        r"military discharge",
        r"type of discharge",
        r"reserve duty",
        r"national service",
    ),
)


def unfair_subjects(text: str) -> tuple[Subject, ...]:
    """The subjects that the words of ``text`` touch, in the order of the list."""
    return tuple(subject for subject in SUBJECTS if subject.pattern.search(text))
