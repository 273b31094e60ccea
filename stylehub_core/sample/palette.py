"""H&M's colour groups with the shades drawn for each, and how well colours go together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .style import Occasion

# The mood of each colour; two colours go together to the degree that their moods agree.
PALETTE_NAMES = ("neutral", "earthy", "pastel", "vivid", "dark")
PALETTE_DIMS = len(PALETTE_NAMES)

VALUES: Mapping[str, int] = {
    "Dusty Light": 1, "Medium Dusty": 2, "Light": 3, "Dark": 4, "Bright": 5, "Undefined": 6, "Medium": 7,
}  # fmt: skip
MASTERS: Mapping[str, int] = {
    "Mole": 1, "Blue": 2, "Orange": 3, "Pink": 4, "Black": 5, "Lilac Purple": 6, "Yellow": 8, "White": 9,
    "Beige": 11, "Grey": 12, "Brown": 13, "Metal": 15, "Turquoise": 17, "Red": 18, "Green": 19, "Khaki green": 20,
}  # fmt: skip


@dataclass(frozen=True)
class Colour:
    """A colour group: Kaggle's codes and names, hex shades, and weight in the catalogue."""

    code: int
    name: str
    value: str
    master: str
    shades: tuple[str, ...]
    weight: float
    palette: tuple[float, float, float, float, float]
    lean: Mapping[Occasion, float]


M, B, S, A, D, R, P, W = Occasion
_NEUTRAL: Mapping[Occasion, float] = {M: 0.7, D: 0.4}

