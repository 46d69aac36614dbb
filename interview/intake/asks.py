"""What a sentence asks for: required, preferred, a duty, unclear, or nothing; and which of its words ask for nothing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from interview.intake.sections import Section
from interview.intake.statements import Sentence


class Ask(StrEnum):
    """How strongly a stretch of text asks for what it names."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    DUTY = "duty"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one sentence with the same ask."""

    start: int
    end: int
    ask: Ask


def _pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, in which each apostrophe stands for the typed and for the printed one: postings hold both."""
    return re.compile(source.replace("'", "['’]"), flags)


_PREFERRED = _pattern(
    r"\b(?:(?:is|are|be|as|would be|considered|seen as|definite|big|huge|strong|real|"
    r"major)\s+(?:an?\s+)?(?:big |huge |strong |definite |real |added |distinct )?"
    r"(?:plus|bonus|asset|advantage(?:ous)?)\b|a (?:big |huge |strong |definite |real )?(?:plus|bonus)\b|"
    r"nice[- ]to[- ]haves?|good[- ]to[- ]have|bonus(?: points)?\b|"
    r"preferr?ed|preferably|ideally|desirable|desired|advantageous|beneficial|helpful|welcome|"
    r"would be (?:great|nice|good|ideal|useful|helpful|welcome)|"
    r"(?:is|are) (?:useful|optional|appreciated|valued|a benefit)|not (?:strictly )?(?:required|essential|"
    r"necessary|mandatory|a must)(?:,)? but|but (?:\w+ )?not (?:required|necessary|needed|essential)|"
    r"we(?:'d| would) (?:also )?(?:love|like) (?:it )?if|it helps if|bonus if|extra credit|brownie points|even better|"
    r"(?:familiarity|experience|exposure|knowledge)[^.;]{0,80}? (?:helps|a plus)|"
    r"von vorteil|wünschenswert|idealerweise|un plus|un atout|deseable|se valora|valorable|souhaité)",
    re.IGNORECASE,
)  # fmt: skip
_REQUIRED = re.compile(
    r"\b(?:required|must|mandatory|essential|minimum|at least|need to have|non-negotiable|zwingend|requis|"
    r"imprescindible)\b",
    re.IGNORECASE,
)

_REST = r"(?:(?!\bbut\b)[^.;:!?—–])*"
_NEGATED = _pattern(
    r"\b(?:"
    r"no [^.;:!?()]{0,80}?(?:is |are )?(?:needed|required|necessary|expected|necessarily)\b"
    rf"|no need (?:to|for){_REST}|no (?:prior |previous )(?:experience|knowledge){_REST}"
    rf"|not (?:looking for|about|expected to|going to|responsible for){_REST}"
    r"|(?:do not|don't|does not|doesn't|needn't|won't|will not|not) "
    rf"(?:need|have to|require|expect|be expected|be asked|ask for|care){_REST}"
    rf"|don't worry if{_REST}|you (?:won't|will not)(?! only){_REST}"
    r"|(?:this|it) is(?: not|n't) (?:a|an)\b[^.;:!?,—–]*|(?:is|are) not (?:a|an) [^.;:!?,—–]*(?:role|position|job)"
    r"|rather than[^.;:!?,]*|instead of[^.;:!?,]*|without(?! which)[^.;:!?,]*"
    rf"|never (?:used|touched|written){_REST}"
    r"|high[- ]performance (?:\w+ )?(?:teams?|culture|organi[sz]ations?)"
    r"|not (?:be )?(?:all[- ])?(?:inclusive|exhaustive)|authori[sz](?:ed|ation) to work"
    r")",
    re.IGNORECASE,
)
_NOT_NEEDED = _pattern(
    r"\b(?:(?:is|are) not|isn't|aren't|not) (?:strictly )?(?:required|needed|necessary|expected|essential|a requirement)\b"
    r"(?!,? (?:but|for|to))",
    re.IGNORECASE,
)
_BUT_NOT_NEEDED = re.compile(r"but (?:\w+ )?not (?:required|necessary|needed|essential)\b", re.IGNORECASE)
"""Speaks of the clause before: "we use Java, but not required coming in"."""

_PERK = _pattern(  # also what a page says of itself, for search engines
    r"\bSEO\b|\bATS\b|overview of the key responsibilities|"
    r"\b(?:(?:training|learning|education|conference|development|equipment|home[- ]office|"
    r"wellness)(?: and \w+)? (?:budget|allowance|stipend|days?)|(?:health|dental|vision|life|"
    r"medical) (?:insurance|coverage|cover|plan|benefits)|"
    r"401\s?\(?k\)?|paid (?:time off|leave|vacation|holidays?|parental)|\bPTO\b|parental leave|stock options?|"
    r"pension|annual leave|days of (?:vacation|holiday)|private medical|gym|free (?:lunch|food|snacks)|"
    r"equal[- ]opportunity|equal employment|without regard to|protected (?:veteran|characteristic|class|"
    r"status)|reasonable (?:accommodation|adjustment)|sexual orientation|gender identity|national origin|"
    r"we (?:offer|provide)(?! a platform)|you(?:'ll| will) (?:get(?! to)|receive|enjoy)|competitive (?:salary|pay|"
    r"compensation|package)|base (?:salary|pay)|background check|assess(?:ed)? (?:you )?against|sponsorship|right to work|"
    r"security clearance eligibility|E-Verify|\baccommodations?\b|not discriminate|diversity and inclusion|"
    r"notice to applicants|(?:during|in|throughout|part of) (?:the|our) (?:hiring|interview|recruitment|application)\b|"
    r"interview experience|recruiting (?:partner|contact|team)|(?:opportunity|chance) to (?:work alongside|learn from)|"
    r"recruit(?:ers|ment agenc)|equity package|work[- ]life balance|flexible (?:hours|working)|hybrid working|"
    r"commitment to (?:diversity|inclusion)|celebrate diversity|diverse backgrounds|people from all|"
    r"apply (?:now|today|even if)|unsolicited|"
    r"(?:please|send|submit)[^.]{0,30} (?:apply|cv|resume|application)|urlaub|betriebliche|mutuelle|"
    r"tickets? restaurant|télétravail|vacaciones|seguro médico)",
    re.IGNORECASE,
)
_ABOUT_US = _pattern(
    r"^(?:[Aa]t [A-Z]\w+|"
    r"[Ww]e(?:'re|'ve| (?:are|believe|build|help|have|started|were|make|value|exist|try|operate|ship|serve|process|"
    r"deliver|foster|encounter|experiment))\b(?! looking| hiring| seeking| searching)|"
    r"[Oo]ur (?:mission|vision|values|customers|company|product|platform|clients|investors|culture|offices?|systems|"
    r"infrastructure|engineers|technology|software|business|teams? (?:is|are|of|has|have|values))|"
    r"[Ff]ounded|[Hh]eadquartered|[Ss]ince \d{4}|[Bb]acked by|"
    r"[A-Z][\w.&]+(?: [A-Z][\w.&]+)? (?:is (?:a|an|the|on|one|building|committed|proud|looking to)|was|helps|"
    r"provides|builds|has|makes|offers|serves|powers|enables|delivers)\b)"
)
_TURNS_TO_YOU = _pattern(  # what makes a sentence about the company ask for something after all
    r"\b(?:you(?:'ll| will| would|'d| have|'ve| must| should| bring| know| get to| can)|candidates?|must|someone|"
    r"you(?:'re| are) (?:an?|the|passionate|excited|motivated|driven|comfortable|someone|able|responsible)|"
    r"looking for|seeking|searching for|hiring|we(?:'re| are)? (?:\w+ )?(?:need|want)|(?:this|the) (?:role|position))\b",
    re.IGNORECASE,
)
_WANTS = _pattern(
    r"\b(?:you have|you've|you bring|you(?:'re| are)(?! (?:joining|welcome))|"
    r"you (?:know|can|enjoy|like|love|thrive|care|want|should|need|understand|speak|value)\b|expect(?:ed)? (?:you|to)\b|"
    r"(?:is|are) expected|(?:we(?:'re| are)|is) (?:\w+ )?(?:hiring|recruiting)|must|looking for|seeking|"
    r"searching for|ideal(?:ly)?|candidates?|experience (?:with|in|of|building|using|working)|experienced|"
    r"proficien|knowledge|understanding of|"
    r"familiar|strong|solid|skills?|ability to|able to|expertise|hands-on|\d+\+? (?:or more )?years|"
    r"background in|fluent|comfortable|track record|competen|required|qualified|sense of|passion|erfahrung|"
    r"kenntnisse|expérience|experiencia|connaissance|conocimiento|maîtrise|wir suchen|du (?:hast|bist|bringst)|nous recherchons|"
    r"tu (?:as|es|sais|aimes)|vous (?:avez|êtes|savez|maîtrisez)|capacité|buscamos|capacidad|dominio)",
    re.IGNORECASE,
)
_DUTIES = _pattern(
    r"\b(?:you(?:'ll| will| would|'d)|this is an? [^.,;]*(?:role|position|job|opportunity)|"
    r"will be|will (?:\w+ )?(?:design|build|work|lead|own|develop|be|help|"
    r"drive|join|support|maintain)|responsib|(?:this|the) (?:role|position|engineer|person|developer|job)|"
    r"in this role|your (?:job|role|work|mission|task|day)|"
    r"you (?:write|decide|build|own|take|lead|run|design|help|guide|make|work|review|care for|keep|develop|"
    r"maintain|test|ship)\b|needs? someone|someone (?:who|to)|to (?:join|help|"
    r"lead|build|design|own|develop)|du wirst|deine aufgabe|tu seras|vous serez|(?:ton|votre) rôle|te encargarás|serás)",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"\b(?:drives?|defines?|designs?|builds?|operates?|mentors?|partners?|ensures?|leads?|owns?)\b")
_PEOPLE = (
    r"(?:teams?|engineers?|managers?|scientists?|designers?|developers?|stakeholders|colleagues|partners|"
    r"customers|analysts?|leadership|leaders|leads?|peers|departments|units|vendors|counterparts|experts|"
    r"owners|architects|"
    r"researchers|functions|groups|users|clients|professionals|specialists|executives|members|DevOps|SRE|QA|"
    r"product|design|marketing|sales|operations|engineering)"
)
_WITH = re.compile(
    r"\b(?:collaborat|partner|work|liais|interact|coordinat|engag|interfac|align|pair|consult|"
    r"communicat)\w*\b[^.;:,]{0,40}?\bwith\b|\balongside\b|\binfluenc(?:e|es|ing)\b|\b(?:report|reports|reporting) (?:in)?to\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;:)]|\s(?:to|so|while|who|through|by|at|from)\s")
_PEOPLE_WORD = re.compile(rf"\b{_PEOPLE}\b", re.IGNORECASE)
_IN_TEAM = re.compile(
    r"\b(?:within|in|of|on|join|joining|inside|across)\s+(?:the|our|a|an|your|"
    r"this)\s+(?P<who>(?:[\w&/-]+\s+){1,4}?(?:team|group|department|organi[sz]ation|division|squad|guild))\b",
    re.IGNORECASE,
)
_TEAMS_OF = re.compile(
    r"\b(?:teams|engineers|groups|organi[sz]ations?|functions)\s+(?:across|spanning|covering|comprising)\s+[^.;:()]*",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:\b(?:bachelor|master)(?:['’]?s)?\b(?: degree| of science)?|\bph\.?\s?d\b|\b[bm]\.?sc?\b\.?|"
    r"\b[bm]\.?s\.?(?= (?:in|degree|or))|\bdegree(?! of (?!science|arts|engineering))|\bdiploma|\babschluss|\bstudium|"
    r"\bdiplôme|\bgrado|\blicenciatura|\bingeniería)[^.;\n]*?"
    r"(?=\band/or\b|\bwith \d|\band \d|\bplus \d|\bwith (?:strong|experience)|\bor (?:equivalent|\d)|;|\.(?:\s|$)|$)",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"fields? of study|majors?|disciplines?", re.IGNORECASE)
_SILENT = {"benefits", "equal_opportunity", "process", "career", "keywords", "salary", "location"}


def stretches_of(text: str, sentence: Sentence, section: Section) -> list[Stretch]:
    """The stretches of a sentence that ask for something, in order; empty where it asks for nothing."""
    body = text[sentence.start : sentence.end]
    if section.kind in _SILENT or (section.kind == "education" and _FIELDS.search(section.heading)):
        return []
    if _PERK.search(body) and not (sentence.bullet and section.kind in {"duties", "requirements"} and not _OFFER.search(body)):
        return []
    base = None if _is_blurb(body, sentence, section) else _base(body, sentence, section)
    if base is None:
        return []
    return [Stretch(start, end, ask) for start, end, ask in _by_clause(text, sentence, base)]


_OFFER = re.compile(
    r"\b(?:we offer|insurance|401|stipend|allowance|budget for|training budget|learning budget|paid|pension|"
    r"equal[- ]opportunity|regardless|without regard)\b",
    re.IGNORECASE,
)


def _is_blurb(body: str, sentence: Sentence, section: Section) -> bool:
    """Whether a sentence among the duties or requirements, outside their lists, tells about the company instead."""
    if section.kind not in {"duties", "requirements", "preferred"} or _TURNS_TO_YOU.search(body):
        return False
    return _ABOUT_US.search(body) is not None and (not sentence.bullet or body.startswith(("Our ", "our ")))


def _base(body: str, sentence: Sentence, section: Section) -> Ask | None:
    match section.kind:
        case "requirements" | "education":
            return (
                Ask.PREFERRED
                if section.kind == "education" and re.search(r"prefer", section.heading, re.IGNORECASE)
                else Ask.REQUIRED
            )
        case "preferred":
            return Ask.PREFERRED
        case "duties":
            return Ask.DUTY
        case "stack":
            return Ask.UNCLEAR
        case _:
            return _by_wording(body, sentence, section)


def _by_wording(body: str, sentence: Sentence, section: Section) -> Ask | None:
    """In parts that may or may not ask (intro, summary, about the company), the wording decides."""
    wants, duty, about = bool(_WANTS.search(body)), bool(_DUTIES.search(body)), bool(_ABOUT_US.search(body))
    if section.kind == "company" and not (re.search(r"\byou\b", body, re.IGNORECASE) and (wants or duty)):
        return None
    if about and not _TURNS_TO_YOU.search(body):
        return None
    if wants:
        return Ask.REQUIRED
    if duty or (section.kind == "summary" and _THIRD_PERSON.search(body)):
        return Ask.DUTY
    if section.kind in {"summary", "other"} and sentence.bullet:
        return Ask.DUTY
    return None


def _by_clause(text: str, sentence: Sentence, base: Ask) -> list[tuple[int, int, Ask]]:
    """Cut at semicolons and brackets, and at commas where both 'required' and 'preferred' are said."""
    body = text[sentence.start : sentence.end]
    hints = list(_PREFERRED.finditer(body))
    if not hints:
        return [(sentence.start, sentence.end, base)]
    both = bool(_REQUIRED.search(_BUT_NOT_NEEDED.sub("", body))) and base is not Ask.PREFERRED
    cuts = {0, len(body)}
    for match in re.finditer(
        r"[;()]|\s[—–-]\s|,(?=\s*(?:and |but )?(?:ideally|preferably))|\bbut\b" + (r"|," if both else ""), body
    ):
        cuts.add(match.start())
    for match in re.finditer(r"\b(?:ideally|preferably)\b", body, re.IGNORECASE):
        if match.start() > 20:
            cuts.add(match.start())
    found: list[tuple[int, int, Ask]] = []
    since = sentence.start
    for start, end in pairwise(sorted(cuts)):
        hinted = any(start <= hint.start() < end for hint in hints)
        if found and _BUT_NOT_NEEDED.match(body, start):
            found[-1] = (*found[-1][:2], Ask.PREFERRED)
        elif hinted and _speaks_of_before(body[start:end]):
            found = [(left, right, Ask.PREFERRED) if left >= since else (left, right, ask) for left, right, ask in found]
        if body[start] == ";" or body.startswith("but", start):
            since = sentence.start + start
        found.append((sentence.start + start, sentence.start + end, Ask.PREFERRED if hinted else base))
    return found


def _speaks_of_before(part: str) -> bool:
    """Whether '(preferred)', ') are a plus' or '- desirable for ...' speaks of what stands before it, not of what follows."""
    bare = re.sub(r"^(?:all|both|each) (?:are |is |of (?:which|these) (?:are |is ))?", "", part.lstrip(" ()—–-"))
    hint = _PREFERRED.match(bare)
    return hint is not None and part[:1] in " ()—–-" and hint[0].lower() not in {"ideally", "preferably"}


def silent_spans(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Stretches whose words ask for nothing: what is negated, degrees, and the names of teams and people to work with."""
    start, end = sentence.start, sentence.end
    spans = [match.span() for match in _NEGATED.finditer(text, start, end)]
    for match in _NOT_NEEDED.finditer(text, start, end):  # what stands before it in its clause
        clause = max(text.rfind(mark, start, match.start()) for mark in ".;:!?,")
        spans.append((max(start, clause + 1), match.end()))
    spans += [match.span() for match in _DEGREE.finditer(text, start, end)]
    return spans


_OPENING = _pattern(
    r"\b(?:(?:we(?:'re| are)|is|are|now|currently)\s+(?:\w+\s+)?(?:hiring|recruiting)|"
    r"(?:looking|seeking|want) to (?:hire|recruit))\b",
    re.IGNORECASE,
)


def opening_spans(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the employer says that it is hiring: the candidate need not know how to."""
    return [match.span() for match in _OPENING.finditer(text, sentence.start, sentence.end)]


def people_spans(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Stretches that name people or teams to work with: the trades in them are theirs, not asked of the candidate."""
    start, end = sentence.start, sentence.end
    spans = [match.span("who") for match in _IN_TEAM.finditer(text, start, end)]
    spans += [match.span() for match in _TEAMS_OF.finditer(text, start, end)]
    for match in _WITH.finditer(text, start, end):
        stop = _CLAUSE_END.search(text, match.end(), end)
        named = list(_PEOPLE_WORD.finditer(text, match.end(), stop.start() if stop else end))
        if named:
            spans.append((match.end(), named[-1].end()))
    return spans
