"""What a stylist sees at a glance: colours, patterns, season and occasion of each article, from its texts.

Only what a column or a plain word tells is used; where they say nothing, an article is neutral.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.outfits.roles import ROLES, Role, RoleVector

NEUTRAL = -1
"""The colour of what goes with any other."""

_NEUTRALS = frozenset({"black", "white", "grey", "beige", "brown", "mole", "metal", "khaki green", "unknown", "other"})
_NEUTRAL_SHADES = re.compile(
    r"black|white|grey|gray|beige|brown|navy|dark blue|khaki|cream|ivory|gold|silver|bronze|copper|taupe|tan\b|nude|"
    r"transparent|unknown|undefined|^any$|^other$"
)
_FAMILIES = ("blue", "turquoise", "green", "yellow", "orange", "red", "pink", "purple")
_PLAIN = re.compile(
    r"solid|denim|melange|chambray|structure|treatment|slub|neps|mesh|transparent|contrast|lace|jacquard|embroidery|"
    r"unknown|undefined|plain|^any$|^$"
)
_PLAIN_ACCESSORIES = re.compile(r"metal|glitter|application")
_WARM = re.compile(
    r"\b(?:wool\w*|cashmere|fleece|teddy|pile|faux fur|shearling|puffer|parka|quilted|down-filled|winter|warm-lined|"
    r"warm lining|chunky[- ]knit|heavy[- ]knit|coat|gloves|mittens|beanie|ski|thermal)\b"
)
_COOL = re.compile(
    r"\b(?:linen|straw|beach\w*|summer|espadrilles?|spaghetti|narrow (?:shoulder )?straps|shorts|sandals?|"
    r"flip[- ]flops?|sundress|sun hat)\b"
)
_CASUAL = re.compile(
    r"\b(?:sport|sports|sportswear|hoodie|sweatshirt|sweatpants?|joggers?|flip[- ]flops?|(?<!heeled )sandals|running|"
    r"gym|track)\b"
)
_DRESSY = re.compile(
    r"\b(?:blazer|suits?|tuxedo|tailored waistcoat|pumps|heels|heeled sandals|tie|evening|cocktail|ball ?gown|sequins?|"
    r"satin dress|occasion)\b"
)
_AT_HOME = re.compile(
    r"\b(?:wallets?|gym bags?|umbrellas?|dog wear|water ?bottles?|bibs?|hair (?:strings?|ties?|clips?)|"
    r"hairband|slippers|costumes?|accessories set|key ?rings?|braces|eyeglasses|lingerie|nightwear|beachwear|"
    r"phones?|dressing gown|pyjamas?)\b|^men underwear"
)
_WARM_DAYS = re.compile(r"\b(?:cold|snow|december|january|february|christmas|autumn|skiing|frost)\b")
_COOL_DAYS = re.compile(r"\b(?:hot|heat|holidays?|vacation|june|july|august|festival|sunny|tropical|picnic)\b")
_AT_EASE = re.compile(r"\b(?:hik(?:e|ing)|workout|yoga|training|lounging|camping|jogging|playground)\b")
_FESTIVE = re.compile(
    r"\b(?:wedding|party|gala|formal|interview|office|business|opera|theatre|dinner|graduation|prom|date night|"
    r"christening|funeral|elegant|smart)\b"
)
_FITS = (re.compile(r"\b(?:mama|maternity|nursing)\b"), re.compile(r"h&m\+|\bplus[- ]size\b"))
_HEAD = re.compile(r"\b(?:hats?|beanies?|caps?)\b")
_SHORT = ("product_type_name", "prod_name", "section_name")


@dataclass(frozen=True)
class Mood:
    """What an occasion asks for: warmth and occasion as in StyleTraits, 0 if it does not say."""

    warmth: int = 0
    occasion: int = 0


ANY_MOOD = Mood()


@dataclass(frozen=True, eq=False)
class StyleTraits:
    """One number for each article.

    colour: a colour family, NEUTRAL for none.
    statement: whether it is patterned or glitters.
    warmth: 1 for winter, -1 for summer, 0 for neither.
    occasion: 1 dressy, -1 sporty or at ease, 0 neither.
    fit: 0 usual, 1 maternity, 2 plus sizes.
    kind: its product type; all things for the head are one kind.
    at_home: whether no look is built of it, as of a wallet or a nightgown.
    """

    colour: NDArray[np.int8]
    statement: NDArray[np.bool_]
    warmth: NDArray[np.int8]
    occasion: NDArray[np.int8]
    fit: NDArray[np.int8]
    kind: NDArray[np.int32]
    at_home: NDArray[np.bool_]


def style_traits(articles: pd.DataFrame, roles: RoleVector) -> StyleTraits:
    """The traits of all articles. Columns that the shop lacks say nothing."""
    names = [name for name in _SHORT if name in articles]
    short = _joined(articles, names)
    said = _joined(articles, [*names, *(name for name in ("detail_desc",) if name in articles)])
    looks = _column(articles, "graphical_appearance_name")
    jewellery = roles == ROLES.index(Role.ACCESSORY)
    plain = _says(looks, _PLAIN) | (jewellery & _says(looks, _PLAIN_ACCESSORIES))
    kinds = _column(articles, "product_type_name").map(lambda text: "hat" if _HEAD.search(text) else text)
    return StyleTraits(
        _colours(articles),
        ~plain,
        _sign(_says(said, _WARM), _says(said, _COOL)),
        _sign(_says(short, _DRESSY), _says(short, _CASUAL)),
        _fits(short),
        pd.factorize(kinds)[0].astype(np.int32),
        _says(short, _AT_HOME) | (_column(articles, "product_type_name") == "unknown").to_numpy(),
    )


def mood_of(text: str) -> Mood:
    """What somebody's words ask for: 'winter hike' for warm and sporty things."""
    words = text.lower()

    def either(*patterns: re.Pattern[str]) -> bool:
        return any(pattern.search(words) for pattern in patterns)

    warmth = int(either(_WARM, _WARM_DAYS)) - int(either(_COOL, _COOL_DAYS))
    return Mood(warmth, int(either(_DRESSY, _FESTIVE)) - int(either(_CASUAL, _AT_EASE)))


