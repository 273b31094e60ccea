"""What a request says about the price: "under 30", "between 20 and 40", "€25 or less", "cheapest"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stylehub_core.search.reading.tokens import Token

Cost = Literal["low", "high"]

_BELOW = (
    r"under|below|less than|cheaper than|lower than|no more than|not more than|not over|not above|up to|"
    r"at most|max|maximum|until|within"
)
_ABOVE = (
    r"over|above|more than|dearer than|at least|no less than|not under|not below|min|minimum|starting at|upwards of"
)
_AROUND = "around|about|roughly|approximately|circa|approx"
_MONEY = (
    r"€|\$|£|eur|euros?|usd|dollars?|bucks|gbp|pounds?|quid|sek|nok|dkk|kr|kronor|kroner|kronen|chf|francs?|pln|zł|"
    r"zloty|yen|jpy|inr|rupees?|cad|aud|krona|krone"
)
_UNITS = (
    r"months?|mo|years?|yrs?|y|m|cm|mm|inch(?:es)?|in|ml|l|g|kg|den|denier|uv|percent|%|pieces?|pcs|pack|items?|days?|"
    r"weeks?|degrees?|°"
)
_DIGITS = r"(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d{1,2})?)"
_NUMBER = rf"(?:(?:{_MONEY})\s?)?{_DIGITS}(?:\s?(?:{_MONEY})(?!\w))?(?!\s?(?:{_UNITS})(?!\w))(?![\w.,]?\d)"
_ONE = rf"{_NUMBER}(?!\s?[-–]\s?\d)"
_PRICED = r"(?:(?:that |which )?(?:costs?|costing|priced|is|are|price|for)\s+)?"
_RANGES = (
    ("between", rf"\b{_PRICED}between\s+{_NUMBER}\s*(?:and|to|-|–)\s*{_NUMBER}"),
    ("between", rf"\b{_PRICED}from\s+{_NUMBER}\s*(?:to|until|-|–)\s*{_NUMBER}"),
    ("between", rf"(?<![\w-]){_NUMBER}\s?(?:-|–|to)\s?{_DIGITS}\s?(?:{_MONEY})(?!\w)"),
    ("below", rf"\b{_PRICED}(?:{_BELOW})\s+{_ONE}"),
    ("below", rf"(?<![\w-]){_NUMBER}\s+(?:or|and)\s+(?:less|under|below|cheaper)\b"),
    ("above", rf"\b{_PRICED}(?:{_ABOVE}|from)\s+{_ONE}"),
    ("above", rf"(?<![\w-]){_NUMBER}\s+(?:or|and)\s+(?:more|over|above|up)\b"),
    ("around", rf"\b{_PRICED}(?:{_AROUND})\s+{_ONE}"),
    ("below", rf"(?:<=?\s?){_ONE}"),
)
_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RANGES]
_COSTS: tuple[tuple[Cost, re.Pattern[str]], ...] = (
    (
        "low",
        re.compile(
            r"\b(?:(?:not|nothing) (?:too |so |very )?(?:expensive|pricey|dear)|(?:the )?cheap(?:est|er)?|"
            r"(?:the )?lowest[ -]priced?|low[ -](?:cost|priced?)|inexpensive|affordable|bargains?|(?:on a )?budget)\b",
            re.IGNORECASE,
        ),
    ),
    ("high", re.compile(r"\b(?:(?:the )?most expensive|(?:the )?dearest|high[ -]priced?)\b", re.IGNORECASE)),
)
_AROUND_SHARE = 0.25
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True)
class PriceLimit:
    """lowest, highest: in the catalogue's currency; None for no limit. start, end: the characters that say so."""

    lowest: float | None
    highest: float | None
    start: int
    end: int

    @property
    def text(self) -> str:
        """Such as 'Under 30' or 'From 20 to 40'."""
        if self.lowest is None:
            return f"Under {self.highest:g}"
        return f"Over {self.lowest:g}" if self.highest is None else f"From {self.lowest:g} to {self.highest:g}"


@dataclass(frozen=True)
class CostWish:
    """Whether the cheapest or the most expensive are to come first."""

    cost: Cost
    start: int
    end: int

    @property
    def text(self) -> str:
        return "Cheapest first" if self.cost == "low" else "Most expensive first"


def price_limit(text: str, quoted: Sequence[Token] = ()) -> PriceLimit | None:
    """The first limit that the text names; None without any. quoted: what is not to be read."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _inside(match, quoted):
                continue
            numbers = [_number(digits) for digits in match.groups() if digits]
            low, high = _limits(kind, numbers)
            return PriceLimit(low, high, match.start(), match.end())
    return None


def cost_wish(text: str, quoted: Sequence[Token] = ()) -> CostWish | None:
    for cost, pattern in _COSTS:
        for match in pattern.finditer(text):
            if not _inside(match, quoted):
                return CostWish(cost, match.start(), match.end())
    return None


def _number(digits: str) -> float:
    """Of '1,200', '19.99' or '19,99'."""
    return float(digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", "."))


def _limits(kind: str, numbers: list[float]) -> tuple[float | None, float | None]:
    if kind == "between":
        return min(numbers), max(numbers)
    if kind == "around":
        return round(numbers[0] * (1 - _AROUND_SHARE), 2), round(numbers[0] * (1 + _AROUND_SHARE), 2)
    return (None, numbers[0]) if kind == "below" else (numbers[0], None)


def _inside(match: re.Match[str], quoted: Sequence[Token]) -> bool:
    return any(token.start < match.end() and match.start() < token.end for token in quoted)
