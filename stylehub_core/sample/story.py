"""Stories: small collections whose products share a style, colours, a print and the first word of their names."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .kinds import AUDIENCE_SHARES, KINDS, PRINTS
from .look import Motif
from .naming import first_word
from .palette import COLOURS
from .style import FloatVector, Occasion, choose, draw_style, occasion_lean
from .taxonomy import CHILDREN, Audience

M, B, S, A, D, R, P, W = Occasion

AUDIENCE_LEAN: Mapping[Audience, Mapping[Occasion, float]] = {
    Audience.LADIES: {R: 0.2, D: 0.2},
    Audience.DIVIDED: {S: 0.7, P: 0.4, D: -0.8},
    Audience.MEN: {D: 0.3, S: 0.3, W: 0.3, R: -3.0, B: -1.0, P: -1.0},
    Audience.GIRL: {R: 0.6, D: -2.0, P: -0.5},
    Audience.BOY: {S: 0.5, W: 0.5, D: -1.5, R: -3.0, P: -2.0},
    Audience.BABY: {M: 0.4, R: 0.2, D: -2.5, P: -2.0, A: -0.5},
    Audience.SPORT_LADIES: {A: 2.5, R: -2.0, D: -2.0, P: -2.0},
    Audience.SPORT_MEN: {A: 2.5, R: -3.0, D: -2.0, P: -2.0, B: -1.0},
}
_JOINING = 0.5
_PRODUCTS_PER_STORY = 4
_PRINTED = 0.25


@dataclass(frozen=True)
class Story:
    """The common properties of a small collection. colours: rows of `COLOURS`; motif: may be none."""

    audience: Audience
    style: FloatVector
    word: str
    colours: frozenset[int]
    motif: Motif


def make_stories(rng: np.random.Generator, n_products: int) -> list[Story]:
    """Enough stories for half the products, with about four products each."""
    return [_draw(rng) for _ in range(round(n_products * _JOINING / _PRODUCTS_PER_STORY))]


def _draw(rng: np.random.Generator) -> Story:
    audience = choose(rng, list(AUDIENCE_SHARES.items()))
    style = draw_style(rng, occasion_lean(AUDIENCE_LEAN[audience]))
    plain = audience in CHILDREN or rng.random() > _PRINTED
    weight = np.array([colour.weight if colour.master != "Metal" else 0.0 for colour in COLOURS])
    colours = rng.choice(len(COLOURS), size=4, replace=False, p=weight / weight.sum())
    motif = Motif.NONE if plain else choose(rng, PRINTS, style)
    return Story(audience, style, first_word(rng), frozenset(colours.tolist()), motif)


def pick_story(rng: np.random.Generator, fitting: list[Story]) -> Story | None:
    """One of the stories that fit a product, or None: half the products have no story."""
    if not fitting or rng.random() > _JOINING:
        return None
    return fitting[int(rng.integers(len(fitting)))]


def by_audiences(stories: list[Story]) -> Mapping[frozenset[Audience], list[Story]]:
    """The stories that fit each kind of product, by the kind's audiences."""
    return {kind.audiences: [story for story in stories if story.audience in kind.audiences] for kind in KINDS}