def colour_family(master: str, shade: str) -> str:
    """One of eight families, or '' for a neutral. master: the main colour; shade: the finer one; both lower case."""
    if master in _NEUTRALS or _NEUTRAL_SHADES.search(shade):
        return ""
    text = f"{master} {shade}"
    return next((family for family in reversed(_FAMILIES) if family in text), "")


def _colours(articles: pd.DataFrame) -> NDArray[np.int8]:
    masters = _column(articles, "perceived_colour_master_name")
    shades = _column(articles, "colour_group_name")
    known: dict[tuple[str, str], int] = {}
    codes = np.empty(len(articles), np.int8)
    for row, pair in enumerate(zip(masters.tolist(), shades.tolist(), strict=True)):
        if pair not in known:
            family = colour_family(*pair)
            known[pair] = _FAMILIES.index(family) if family else NEUTRAL
        codes[row] = known[pair]
    return codes


def _fits(short: pd.Series) -> NDArray[np.int8]:
    fits = np.zeros(len(short), np.int8)
    for code, words in enumerate(_FITS, 1):
        fits[_says(short, words)] = code
    return fits


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    if name not in articles:
        return pd.Series([""] * len(articles))
    return articles[name].astype(str).str.lower().reset_index(drop=True)


def _joined(articles: pd.DataFrame, names: list[str]) -> pd.Series:
    """The lower-case texts of these columns in one."""
    text = pd.Series([""] * len(articles))
    for name in names:
        text = text + _column(articles, name) + " | "
    return text


def _says(texts: pd.Series, words: re.Pattern[str]) -> NDArray[np.bool_]:
    """(n,) which texts have one of these words; equal texts are read once."""
    codes, distinct = pd.factorize(texts)
    found = np.array([bool(words.search(text)) for text in distinct], np.bool_)
    return np.asarray(found[codes])


def _sign(plus: NDArray[np.bool_], minus: NDArray[np.bool_]) -> NDArray[np.int8]:
    """(n,) 1 for plus, -1 for minus, 0 for neither or both."""
    return plus.astype(np.int8) - minus.astype(np.int8)
