"""What a question may not ask, with the reason: subjects that employment law advises against in interviews.

Sources of the list: US EEOC guidance on pre-employment inquiries, the Genetic Information Nondiscrimination Act, the UK Equality
Act 2010 (section 60 on health, and the protected characteristics), EU directives 2000/43, 2000/78 and 2006/54, and state and city
laws on salary history and private accounts. It finds words, not intentions: a clean result does not prove that a question is
fair. Not legal advice.

Technical words that look alike are let through where they can be told by their neighbours: a race condition, a child process,
the origin of a request, the health of a service, the height of an element.
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
    """A subject from regular expressions of whole words; an apostrophe may be straight or curly, a space may be a line break."""
    anyhow = re.sub(r" (?!\?)", r"\\s+", "|".join(words).replace("'", "['’]"))
    return Subject(name, re.compile(rf"\b(?:{anyhow})(?!\w)", re.IGNORECASE), reason)


SUBJECTS = (
    _subject(
        "age",
        "it discloses age (ADEA; Equality Act 2010; directive 2000/78/EC)",
        r"how old (?:are|were) you",
        r"(?:at )?your age",
        r"date of birth",
        r"birth ?da(?:te|y)",
        r"year of birth",
        r"(?:when|what year|in which year) (?:were you born|did you (?:graduate|leave school))",
        r"(?:when|what year|in which year) did you finish (?:school|college|university)",
        r"your (?:birth year|generation|stage of life)",
        r"which generation (?:are|do) you",
        r"digital natives?",
        r"recent graduates? only",
        r"retire(?:ment)? plans?",
        r"you retire(?=[?,.]| (?:soon|early|in)\b)",
        r"years (?:until|before) (?:you retire|retirement)",
        r"(?:are|feel) you too (?:old|young)|(?:feel|being) too (?:old|young)",
        r"(?:younger|older) (?:boss|manager|colleagues|people) than you(?:rself)?",
    ),
    _subject(
        "family and pregnancy",
        "it touches sex, pregnancy or marital status (Title VII; Pregnancy Discrimination Act; directive 2006/54/EC)",
        r"pregnan(?:t|cy|cies)",
        r"(?:maternity|paternity|parental) (?:leave|pay|plans?)|maternity|paternity",
        r"child ?care|babysitters?|breast-?feed\w*",
        r"(?:your|your own|want|wanting|expecting) (?:kids|children|a baby)",
        r"(?:do|will|would) you (?:have|plan (?:to have|on having)|have any) (?:any )?(?:kids|children|a baby)",
        r"plans? (?:for|to have) (?:kids|children|a baby|a family)",
        r"single (?:parent|mother|father)",
        r"(?:are|were|get|getting|be) you married|you married|get(?:ting)? married|married or",
        r"marital",
        r"your (?:husband|wife|spouse|boyfriend|girlfriend|fianc[ée]e?|parents)",
        r"your partner(?:'s (?:job|work|name|income))?(?= (?:do(?:es)?|work|mind|live|think|earn|move)s?\b| for a living|\?)",
        r"your family|family (?:plans?|planning|status|situation|life)",
        r"maiden name",
        r"start(?:ing)? a family",
        r"(?:who|whom) do you live with|live alone",
        r"who (?:looks|will look) after",
    ),
    _subject(
        "health and disability",
        "health questions before an offer are unlawful or risky (ADA; GINA; Equality Act 2010 s.60)",
        r"disabilit(?:y|ies) do you|(?:any|a) disabilit(?:y|ies)(?= ?\?| (?:we|I|that would) )",
        r"your (?:health(?! checks?\b| endpoints?\b| probes?\b)|disabilit(?:y|ies)|medical\w*|mental health)",
        r"your (?:illness(?:es)?|impairments?)",
        r"your (?:sick (?:days?|leave)|doctor|therap(?:y|ist))",
        r"sick (?:days?|leave) (?:did|have) you|(?:were|are|been) you (?:often )?(?:off )?sick|(?:take|took|taken) sick leave",
        r"medications?",
        r"medical (?:history|conditions?|records? of yours)",
        r"(?:are|were|have) you (?:ever )?(?:been )?(?:ill|disabled|hospitali[sz]ed|treated for)",
        r"workers'? compensation",
        r"(?:genetic (?:test|condition)|run(?:s)? in your family)",
        r"do you (?:smoke|drink(?=[?,]| alcohol| much)|(?:take|use) drugs)",
        r"how (?:tall are you|much do you weigh)|your (?:body )?(?:height|weight)(?=\?| and| or)",
        r"physically fit|able-bodied",
    ),
    _subject(
        "origin and citizenship",
        "it discloses race or national origin; ask all alike, and apart, whether they may work here (Title VII; 2000/43/EC)",
        r"where (?:are|were|do) you (?:really )?(?:from|born|come from|grow up)|where did you grow up",
        r"birthplace|place of birth|country of (?:birth|origin)",
        r"your (?:nationality|ethnicity|ethnic\w*|race(?! conditions?\b)|accent(?! colou?rs?\b)|ancestry|ancestors|skin)",
        r"your (?:native (?:language|tongue)|mother tongue|first language|citizenship|passport|home ?land|heritage|caste)",
        r"your (?:national )?origin(?=\?| and| or| country)",
        r"are you an? (?:citizen|national|immigrant|foreigner)",
        r"native speakers?",
        r"originally (?:from|come from)|from originally",
        r"where is your (?:name|accent|family) from|what kind of (?:a )?name",
        r"how did you learn to speak",
    ),
    _subject(
        "religion and belief",
        "religion, belief, politics and union membership are protected (Title VII; directive 2000/78/EC)",
        r"your (?:religion|faith|church|mosque|synagogue|temple|religious\w*)",
        r"religious(?:ly)?",
        r"which (?:church|religion|faith|god)",
        r"do you (?:pray|believe in god|go to church|fast during)",
        r"(?:keep|observe|celebrate) (?:the )?(?:sabbath|ramadan|christmas|easter)",
        r"sabbath",
        r"political (?:views?|party|parties|opinions?|beliefs?)|your politics",
        r"(?:who|whom|which party) (?:do|did|will|would) you vote",
        r"trade union|union member\w*|member of a union",
    ),
    _subject(
        "sex and orientation",
        "sex, gender identity and orientation are protected (Title VII after Bostock; directive 2006/54/EC)",
        r"your (?:gender|sex|sexual \w+|sexuality|pronouns)",
        r"(?:are you|if you are|as) (?:gay|straight|lesbian|bisexual|transgender|trans|(?:a )?(?:man|woman|mother|father))",
        r"(?:mrs|miss) or (?:mrs|miss|ms)",
        r"(?:working|work) (?:for|under|with) (?:a )?(?:wom[ae]n|m[ae]n)",
    ),
    _subject(
        "criminal and financial record",
        "records need a separate, lawful check after an offer, where the job calls for it (EEOC guidance 2012; fair chance laws)",
        r"(?:been|were you) (?:ever )?(?:arrested|convicted|in (?:prison|jail))",
        r"criminal (?:record|history|convictions?)|your arrests?",
        r"your credit|credit (?:score|history|rating) (?:of yours|have you)|what is your credit",
        r"(?:you|your) (?:ever )?(?:gone |been |declared )?bankrupt\w*",
        r"(?:do you|you) (?:own|rent) (?:a|your) (?:home|house|car|flat)|your (?:debts|mortgage)",
    ),
    _subject(
        "pay history",
        "past pay may not be asked in many places and carries old inequality forward (salary history bans; directive 2023/970)",
        r"(?:your )?(?:current|previous|past|last|present|latest) (?:salary|salaries|pay|compensation|wages?|earnings)",
        r"(?:what|how much) (?:do|did|are|were) you (?:earn|make a|make in|make at|make now|paid|earning|making)\w*",
        r"salary history|your (?:pay ?slips?|last pay rise)",
        r"(?:what|how much) (?:does|did) (?:your|the) (?:last |previous |current )?(?:employer|company|job) pay",
    ),
    _subject(
        "military record",
        "service and discharge status are protected (USERRA)",
        r"military (?:discharge|service|record)",
        r"type of discharge|honou?rabl[ey] discharged?|dishonou?rabl[ey]",
        r"(?:your|do) reserve duty|national service|called up for",
    ),
    _subject(
        "private life and accounts",
        "clubs and accounts disclose what is protected; many states forbid asking for access (EEOC guidance; state laws)",
        r"which (?:clubs|societies|organi[sz]ations) (?:do|did) you belong",
        r"your (?:facebook|instagram|tiktok|social media|private) (?:account|password|profile|login|posts)s?",
        r"what do you do (?:at|on) (?:the )?(?:weekends?|sundays?|saturdays?)",
        r"where do you live|your home address",
    ),
)


def unfair_subjects(text: str) -> tuple[Subject, ...]:
    """The subjects that the words of ``text`` touch, in the order of the list."""
    return tuple(subject for subject in SUBJECTS if subject.pattern.search(text))
