"""Which lines are headings, and what kind of part they open. Vocabulary in English, German, French and Spanish."""

from __future__ import annotations

import re
from typing import Literal

SectionKind = Literal[
    "intro", "summary", "company", "duties", "requirements", "preferred", "stack", "education", "career", "benefits",
    "salary", "location", "process", "equal_opportunity", "keywords", "other",
]  # fmt: skip

_KINDS: tuple[tuple[SectionKind, str], ...] = (
    ("duties", r"^you('ll| will)( be| get to)?$"),
    ("duties", (r"^((essential|key|main|core|primary|major|principal|secondary|general) )*(job )?(duties|responsibilities|"
    r"functions|tasks)\b(?!.*(require|qualif|skill))")),
    ("education", r"^(preferred|minimum|required|desired) (education|degree)"),
    ("keywords", r"\bkeywords?\b|^tags?\b|^schlagw|^mots[- ]cl|^palabras clave"),
    ("equal_opportunity", (r"equal (opportunit|employment)|\beeoc?\b|\bdiversity\b|\binclusi(on|ve)|accommodation|\bbelonging\b|"
    r"chancengleich|égalité|igualdad|privacy notice|disclaimer|fraud|notice to|legal")),
    ("process", (r"(hiring|interview|recruitment|recruiting|selection|application) (process|steps?|stages)|how (we|you(.ll|"
    r" will) be) (hire|interview|recruit|evaluat|select)|"
        r"(our|the) process$|conditions of employment|notice period|how to apply|apply|"
    r"next steps|bewerb|candidature|postul|contact|recruiter|what happens next|a note (on|about)|vulnerab")),
    ("benefits", (r"benefit|\bperks?\b|what (we|we'll) (can )?offer|what('s| is) in it for you|we offer|our offer|"
    r"^your (chance|benefits|opportunity|perks)$|"
    r"why (you('ll| will|'d| would)? )?(should |love |like )*(join|work)|why (us\b|you'll love)|rewards?|"
    r"compensation (and|&)|total rewards|what you('ll| will)? (get|receive|gain)|you('ll| will) (get|receive)|"
    r"what makes .*great|wir bieten|das bieten wir|unser angebot|benefits|nous offrons|avantages|"
    r"ce que nous (vous )?(offrons|proposons)|ofrecemos|beneficios|pay (and|&) benefits|wellbeing|time off")),
    ("salary", (r"^(base |annual |estimated |expected )*(salary|pay|wage|compensation)\b|salary range|pay (range|"
    r"transparency|scale|rate)|gehalt|rémunération|salario|vergütung")),
    ("location", (r"^(job |work |primary |office )?locations?\b|^where (we|you|the)|standort|^lieu|ubicación|"
    r"^work(ing)? (arrangement|model|pattern|hours)|^travel\b|^hours\b|^employment type|^job type|^schedule")),
    ("career", (r"career (path|progress|ladder|growth|development)|^entry point|^advancement|^lateral|^progression|"
    r"growth path|^promotion")),
    ("preferred", (r"nice[- ]to[- ]ha|prefer|bonus|\bplus(es)?\b|desir(ed|able)|(^|\b)extra credit|brownie|good[- ]to[- ]have|"
    r"would be (great|nice|a plus|ideal)|\bassets?\b|optional|stand ?out|sets? you apart|set yourself apart|"
    r"advantag|beneficial|also (good|great|helpful|have|nice|welcome)|^helpful|\bextras?$|not required|even better|icing|"
    r"wish ?list|we('d| would) (also )?(love|like) (it )?if|"
    r"you('ll)? (might|may) also|wünschenswert|von vorteil|idealerweise|serait un plus|atouts?|un plus|"
    r"deseable|se valora|additional (skills|qualif|experience)|great if|dream|secondary skills")),
    ("education", (r"^(minimum |preferred |required )?educat|educational|degrees?\b|fields? of study|academic|ausbildung|"
    r"\bformation\b|\bformación\b|certifications?$|licens")),
    ("requirements", (r"require|qualif|must[- ]have|must haves|essential|\bskills?\b|competenc|what you('ll)? (need|bring|have|"
    r"should|know|must)|what you('re| are) (good|great)|you('ll| will) (need|bring|have)|who you are|about you|"
    r"^you\b|your (profile|background|skills|experience|qualif|toolbox|strength)|you (have|are|bring|might|"
    r"know|should|may)|(looking|look) for|ideal candidate|you might be|minimum|background|what we (need|expect|"
    r"value|want|ask|seek)|person spec|experience|expertise|knowledge|proficien|successful candidate|"
    r"fit for you|expectations|good fit|great fit|right fit|right person|candidate|expect from you|traits?|attributes|"
    r"profil|anforderung|qualifikation|das bringst du|dein profil|ihr profil|was du mitbring|compétence|"
    r"vous avez|votre profil|requisitos|perfil|conocimientos|lo que buscamos|mitbring|strengths")),
    ("duties", (r"responsib|dut(y|ies)\b|what you('ll| will|'d| would)? ?(be )?(do|own|work|build|tackle|lead|deliver|"
    r"contribut|achieve|drive)|you('ll| will) (do|be|work|own|build|spend)|functions?|your (role|mission|"
    r"impact|tasks?|job|work|day|contribution|challenge)|in this (role|position|job)|as an? |accountabilit|"
    r"day[- ]to[- ]day|a day in|typical (day|week)|key (tasks?|areas|objectives|deliver|activit|result)|tasks?|"
    r"what the (job|role|work)|how you('ll| will)|\bscope\b|^the (job|work)\b|(success|impact) (looks|will)|"
    r"first (\d+|few|three|six|month|year|week)|within (your )?\w+ (months|days)|by (month|day)|what success|"
    r"activities|the challenge|objectives|projects|aufgaben|das erwartet|verantwort|missions?\b|"
    r"responsabilidad|funciones|tareas|responsabilités|vos |was dich erwartet|deine aufgabe|ihre aufgabe")),
    ("stack", (r"(tech(nology|nical)?|our|the) stack|^technolog|^tools?\b|^stack|tech we|technologies|^environment|"
    r"tooling|tech environment|what we use|how we build")),
    ("summary", (r"about the (role|job|position|opportunity|team|work)|overview|summary|role definition|^(the )?(role|"
    r"position|opportunity|team|job)\b|purpose|description|position|mission|stellenbeschreibung|descripción|"
    r"le poste|poste|project")),
    ("company", (r"^about\b|who we are|^our\b|company|^we are|^meet |^why\b|^life (at|in)|^join|^working at|culture|values|"
    r"story|über uns|à propos|sobre|qui sommes|quiénes somos|wer wir sind|the product|what we('re| are)? (do|"
    r"build)|department|back to")),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)

