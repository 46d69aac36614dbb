"""The title of the job and its seniority level, with the basis of the level."""

from __future__ import annotations

import re

LEVELS: tuple[tuple[str, str], ...] = (
    ("executive", r"\b(?:cto|cio|ciso|cpo|chief|vp|vice president|svp|evp)\b"),
    ("director", r"\b(?:director|head of)\b"),
    ("principal", r"\b(?:principal|distinguished|fellow)\b"),
    ("lead", r"\b(?:lead|lmts|technical lead|tech lead|teamleit\w*)\b"),
    ("staff", r"(?<!technical )\bstaff\b(?! of)"),
    ("manager", (r"\b(?:engineering|development|software|team|data|technical|infrastructure|it) manager\b|"
    r"\bmanager of\b|^manager\b")),
    ("senior", r"\b(?:senior|sr\.?|sen\.|s[ée]nior|iii|iv|smts)\b"),
    ("intern", r"\b(?:intern|internship|working student|werkstudent\w*|praktikant\w*|stagiaire|trainee|apprentice)\b"),
    ("junior", r"\b(?:junior|jr\.?|entry[- ]level|graduate|new grad|associate|early[- ]career)\b"),
    ("mid", r"\b(?:mid|mid[- ]level|intermediate|medior|ii|mid[- ]senior)\b"),
)  # fmt: skip
"""Seniority words, the highest first; the first that stands in a title decides."""

_IN_TEXT = re.compile(
    r"\b(?P<word>senior|junior|mid[- ]level|entry[- ]level|staff[- ]level|principal|"
    r"lead)\s+(?:level\s+)?(?:individual contributor|ic\b|role|position|technical leader|software|backend|"
    r"back-end|frontend|engineer|developer|member|data)",
    re.IGNORECASE,
)
_JOB_WORDS = re.compile(
    r"\b(?:engineer\w*|develop\w*|architect\w*|programmer|scientist|analyst|manager|designer|administrator|"
    r"admin|consultant|lead|director|specialist|member of technical staff|mts|lmts|sre|devops|"
    r"tester|researcher|nurse|teacher|accountant|officer|technician|coordinator|intern|head|chief|cto|vp|staff|"
    r"representative|assistant|clerk|expert|\w*entwickler\w*|\w*ingenieur\w*|développeu\w*|"
    r"ingénieur\w*|desarrollador\w*|ingenier\w*|technologist|owner|partner|advocate|evangelist|strategist|"
    r"writer|editor|practitioner|therapist|driver|chef|cook|mechanic|electrician|attorney|counsel)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:job title|title|position|role|job|vacancy|stelle|poste|puesto|we(?:'re| are) hiring(?: an?)?|"
    r"now hiring|hiring|opening|job opening|job posting|job description)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"^.*\b(?:required skills|responsibilities)\b.*?\bfor\s+(?:an?\s+)?(.+)$", re.IGNORECASE)
_HIRING = re.compile(
    r"\b(?:looking for|seeking|hiring|recruiting|searching for|in search of|in need of|need|want|opening for|"
    r"join us as|role of|position of|suchen|recherchons|buscamos)\b,?\s+(?:an?|our(?: next)?|the|for an?|"
    r"einen?|une?|un|una)?\s*"
    r"(?P<title>(?:[\w/+#.&()-]+ ){0,6}?(?:Engineer|Developer|Architect|Scientist|Analyst|Manager|"
    r"Administrator|Nurse|Teacher|Accountant|Designer|Programmer|SRE|Lead|Consultant|Director|Specialist|"
    r"engineer|developer|architect|scientist|analyst|nurse|teacher|accountant|designer|programmer|"
    r"Entwickler\w*|Développeu\w*|Desarrollador\w*)"
    r"(?:\s*\([\w/+#. -]{1,25}\))?)",
)  # fmt: skip


_NO_TITLE = re.compile(
    r"[.!?:;]$|^[^A-Z]*[a-z]|^(?:about|entry point|who|what|why|join us|key|core|du|we|you|our)\b|\b(?:[Ww]e|"
    r"[Yy]ou|[Oo]ur|is|are|will|ist|sind|est|es)\b"
)


def title_of(text: str) -> str:
    """The title: a labelled line, else an early short line that names a trade, else what the text says it is looking for."""
    lines = [line.strip(" \t#*_-•|") for line in text[:3000].split("\n")]
    lines = [line for line in lines if line][:14]
    for line in lines:
        if _LABEL.match(line) and _JOB_WORDS.search(line) and len(line) < 120:
            labelled = _LABEL.sub("", line)
            wrapped = _WRAPPED.match(labelled)
            return _cleaned(wrapped[1] if wrapped else labelled)
    for line in lines[:8]:
        wrapped = _WRAPPED.match(line)
        if wrapped and len(line) < 140:
            return _cleaned(wrapped[1])
    named = [line for line in lines[:8] if len(line) <= 100 and _JOB_WORDS.search(line) and not _NO_TITLE.search(line)]
    hiring = _HIRING.search(text[:4000])
    if named and (named[0] in lines[:3] or not hiring):
        return _cleaned(named[0])
    if hiring:
        found = _cleaned(hiring["title"])
        return found[:1].upper() + found[1:]
    return _cleaned(lines[0]) if lines and len(lines[0]) <= 100 and not lines[0].endswith(".") else ""


def _cleaned(title: str) -> str:
    title = re.sub(r"^[^\w(]+", "", title)
    title = re.sub(
        r"\s*[(\[]?\b(?:m\s?/\s?[wf]\s?/\s?[dx]|[wf]\s?/\s?m\s?/\s?[dx]|f/m/d|h/f|f/h|m/f|all genders|gn)\b[)\]]?\*?",
        "",
        title,
        flags=re.IGNORECASE,
    )
    title = re.sub(r"\s+(?:at|@)\s+[A-Z].*$", "", title)
    title = re.split(
        r"\s+[|•·]\s+|\t|\s+[–—-]\s+(?=(?:remote|hybrid|full|part|[A-Z][a-z]+,|permanent|contract|berlin|london|"
        r"new york|on-?site))",
        title,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    title = re.sub(
        r"\s*[(\[](?:remote|hybrid|on-?site|full[- ]time|part[- ]time|contract|permanent|us|uk|eu|emea|usa)[^)\]]*[)\]]",
        "",
        title,
        flags=re.IGNORECASE,
    )
    return title.strip(" -–—:,*_#|")


_GRADE = re.compile(r"\bG[SG][- ]?\d{1,2}\b")  # in the public service years count within a grade and tell no seniority


def level_of(title: str, text: str, years_min: int | None) -> tuple[str, str]:
    """(level, basis): basis is ``title``, ``text``, ``years`` or ``none``; the level is empty where nothing tells it."""
    for level, pattern in LEVELS:
        if re.search(pattern, title, re.IGNORECASE):
            return level, "title"
    said = _IN_TEXT.search(re.split(r"career (?:progress|path)|entry point", text, maxsplit=1, flags=re.IGNORECASE)[0])
    if said:
        word = re.sub(r"[- ]level", "", said["word"].lower())
        return {"entry": "junior"}.get(word, word), "text"
    if years_min is not None and not _GRADE.search(text):
        return ("junior" if years_min < 2 else "mid" if years_min < 5 else "senior" if years_min < 10 else "staff"), "years"
    return "", "none"
