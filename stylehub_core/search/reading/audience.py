"""For whom a request asks: "men's swim shorts", "leggings for girls", "nursing top", "something for my dad"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stylehub_core.search.reading.tokens import Token


class Audience(StrEnum):
    WOMEN = "Women"
    MEN = "Men"
    GIRLS = "Girls"
    BOYS = "Boys"
    CHILDREN = "Children"
    TEENS = "Teens"
    BABIES = "Babies"
    MATERNITY = "Maternity"
    SPORT = "Sport"
    PLUS_SIZE = "Plus size"


_FOR = r"(?:(?:made |meant |suitable )?for (?:an? |my |the |your |our |his |her )?|my )"
_YEARS = r"(?:\d+[- ]years?[- ]old |little |young |small )?"
_PEOPLE: tuple[tuple[Audience, str, str], ...] = (
    # audience, words that say so anywhere, words that say so after "for" or "my"
    (Audience.GIRLS, r"girls?(?:'s|')?", r"(?:daughters?|nieces?|granddaughters?)"),
    (Audience.BOYS, r"boys?(?:'s|')?(?! ?shorts?\b)", r"(?:sons?|nephews?|grandsons?)"),
    (
        Audience.BABIES,
        r"(?:bab(?:y|ies)(?:'s|')?|newborns?(?:'s|')?|infants?(?:'s|')?)(?! ?(?:blue|pink|doll|yellow)\b)",
        r"(?:toddlers?)",
    ),
    (Audience.TEENS, r"(?:teen(?:age|ager)?s?(?:'s|')?)", r"(?:teens?)"),
    (Audience.CHILDREN, r"(?:kids?(?:'s|')?|child(?:ren)?(?:'s|')?|toddlers?(?:'s|')?)", r"(?:grandchild(?:ren)?)"),
    (
        Audience.WOMEN,
        r"(?:wom[ae]n(?:'?s|')?|lad(?:y|ies)(?:'s|')?|females?)",
        r"(?:wife|girlfriend|mother|mum|mom|grandmother|grandma|sister|aunt|her|bride|girlfriends)",
    ),
    (
        Audience.MEN,
        r"(?:m[ae]n(?:'?s|')?|males?|gents?(?:'s|')?|gentlem[ae]n(?:'s|')?|guys?(?:'s|')?)",
        r"(?:husband|boyfriend|father|dad|daddy|grandfather|grandpa|brother|uncle|him|groom)",
    ),
    (Audience.MATERNITY, r"(?:maternity|pregnancy|pregnant|mums?-to-be|moms?-to-be|expecting)", r"(?:mama)"),
    (Audience.PLUS_SIZE, r"(?:plus[- ]sizes?|plus[- ]sized|curvy|larger sizes)", r"(?:curvy women)"),
    (
        Audience.SPORT,
        r"(?:sports?|sportswear|activewear|athletic|gym|workout|work-out|fitness|exercise)",
        r"(?:sports?|the gym|training|working out)",
    ),
)
_PATTERNS = [
    (
        audience,
        re.compile(rf"(?<![\w-])(?:{_FOR}?{_YEARS}{anywhere}|{_FOR}{_YEARS}{after_for})(?![\w-])", re.IGNORECASE),
    )
    for audience, anywhere, after_for in _PEOPLE
]
_HINTS = (
    (Audience.MATERNITY, re.compile(r"(?<![\w-])(?:nursing|breast-?feeding)(?![\w-])", re.IGNORECASE)),
    (
        Audience.SPORT,
        re.compile(r"(?<![\w-])(?:running|yoga|jogging|training|cycling)(?![\w-])", re.IGNORECASE),
    ),
)
"""Words that tell for whom something is and what it is for: they are searched for as well."""


@dataclass(frozen=True)
class AudienceWish:
    """start, end: the characters that say so. searched: whether they are words to search for, too."""

    audience: Audience
    start: int
    end: int
    searched: bool = False


_SPOKEN = (
    "girl girls boy boys baby babies newborn infant toddler teen teens teenager kids kid child children women woman "
    "womens ladies lady female men man mens male gents guys maternity pregnancy pregnant nursing sport sports gym "
    "workout running yoga training daughter son husband wife boyfriend girlfriend mother father"
)


def audience_words() -> set[str]:
    """Words that say for whom."""
    return set(_SPOKEN.split())


def audience_wishes(text: str, tokens: Sequence[Token]) -> tuple[AudienceWish, ...]:
    """What the words of these tokens say, in order of their place; each audience once.

    text: as typed, of which the tokens are parts that are not excluded and not quoted names.
    """
    found = [wish for wish in _wishes(text) if _covered(wish, tokens)]
    found.sort(key=lambda wish: (wish.start, wish.end - wish.start))
    first: dict[Audience, AudienceWish] = {}
    for wish in found:
        first.setdefault(wish.audience, wish)
    return tuple(first.values())


def _wishes(text: str) -> Iterator[AudienceWish]:
    plain = text.replace("’", "'")
    for audience, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            yield AudienceWish(audience, match.start(), match.end())
    for audience, pattern in _HINTS:
        for match in pattern.finditer(plain):
            yield AudienceWish(audience, match.start(), match.end(), searched=True)


def _covered(wish: AudienceWish, tokens: Sequence[Token]) -> bool:
    """Whether a token that is not quoted stands at the end of these characters."""
    return any(token.start < wish.end <= token.end + 1 and not token.quoted for token in tokens)