_VOCABULARY = frozenset("""
a about absolute academic accommodation accountabilities accountability achieve activities additional advantage advantageous
all also an and apart apply applicant application are areas as aspects asset assets at attributes background basic basics be
behaviours being benefit benefits bonus bring brings building but by can candidate candidates career centre challenge
challenges commitment company compensation competencies competency contact contribution core criteria culture day days define
definition deliverables desirable desired description details do does doing duties duty education educational eeo employer
employment environment equal essential essentials excel expect expectations expected experience expertise extra fields first
fit for from function functions general get good great growth happens hard have help here hiring how i ideal ideally if
impact important in inclusion information interview is it it's job join key keyword keywords knowledge ladder lateral level
life like ll location look looking looks love main make makes may mean meet might minimum mission month months moves must
musts must-have must-haves nice nice-to-have nice-to-haves need needed needs next non-technical notice notes of offer on one
opportunities opportunity optional or other others our outcomes overall overview own package paths path pay people perks
person personal place plus pluses points position preferred primary principal process professional profile progression
purpose qualification qualifications qualities range recruitment relevant require required requirement requirements
responsibilities responsibility responsible reward rewards right role salary scope secondary see seeking set should skill
skills skillset so soft someone spec specific specification specifications stack stand standout statement steps strengths
strongly study success successful summary sure tag tags tasks team tech technical technologies technology that the these they
things this thrive to tools total traits transferable type typical under up us use useful values very want we we'd we'll we're
welcome well what what'll what's when where who who's why will wishlist with within work working world would year you you'd
you'll you're you've your yourself and/or bullet applicants day-to-day check boxes if: section part knowledge/skills
abilities ability special über uns dein deine ihr ihre profil aufgaben anforderungen was wir bieten dich erwartet du
mitbringst das bringst mit unser angebot votre vos missions poste compétences nous offrons requisitos funciones ofrecemos
responsabilidades sobre nosotros perfil lo que buscamos deseable experiencia formación formation avantages recherché requises
principales beneficios qualifikationen deine:in und et y de la le les del el wer sind extras helpful strong await awaits
along promise mandatory tell evaluated hire recruit evaluate mindset stage start starting
""".split())  # fmt: skip

_TRIM = re.compile(r"^[^\w]+|[^\w)]+$")


def kind_of(heading: str) -> SectionKind | None:
    """What a heading opens, by its words; ``None`` where it says nothing that we know."""
    plain = _TRIM.sub("", heading).replace("’", "'").lower()
    for kind, pattern in _PATTERNS:
        if pattern.search(plain):
            return kind
    return None


def is_known_heading(text: str) -> bool:
    """Whether every word of a short line belongs to the vocabulary of headings (a name after at, about, join may not)."""
    words = re.findall(r"[\w'’/-]+", text.replace("’", "'"))
    if not 1 <= len(words) <= 12:
        return False
    unknown = [
        word
        for index, word in enumerate(words)
        if not _known(word.lower()) and not (index and words[index - 1].lower() in {"at", "about", "join"})
    ]
    allowed = 0 if len(words) < 4 else 1 if all(word[:1].isupper() for word in unknown) else 0
    return len(unknown) <= allowed and kind_of(text) is not None


def _known(word: str) -> bool:
    return word in _VOCABULARY or all(part in _VOCABULARY for part in re.split(r"[-/]", word)) or word.isdigit()