COLOURS: tuple[Colour, ...] = (
    Colour(9, "Black", "Dark", "Black", ("#161616", "#1c1b1d"), 22.0, (1, 0, 0, 0, 1), {P: 0.6, S: 0.4, M: 0.4,
               B: -0.5}),
    Colour(10, "White", "Light", "White", ("#fbfbf9", "#f6f7f7"), 9.0, (1, 0, 0.4, 0, 0), {M: 0.6, A: 0.2, B: 0.2}),
    Colour(73, "Dark Blue", "Dark", "Blue", ("#1f2a44", "#232f4b", "#1b2538"), 8.0, (0.6, 0, 0, 0, 0.9), {D: 0.7,
               W: 0.3}),
    Colour(12, "Light Beige", "Dusty Light", "Beige", ("#e6d9c4", "#e9dccb"), 4.5, (0.8, 0.6, 0.3, 0, 0), {M: 0.8,
               B: 0.4}),
    Colour(13, "Beige", "Medium Dusty", "Beige", ("#cbb595", "#c4a984"), 3.6, (0.7, 0.9, 0, 0, 0), {M: 0.5, B: 0.5,
               D: 0.2}),
    Colour(14, "Dark Beige", "Dark", "Mole", ("#9d8567", "#8d765c"), 1.3, (0.5, 1, 0, 0, 0.3), {B: 0.4, W: 0.3}),
    Colour(15, "Greyish Beige", "Medium Dusty", "Mole", ("#a89c8d", "#978c7f"), 0.8, (0.8, 0.7, 0, 0, 0.2), {M: 0.5}),
    Colour(11, "Off White", "Dusty Light", "White", ("#f1ece0", "#ede6d6"), 3.6, (0.9, 0.4, 0.4, 0, 0), {M: 0.5,
               R: 0.5}),
    Colour(6, "Light Grey", "Dusty Light", "Grey", ("#cfd0d1", "#d8d8d6"), 2.3, (1, 0, 0.2, 0, 0), _NEUTRAL),
    Colour(7, "Grey", "Dusty Light", "Grey", ("#9a9b9d", "#a5a5a3"), 4.4, (1, 0, 0, 0, 0.3), {A: 0.5, M: 0.4,
               S: 0.3}),
    Colour(8, "Dark Grey", "Dark", "Grey", ("#4a4b4f", "#545559"), 3.4, (0.9, 0, 0, 0, 0.8), {S: 0.4, D: 0.4,
               A: 0.2}),
    Colour(72, "Blue", "Medium Dusty", "Blue", ("#4a6f9c", "#3f6592", "#5b7fae"), 4.6, (0.2, 0, 0, 0.6, 0.4),
               {S: 0.2, W: 0.2}),
    Colour(71, "Light Blue", "Dusty Light", "Blue", ("#b8cfe4", "#a9c4dd"), 3.2, (0.3, 0, 1, 0, 0), {D: 0.3, R: 0.3}),
    Colour(70, "Other Blue", "Bright", "Blue", ("#1f55d0",), 0.3, (0, 0, 0, 1, 0), {A: 0.6}),
    Colour(51, "Light Pink", "Dusty Light", "Pink", ("#f0d2cf", "#efc9cb"), 4.3, (0.1, 0.1, 1, 0, 0), {R: 1.0,
               S: -0.3}),
    Colour(52, "Pink", "Medium Dusty", "Pink", ("#dd8f9e", "#d9849b"), 2.5, (0, 0.1, 0.7, 0.4, 0), {R: 0.8}),
    Colour(53, "Dark Pink", "Dark", "Pink", ("#b5446b", "#a8456a"), 0.9, (0, 0, 0, 0.8, 0.4), {P: 0.5, R: 0.3}),
    Colour(50, "Other Pink", "Bright", "Pink", ("#ff4f9a",), 0.4, (0, 0, 0, 1, 0), {P: 0.4, A: 0.5}),
    Colour(42, "Red", "Bright", "Red", ("#c9252f", "#d0312d"), 2.4, (0, 0, 0, 1, 0.1), {P: 0.7, A: 0.2}),
    Colour(43, "Dark Red", "Dark", "Red", ("#6d1f2b", "#7a2632"), 2.5, (0.1, 0.4, 0, 0.3, 0.9), {P: 0.4, W: 0.3}),
    Colour(41, "Light Red", "Medium", "Red", ("#e5716b",), 0.3, (0, 0.2, 0.5, 0.6, 0), {R: 0.3}),
    Colour(19, "Greenish Khaki", "Dark", "Khaki green", ("#5b5b3c", "#66653f"), 2.9, (0.3, 1, 0, 0, 0.5), {W: 1.0,
               S: 0.4, P: -0.5}),
    Colour(93, "Dark Green", "Dark", "Green", ("#1f4035", "#29493b"), 2.3, (0.1, 0.6, 0, 0.2, 0.9), {W: 0.5, D: 0.2}),
    Colour(92, "Green", "Medium Dusty", "Green", ("#5f9068", "#4c8a5e"), 1.4, (0, 0.6, 0.1, 0.6, 0), {B: 0.3,
               W: 0.3}),
    Colour(91, "Light Green", "Dusty Light", "Green", ("#c3d8bd", "#b7d1b4"), 0.9, (0.1, 0.2, 1, 0, 0), {B: 0.2}),
    Colour(90, "Other Green", "Bright", "Green", ("#7be03f",), 0.2, (0, 0, 0, 1, 0), {A: 0.9, S: 0.4}),
    Colour(17, "Yellowish Brown", "Medium Dusty", "Brown", ("#8a5a34", "#96653a", "#7b4f2f"), 2.3, (0.2, 1, 0, 0,
               0.4), {B: 0.9, W: 0.4}),
    Colour(33, "Dark Orange", "Medium Dusty", "Orange", ("#b5582c", "#a94f2a"), 1.2, (0, 1, 0, 0.4, 0.2), {B: 0.9}),
    Colour(32, "Orange", "Medium", "Orange", ("#ef7f3a", "#f08a45"), 0.9, (0, 0.5, 0, 0.9, 0), {A: 0.4}),
    Colour(31, "Light Orange", "Dusty Light", "Orange", ("#f3c3a0", "#f0bb9b"), 1.5, (0.1, 0.5, 0.8, 0, 0),
               {B: 0.3, R: 0.3}),
    Colour(30, "Other Orange", "Bright", "Orange", ("#ff6b1f",), 0.2, (0, 0, 0, 1, 0), {A: 0.7}),
    Colour(22, "Yellow", "Medium", "Yellow", ("#f0c63f", "#eec04c"), 1.6, (0, 0.3, 0, 0.9, 0), {B: 0.3}),
    Colour(21, "Light Yellow", "Light", "Yellow", ("#f6e9a6", "#f5e6b0"), 0.9, (0.1, 0.1, 1, 0, 0), {R: 0.4}),
    Colour(23, "Dark Yellow", "Dark", "Yellow", ("#c0922b", "#b98a2c"), 0.5, (0, 1, 0, 0.4, 0.1), {B: 0.7}),
    Colour(20, "Other Yellow", "Bright", "Yellow", ("#eaff3b",), 0.2, (0, 0, 0, 1, 0), {A: 0.9, S: 0.3}),
    Colour(61, "Light Purple", "Light", "Lilac Purple", ("#d3c4e3", "#cbbbe0"), 0.8, (0, 0, 1, 0.1, 0), {R: 0.5,
               S: 0.2}),
    Colour(62, "Purple", "Medium Dusty", "Lilac Purple", ("#8b6fae", "#8266a6"), 0.4, (0, 0, 0.4, 0.7, 0.2),
               {P: 0.3}),
    Colour(63, "Dark Purple", "Dark", "Lilac Purple", ("#472a55", "#50305c"), 0.5, (0.1, 0.1, 0, 0.4, 0.9), {P: 0.4}),
    Colour(81, "Light Turquoise", "Dusty Light", "Turquoise", ("#bfe3df", "#b3dcd8"), 0.6, (0, 0, 1, 0.1, 0),
               {R: 0.1, A: 0.2}),
    Colour(82, "Turquoise", "Dusty Light", "Turquoise", ("#49b3b1", "#56b9b4"), 0.5, (0, 0, 0.2, 0.9, 0), {A: 0.4}),
    Colour(83, "Dark Turquoise", "Dark", "Turquoise", ("#175e66", "#1d6a70"), 0.6, (0, 0.3, 0, 0.5, 0.7), {W: 0.3,
               A: 0.2}),
    Colour(5, "Gold", "Bright", "Metal", ("#d4af61", "#c9a24f"), 1.2, (0.3, 0.5, 0, 0.4, 0), {P: 1.0}),
    Colour(3, "Silver", "Light", "Metal", ("#c2c5c9", "#b9bdc2"), 0.7, (0.7, 0, 0.1, 0.3, 0), {P: 0.8, S: 0.2}),
    Colour(4, "Bronze/Copper", "Medium Dusty", "Metal", ("#b0703f",), 0.2, (0.2, 0.9, 0, 0.3, 0.1), {P: 0.6, B: 0.3}),
)  # fmt: skip
BY_NAME: Mapping[str, int] = {colour.name: row for row, colour in enumerate(COLOURS)}

