"""The hidden style space of articles and customers, and the visible traces of it.

A style is a unit vector of `STYLE_DIMS` numbers: one for each occasion (below), then `HIDDEN_FACETS` more that
stand for cut, feel of the cloth and brand. Occasions tilt the choice of material, fit, pattern or frill, and sometimes
leave a phrase in the description. The hidden facets leave no trace in words or pictures, so only purchases reveal them.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .look import Detail, Fit, Garment, Length, Material, Motif, Neckline, Pattern, Sleeve

FloatVector = NDArray[np.float64]
T = TypeVar("T")


class Occasion(StrEnum):
    MINIMAL = "minimal"
    BOHO = "boho"
    STREET = "street"
    SPORTY = "sporty"
    OFFICE = "office"
    ROMANTIC = "romantic"
    PARTY = "party"
    OUTDOORS = "outdoors"


OCCASIONS: tuple[Occasion, ...] = tuple(Occasion)
HIDDEN_FACETS = 4
STYLE_DIMS = len(OCCASIONS) + HIDDEN_FACETS
STYLE_NAMES: tuple[str, ...] = (*OCCASIONS, *(f"facet_{i + 1}" for i in range(HIDDEN_FACETS)))

M, B, S, A, D, R, P, W = OCCASIONS  # A: sporty (athletic), W: outdoors (weather)

Attribute = Material | Sleeve | Length | Neckline | Fit | Detail | Pattern | Motif | Garment

TILT_STRENGTH = 1.9
# How an occasion tilts the odds of an attribute, in log units per unit of style.
TILTS: Mapping[Attribute, Mapping[Occasion, float]] = {
    Material.LACE: {R: 2.0, P: 1.0, A: -2.0, W: -2.0},
    Material.SATIN: {P: 2.0, R: 0.7, A: -1.5, W: -2.0},
    Material.CHIFFON: {R: 1.5, B: 1.2, S: -1.0},
    Material.MESH: {P: 1.2, A: 0.8, S: 0.6},
    Material.LINEN: {B: 1.6, M: 1.0, P: -1.0},
    Material.DENIM: {S: 1.0, B: 0.5, D: -2.0, P: -0.6},
    Material.CORDUROY: {W: 0.8, B: 0.8, P: -1.0},
    Material.LEATHER: {P: 0.9, S: 1.0, R: -0.8},
    Material.SUEDE: {B: 1.6, A: -1.0},
    Material.WOOL: {D: 1.0, M: 0.8, S: -0.6},
    Material.PILE: {W: 1.4, S: 0.5, D: -1.2},
    Material.NYLON: {A: 1.4, W: 1.0, S: 0.7, R: -1.0},
    Material.PADDED: {W: 1.4, S: 0.6, R: -1.0},
    Material.JERSEY: {A: 0.5, S: 0.4, M: 0.3, P: -0.4},
    Material.RIB: {M: 0.7, S: 0.4},
    Material.CABLE_KNIT: {W: 1.2, R: 0.3, P: -1.5},
    Material.STRAW: {B: 1.5},
    Material.CANVAS: {W: 0.6, S: 0.6, B: 0.4, P: -1.0},
    Sleeve.PUFF: {R: 1.8, B: 0.4, A: -2.0, W: -1.0},
    Sleeve.BALLOON: {B: 1.4, R: 1.0, A: -1.5},
    Sleeve.STRAP: {P: 0.9, A: 0.4, D: -1.0},
    Sleeve.NONE: {A: 0.6, P: 0.3},
    Length.CROPPED: {S: 1.2, A: 0.6, P: 0.4, D: -0.8},
    Length.SHORT: {P: 0.9, S: 0.5, D: -0.8},
    Length.CALF: {D: 0.7, B: 0.6, M: 0.5},
    Length.MAXI: {B: 1.6, P: 0.3, D: -0.6},
    Length.KNEE: {D: 0.9, R: 0.4},
    Length.LONG: {M: 0.5, B: 0.3},
    Neckline.TURTLE: {M: 1.0, D: 0.6, W: 0.3},
    Neckline.SQUARE: {R: 0.9, P: 0.4},
    Neckline.OFF_SHOULDER: {B: 1.2, P: 0.8, R: 0.5, D: -1.5},
    Neckline.HALTER: {P: 1.2, B: 0.5, D: -1.0},
    Neckline.V: {D: 0.5, P: 0.4, R: 0.2},
    Neckline.BOAT: {M: 0.8, D: 0.3},
    Neckline.STAND: {W: 0.6, A: 0.6, D: 0.3},
    Neckline.HOOD: {S: 0.8, A: 0.8, W: 0.6, D: -1.5},
    Neckline.LAPEL: {D: 0.8, M: 0.3},
    Neckline.COLLAR: {D: 0.5},
    Fit.OVERSIZED: {S: 1.5, M: 0.6, D: -0.4, R: -0.6},
    Fit.SLIM: {D: 0.8, P: 0.7, A: 0.5, S: -0.5},
    Fit.WIDE: {M: 0.9, B: 0.8, S: 0.3},
    Fit.FLARED: {B: 0.8, R: 0.6, P: 0.5},
    Fit.TAPERED: {D: 0.8, A: 0.6},
    Fit.A_LINE: {R: 0.9, M: 0.3, B: 0.2},
    Detail.FRILL: {R: 1.8, B: 0.9, A: -2.0, S: -1.0, M: -1.5},
    Detail.SMOCKING: {B: 1.5, R: 1.2, D: -1.0},
    Detail.FRINGE: {B: 2.0, P: 0.3},
    Detail.RIPPED: {S: 1.8, D: -2.0, R: -0.5},
    Detail.QUILTING: {W: 1.4, D: 0.2},
    Detail.DRAWSTRING: {A: 1.4, S: 0.8, W: 0.4, D: -1.2},
    Detail.WRAP: {D: 0.7, R: 0.6, P: 0.4},
    Detail.SLIT: {P: 1.0, M: 0.3},
    Detail.PLEATS: {D: 1.0, M: 0.3, R: 0.4},
    Detail.LACE_TRIM: {R: 1.6, P: 0.6},
    Detail.BELT: {D: 0.5, M: 0.2},
    Detail.DOUBLE_BREASTED: {D: 0.9, P: 0.2},
    Detail.HEEL: {P: 1.4, D: 0.6, W: -1.5, A: -1.5},
    Detail.PLATFORM: {S: 1.0, P: 0.6},
    Detail.CHEST_POCKET: {W: 0.6, S: 0.4},
    Detail.TURN_UP: {S: 0.4, M: 0.3},
    Detail.ZIP: {A: 0.5, S: 0.4, W: 0.4},
    Pattern.ALL_OVER: {B: 1.0, R: 0.8, M: -1.8, D: -0.4},
    Pattern.STRIPE: {D: 0.4, M: 0.4, W: 0.2},
    Pattern.CHECK: {W: 0.7, D: 0.5, S: 0.2},
    Pattern.DOT: {R: 0.9, M: -0.6},
    Pattern.FRONT_PRINT: {S: 1.4, A: 0.3, D: -2.0, M: -1.2},
    Pattern.PLACEMENT_PRINT: {S: 1.0, A: 0.2, D: -1.5, M: -1.0},
    Pattern.METALLIC: {P: 1.8, M: -0.8},
    Pattern.GLITTER: {P: 2.2, D: -1.0, M: -1.5},
    Pattern.LACE: {R: 1.5, P: 1.0, A: -2.0},
    Pattern.JACQUARD: {P: 0.7, R: 0.4, B: 0.3},
    Pattern.COLOUR_BLOCKING: {A: 1.4, S: 0.8, W: 0.5},
    Pattern.TRANSPARENT: {P: 1.0, R: 0.6},
    Pattern.MELANGE: {A: 0.5, W: 0.4, M: 0.3, P: -0.8},
    Pattern.SOLID: {M: 0.6, D: 0.2},
    Motif.FLORAL: {R: 1.2, B: 0.8},
    Motif.LEOPARD: {P: 1.2, S: 0.4},
    Motif.ABSTRACT: {M: 0.4, D: 0.4, B: 0.3},
    Motif.PALM: {B: 1.0, W: 0.3},
    Motif.STAR: {P: 0.6, S: 0.3},
    Motif.HEART: {R: 0.9},
    Motif.TEXT: {S: 1.0, A: 0.4},
    Motif.ANIMAL: {W: 0.6},
}

# Phrases that a description may end with; many products have none.
PHRASES: Mapping[Occasion, tuple[str, ...]] = {
    M: ("Clean lines and a pared-back finish.", "Timeless cut without visible seams.", "Understated design."),
    B: ("Tassels and decorative stitching.", "Airy cut with a relaxed, bohemian feel.", "Embroidered details by hand."),
    S: (
        "Street-inspired cut with dropped details.",
        "Boxy silhouette with a worn look.",
        "Contrasting seams and a raw edge.",
    ),
    A: (
        "Fast-drying functional fabric that helps keep you dry.",
        "Made for training, with reflective details.",
        "Four-way stretch for good freedom of movement.",
    ),
    D: (
        "Sharp, tailored silhouette.",
        "Crease-resistant and easy to wear to work.",
        "Pressed finish that keeps its shape.",
    ),
    R: ("Delicate edges and covered buttons.", "Softly gathered for a feminine shape.", "Dainty bow at the front."),
    P: ("Made for evenings, with a slight sheen.", "Glamorous drape.", "Sparkling details that catch the light."),
    W: (
        "Wind- and water-repellent finish.",
        "Hard-wearing and made for time outdoors.",
        "Brushed inside for warmth on cold days.",
    ),
}


def tilt(attribute: Attribute, style: FloatVector) -> float:
    """The log odds that `style` adds to an attribute. style: (STYLE_DIMS,) or longer."""
    return TILT_STRENGTH * sum(
        strength * float(style[OCCASIONS.index(name)]) for name, strength in TILTS.get(attribute, {}).items()
    )


def choose(rng: np.random.Generator, options: Sequence[tuple[T, float]], style: FloatVector | None = None) -> T:
    """One of `options` (value, weight), drawn with odds tilted by `style`."""
    if len(options) == 1:
        return options[0][0]
    odds = np.array([weight for _, weight in options], dtype=np.float64)
    if style is not None:
        odds *= np.exp([tilt(value, style) if isinstance(value, Attribute) else 0.0 for value, _ in options])
    return options[int(np.searchsorted(np.cumsum(odds), rng.random() * odds.sum(), side="right"))][0]


def occasion_lean(lean: Mapping[Occasion, float]) -> FloatVector:
    """(occasions,) log odds from a sparse table."""
    return np.array([lean.get(occasion, 0.0) for occasion in OCCASIONS])


def draw_style(rng: np.random.Generator, lean: FloatVector) -> FloatVector:
    """(STYLE_DIMS,) a unit style: one strong occasion, one weak occasion, noise, and hidden facets.

    lean: (occasions,) log odds of each occasion being the strong one.
    """
    odds = np.exp(lean)
    first, second = rng.choice(len(OCCASIONS), size=2, replace=False, p=odds / odds.sum())
    style = np.concatenate([rng.normal(0.0, 0.2, len(OCCASIONS)), rng.normal(0.0, 0.42, HIDDEN_FACETS)])
    style[first] += 0.85
    style[second] += 0.4
    return np.asarray(style / np.linalg.norm(style))
