"""The salary band: amounts, currency and period as the text states them."""

from __future__ import annotations

import re
from typing import Literal

from interview.intake.role_draft import DraftSalary

_CODES = (
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "CAD",
    "AUD",
    "NZD",
    "SGD",
    "INR",
    "JPY",
    "PLN",
    "SEK",
    "NOK",
    "DKK",
    "CZK",
    "BRL",
    "MXN",
    "ILS",
)
_SIGNS = {
    "$": "USD", "US$": "USD", "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "C$": "CAD", "CA$": "CAD", "A$": "AUD",
    "AU$": "AUD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "₹": "INR", "¥": "JPY", "ZŁ": "PLN", "₪": "ILS",
}  # fmt: skip
_NAMED = "|".join(_CODES)
_SYMBOL = rf"(?:US\$|CA\$|C\$|AU\$|A\$|NZ\$|S\$|R\$|\$|€|£|₹|¥|₪|\b(?:{_NAMED})\b)"
_CODE = rf"(?:€|£|zł|₹|(?:{_NAMED}|euros?)\b)"
_AMOUNT = r"\d{1,3}(?:[,.'’ ]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_RANGE = re.compile(
    rf"(?P<c1>{_SYMBOL})?\s?(?P<a1>{_AMOUNT})\s?(?P<k1>[kK]\b)?\s?(?P<c2>{_CODE})?(?:\s?(?:per (?:year|annum|"
    rf"hour|month|day)|/\s?(?:yr|year|hr|hour|h|month|day)|annually))?"
    rf"\s*(?:-|–|—|‑|to|and|bis|à|a|until|~)\s*(?P<c3>{_SYMBOL})?\s?(?P<a2>{_AMOUNT})\s?(?P<k2>[kK]\b)?\s?(?P<c4>{_CODE})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?P<c1>{_SYMBOL})\s?(?P<a1>{_AMOUNT})\s?(?P<k1>[kK]\b)?|(?P<a3>{_AMOUNT})\s?(?P<k3>[kK])?\s?(?P<c2>{_CODE})", re.IGNORECASE
)
_PERIODS: tuple[tuple[Literal["year", "month", "day", "hour"], str], ...] = (
    ("hour", r"per hour|/\s?h(?:ou)?r?\b|hourly|an hour|pro stunde|/\s?std"),
    ("day", r"per day|/\s?day|daily|day rate|tagessatz|par jour"),
    ("month", r"per month|/\s?mo(?:nth)?\b|monthly|a month|p\.?m\.?\b|pro monat|par mois|al mes|mensual|brutto/monat"),
    ("year", r"per (?:year|annum)|/\s?y(?:ea)?r|annual|yearly|p\.?a\.?\b|a year|pro jahr|jahr|par an|annuel|al año|anual"),
)
_ABOUT_PAY = re.compile(
    r"salar|\bpay\b|compensation|base|gehalt|vergütung|rémunération|salaire|salario|remunerat|wage|earn|"
    r"\bOTE\b|package|💰|per annum|per year|per hour|hourly|day rate|\brate\b|range",
    re.IGNORECASE,
)
_LEAST = {"year": 10_000, "month": 500, "day": 50, "hour": 5}
_NOT_PAY = re.compile(
    r"budget|stipend|funding|raised|revenue|series [a-e]|valuation|\bmillion\b|\bbillion\b|\d\s?[MB]\b|401|"
    r"bonus of|sign|allowance|referral|transactions|assets|donat|match",
    re.IGNORECASE,
)


def salary_of(text: str) -> DraftSalary | None:
    """The first band, or the first single amount that is plainly a salary; ``None`` where none is stated."""
    for match in _RANGE.finditer(text):
        found = _band(text, match)
        if found is not None:
            return found
    for match in _SINGLE.finditer(text):
        found = _single(text, match)
        if found is not None:
            return found
    return None


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    line_end = len(text) if line_end < 0 else line_end
    before = text[max(line_start, match.start() - 120) : match.start()]
    heading = text[max(0, line_start - 60) : line_start]
    return heading + before, text[match.end() : min(line_end, match.end() + 60)]


def _band(text: str, match: re.Match[str]) -> DraftSalary | None:
    sign = match["c1"] or match["c3"] or match["c2"] or match["c4"]
    before, after = _around(text, match)
    if not sign:
        return None
    low, high = _number(match["a1"]), _number(match["a2"])
    thousands = bool(match["k1"] or match["k2"])
    low, high = (low * 1000 if thousands and low < 1000 else low), (high * 1000 if match["k2"] and high < 1000 else high)
    period = _period(match[0] + " " + after[:40], before[-60:], high)
    plausible = 0 < low <= high and high >= _LEAST[period]
    said_otherwise = _NOT_PAY.search(match[0] + after[:12]) or (
        _NOT_PAY.search(before[-30:]) and not _ABOUT_PAY.search(before[-30:])
    )
    if not plausible or said_otherwise:
        return None
    return DraftSalary(min=low, max=high, currency=_currency(sign, after + (match["c4"] or match["c2"] or "")), period=period)


def _single(text: str, match: re.Match[str]) -> DraftSalary | None:
    before, after = _around(text, match)
    if not _ABOUT_PAY.search(before[-60:] + after[:30]) or _NOT_PAY.search(before[-40:] + after[:25]):
        return None
    amount = _number(match["a1"] or match["a3"]) * (1000 if match["k1"] or match["k3"] else 1)
    period = _period(after[:40], before[-60:], amount)
    if amount < _LEAST[period]:
        return None
    currency = _currency(match["c1"] or match["c2"], after)
    if re.search(r"(?:up to|bis zu|max\w*|jusqu'à|hasta)\s*$", before, re.IGNORECASE):
        return DraftSalary(min=None, max=amount, currency=currency, period=period)
    if re.search(r"(?:from|starting at|at least|min\w*|ab|à partir de|desde)\s*$", before, re.IGNORECASE) or after.startswith(
        "+"
    ):
        return DraftSalary(min=amount, max=None, currency=currency, period=period)
    return DraftSalary(min=amount, max=amount, currency=currency, period=period)


def _number(shown: str) -> float:
    if re.search(r"[.,'’ ]\d{3}(?:\D|$)", shown):
        whole = re.sub(r"[.,]\d{2}$", "", shown)
        return float(re.sub(r"\D", "", whole))
    return float(shown.replace(",", "."))


def _currency(sign: str | None, after: str) -> str:
    code = re.match(r"\s*\(?(USD|CAD|AUD|NZD|SGD|EUR|GBP|MXN)\b", after)
    if code and (sign or "").strip() == "$":
        return code[1]
    shown = (sign or "$").strip().upper()
    return _SIGNS.get(shown, shown)


def _period(near: str, before: str, amount: float) -> Literal["year", "month", "day", "hour"]:
    for place in (near, before):
        for period, pattern in _PERIODS:
            if re.search(pattern, place, re.IGNORECASE):
                return period
    return "year" if amount >= 10_000 else "month" if amount >= 1500 else "day" if amount >= 250 else "hour"