# Kinds that come in few colours only.
RESTRICTED: Mapping[str, tuple[str, ...]] = {
    "denim": ("Blue", "Dark Blue", "Light Blue", "Black", "Dark Grey", "Grey", "White", "Off White"),
    "metal": ("Gold", "Silver", "Bronze/Copper"),
    "leather": (
        "Black", "Yellowish Brown", "Dark Red", "Beige", "Dark Beige", "White", "Light Beige", "Greenish Khaki",
        "Dark Blue", "Light Pink", "Red", "Dark Green",
    ),
    "straw": ("Beige", "Light Beige", "Yellowish Brown", "Black", "Off White"),
    "office": (
        "Black", "Dark Blue", "Dark Grey", "Grey", "Beige", "Light Beige", "White", "Light Blue", "Off White",
        "Dark Green", "Dark Red", "Greenish Khaki",
    ),
    "lips": ("Red", "Dark Red", "Pink", "Dark Pink", "Light Pink", "Light Orange", "Light Red"),
}  # fmt: skip


def palette_matrix() -> NDArray[np.float64]:
    """(colours, PALETTE_DIMS) unit rows in the order of `COLOURS`."""
    matrix = np.array([colour.palette for colour in COLOURS], dtype=np.float64)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True))


@cache
def brightness(shade: str) -> float:
    """Perceived lightness of "#rrggbb", 0 black to 1 white."""
    red, green, blue = (int(shade[i : i + 2], 16) for i in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
