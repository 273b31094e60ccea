"""Wrong texts: some articles say another colour, type or pattern, or are described as another article altogether.

A wrong text comes from a donor of another catalogue, drawn in the same way, so that no other article has it. What is
taken goes together (a wrong type brings its name, department and description), so that only the picture gives it away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .articles import COLUMNS, SampleArticles, make_articles
from .look import Garment, Look, Pattern

IntVector = NDArray[np.int64]

_STREAM = 5
_DONORS = 1_000_003  # added to the seed of the donors' catalogue
_COLOUR = tuple(name for name in COLUMNS if name.startswith(("colour_group", "perceived_colour")))
_TEXT = tuple(name for name in COLUMNS if name not in ("article_id", "product_code"))
_FORM = tuple(name for name in _TEXT if name not in _COLOUR)
_VISIBLE = 0.2  # the least distance between two shades that are hard to confuse; black to white is 1
_ALIKE: tuple[frozenset[Garment], ...] = (
    frozenset({Garment.T_SHIRT, Garment.TOP, Garment.VEST_TOP, Garment.BODYSUIT, Garment.POLO}),
    frozenset({Garment.BLOUSE, Garment.SHIRT, Garment.POLO}),
    frozenset({Garment.SWEATER, Garment.HOODIE, Garment.TOP}),
    frozenset({Garment.JACKET, Garment.COAT, Garment.BLAZER}),
    frozenset({Garment.TROUSERS, Garment.LEGGINGS}),
    frozenset({Garment.SHORTS, Garment.SWIM_SHORTS, Garment.BOXERS}),
    frozenset({Garment.BRA, Garment.BIKINI_TOP}),
    frozenset({Garment.BRIEFS, Garment.BOXERS, Garment.BIKINI_BOTTOM}),
    frozenset({Garment.BODYSUIT, Garment.SWIMSUIT}),
    frozenset({Garment.JUMPSUIT, Garment.DUNGAREES, Garment.PYJAMA}),
    frozenset({Garment.DRESS, Garment.NIGHT_GOWN, Garment.ROBE}),
    frozenset({Garment.SANDALS, Garment.PUMPS, Garment.BALLERINAS, Garment.SLIPPERS}),
    frozenset({Garment.CAP, Garment.HAT, Garment.BEANIE}),
    frozenset({Garment.TOTE, Garment.SHOULDER_BAG, Garment.BACKPACK, Garment.WALLET}),
    frozenset({Garment.SCARF, Garment.BLANKET, Garment.TOWEL}),
)
"""Garments that a picture does not tell apart for certain."""
_PLAIN = frozenset({Pattern.SOLID, Pattern.MELANGE, Pattern.METALLIC, Pattern.JACQUARD, Pattern.TRANSPARENT})
_PRINTS = frozenset({Pattern.FRONT_PRINT, Pattern.PLACEMENT_PRINT})


class Wrong(StrEnum):
    """What a wrong text is about."""

    COLOUR = "colour"
    TYPE = "type"
    PATTERN = "pattern"
    ARTICLE = "another article"


SHARES: Mapping[Wrong, float] = {Wrong.COLOUR: 0.4, Wrong.TYPE: 0.25, Wrong.PATTERN: 0.15, Wrong.ARTICLE: 0.2}
"""How often each is planted."""


@dataclass(frozen=True)
class WrongTexts:
    """table: articles.csv with the wrong texts.

    truth: a row for each article with a wrong text: article_id, wrong (what its text is wrong about), and the right
    values of its other columns.
    """

    table: pd.DataFrame
    truth: pd.DataFrame


def plant_wrong_texts(articles: SampleArticles, pictured: Sequence[bool], share: float, seed: int) -> WrongTexts:
    """The catalogue with wrong texts in this share of its articles.

    pictured: whether each article has a picture; without one, nothing could tell that a text is wrong.
    Where it can, a wrong form is planted in a product of one article: other colours of it would tell the right one.
    """
    rng = np.random.default_rng([seed, _STREAM])
    donors = make_articles(len(articles.looks), seed + _DONORS)
    planted: dict[int, tuple[Wrong, int]] = {}
    order = _preferred(rng, articles, pictured)
    for wrong in _drawn(rng, round(share * len(articles.looks))):
        for row in order[wrong]:
            if row not in planted and (donor := _donor(rng, wrong, articles, row, donors)) is not None:
                planted[row] = (wrong, donor)
                break
    table = articles.table.copy()
    for row, (wrong, donor) in planted.items():
        columns = list(_TAKEN[wrong])
        table.loc[row, columns] = donors.table.loc[donor, columns]
    rows = sorted(planted)
    truth = articles.table.iloc[rows].reset_index(drop=True)
    truth.insert(1, "wrong", [str(planted[row][0]) for row in rows])
    return WrongTexts(table, truth)


_TAKEN: Mapping[Wrong, Sequence[str]] = {
    Wrong.COLOUR: _COLOUR, Wrong.TYPE: _FORM, Wrong.PATTERN: _FORM, Wrong.ARTICLE: _TEXT,
}  # fmt: skip


def _drawn(rng: np.random.Generator, count: int) -> list[Wrong]:
    """`count` of them in the shares of SHARES, mixed."""
    ends = np.round(np.cumsum(list(SHARES.values())) * count).astype(int)
    sizes = np.diff(np.concatenate([[0], ends]))
    whole = [wrong for wrong, size in zip(SHARES, sizes, strict=True) for _ in range(size)]
    return [whole[i] for i in rng.permutation(len(whole))]


def _preferred(rng: np.random.Generator, articles: SampleArticles, pictured: Sequence[bool]) -> dict[Wrong, list[int]]:
    """The rows to try for each kind, in this order."""
    mixed = [int(row) for row in rng.permutation(len(articles.looks)) if pictured[row]]
    single = np.bincount(articles.traits.product) == 1
    alone = sorted(mixed, key=lambda row: not single[articles.traits.product[row]])
    return {wrong: mixed if wrong is Wrong.COLOUR else alone for wrong in Wrong}


def _donor(
    rng: np.random.Generator, wrong: Wrong, articles: SampleArticles, row: int, donors: SampleArticles
) -> int | None:
    """A row of the donors; None if none of them is wrong in this way only."""
    same = donors.traits.audience == articles.traits.audience[row]
    if wrong in (Wrong.COLOUR, Wrong.PATTERN):
        kind = articles.table["product_type_name"].iat[row]
        same = same & (donors.table["product_type_name"] == kind).to_numpy()
    candidates, look = rng.permutation(np.flatnonzero(same)), articles.looks[row]
    return next((int(donor) for donor in candidates if _FITS[wrong](look, donors.looks[donor])), None)


def _other_colour(look: Look, donor: Look) -> bool:
    return _distance(look.colour, donor.colour) >= _VISIBLE


def _other_type(look: Look, donor: Look) -> bool:
    alike = any({look.garment, donor.garment} <= group for group in _ALIKE)
    return look.garment != donor.garment and not alike and _appearance(look) == _appearance(donor)


def _other_pattern(look: Look, donor: Look) -> bool:
    return _appearance(look) != _appearance(donor)


def _other_article(look: Look, donor: Look) -> bool:
    return look.garment != donor.garment and _other_colour(look, donor)


_FITS: Mapping[Wrong, Callable[[Look, Look], bool]] = {
    Wrong.COLOUR: _other_colour,
    Wrong.TYPE: _other_type,
    Wrong.PATTERN: _other_pattern,
    Wrong.ARTICLE: _other_article,
}


def _appearance(look: Look) -> str:
    """The pattern as far as a picture tells it."""
    return "plain" if look.pattern in _PLAIN else "print" if look.pattern in _PRINTS else str(look.pattern)


def _distance(first: str, second: str) -> float:
    """How far apart two shades "#rrggbb" are, in RGB with the weights of their lightness; 1 is black to white."""
    weights = np.array([0.3, 0.45, 0.25])
    levels = np.array([[int(shade[i : i + 2], 16) for i in (1, 3, 5)] for shade in (first, second)]) / 255
    return float(np.sqrt((weights * (levels[0] - levels[1]) ** 2).sum()))
