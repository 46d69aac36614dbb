"""What a question may not ask, with the reason: subjects that employment law advises against in interviews.

Sources of the list: US EEOC guidance on pre-employment inquiries, the UK Equality Act 2010 (section 60 on health, and the protected
characteristics), EU directives 2000/43, 2000/78 and 2006/54, and state and city laws on salary history. It finds words, not
intentions: a clean result does not prove that a question is fair. Not legal advice.
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


def _subject(name: str, words: str, reason: str) -> Subject:
    return Subject(name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE), reason)


SUBJECTS = (
    _subject(
        "age",
        r"how old are you|your age|date of birth|birth ?date|year of birth|when (?:were you born|did you (?:graduate|leave school))"
        r"|digital natives?|recent graduates? only|retire(?:ment)? plans?|too (?:old|young)",
        "it discloses age (ADEA; Equality Act 2010; directive 2000/78/EC)",
    ),
    _subject(
        "family and pregnancy",
        r"pregnan\w*|maternity|paternity|childcare|(?:your|any|have|having|plan(?:ning)? (?:for )?) (?:kids|children)|married|marital"
        r"|your (?:husband|wife|spouse|partner(?! team)|fianc[ée]e?)|family (?:plans?|status|situation)|maiden name|start a family",
        "it touches sex, pregnancy or marital status (Title VII; Pregnancy Discrimination Act; directive 2006/54/EC)",
    ),
    _subject(
        "health and disability",
        r"disabilit(?:y|ies) do you|your (?:health|disabilit(?:y|ies)|medical\w*|mental health|sick (?:days?|leave))"
        r"|sick (?:days?|leave) (?:did|have) you|medication\w*|medical (?:history|conditions?)|(?:are|were) you (?:ever )?(?:ill|disabled)"
        r"|workers'? compensation|how tall|your (?:height|weight)",
        "health questions before an offer are unlawful or risky (ADA; Equality Act 2010 s.60)",
    ),
    _subject(
        "origin and citizenship",
        r"where (?:are|were) you (?:from|born)|birthplace|your (?:nationality|ethnicity|race|accent|origin|ancestry|native (?:language|tongue)"
        r"|mother tongue|citizenship|skin)|are you a (?:citizen|national)|native speaker|originally from",
        "it discloses race or national origin; ask every candidate alike whether they may work here, outside the interview "
        "(Title VII; directive 2000/43/EC)",
    ),
    _subject(
        "religion and belief",
        r"your (?:religion|faith|church|beliefs)|religious(?:ly)?|which church|do you pray|religious holidays?|sabbath|(?:your )?political "
        r"(?:views?|party|opinions?)|who do you vote for|trade union member\w*|union member\w*",
        "religion, belief and union membership are protected (Title VII; directive 2000/78/EC)",
    ),
    _subject(
        "sex and orientation",
        r"your (?:gender|sex|sexual \w+|orientation|pronouns)|(?:are you|if you are) (?:gay|straight|trans\w*|a (?:man|woman))",
        "sex, gender identity and orientation are protected (Title VII after Bostock; directive 2006/54/EC)",
    ),
    _subject(
        "criminal and financial record",
        r"(?:been|were you) (?:ever )?(?:arrested|convicted)|criminal record|credit (?:score|history)|bankrupt\w*|own (?:a|your) (?:home|car)",
        "records need a separate, lawful check after an offer, where the job calls for it (EEOC guidance 2012; fair chance laws)",
    ),
    _subject(
        "pay history",
        r"(?:current|previous|past|last|present) (?:salary|pay|compensation|wage)s?|what (?:do|did) you earn|salary history",
        "past pay may not be asked in many places and carries old inequality forward (salary history bans; directive 2023/970)",
    ),
    _subject(
        "military record",
        r"military discharge|type of discharge|reserve duty|national service",
        "service and discharge status are protected (USERRA)",
    ),
)


def unfair_subjects(text: str) -> tuple[Subject, ...]:
    """The subjects that the words of ``text`` touch, in the order of the list."""
    return tuple(subject for subject in SUBJECTS if subject.pattern.search(text))
