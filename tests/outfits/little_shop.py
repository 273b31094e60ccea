"""A little shop whose looks are plain to see: ladies', men's and children's things, in two styles."""

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.outfits.compose import Composer
from stylehub_core.outfits.mean_cosine import FittedMeanCosine
from stylehub_core.outfits.slots import slots_of
from stylehub_core.outfits.taste import Taste

UPPER, LOWER, FULL, SHOES = "Garment Upper body", "Garment Lower body", "Garment Full body", "Shoes"
KINDS = (
    ("Top", UPPER), ("Trousers", LOWER), ("Dress", FULL), ("Sneakers", SHOES), ("Bag", "Accessories"),
    ("Belt", "Accessories"), ("Blazer", UPPER),
)  # fmt: skip
WEARERS = {"women": "Ladieswear", "men": "Menswear", "girl": "Baby/Children"}
COPIES = 4
"""Articles of each kind and wearer; the first half is of one style, the second half of another."""


def row_of(kind: str, wearer: str = "women", copy: int = 0) -> int:
    kinds = [name for name, _ in KINDS]
    return (list(WEARERS).index(wearer) * len(KINDS) + kinds.index(kind)) * COPIES + copy


def articles() -> pd.DataFrame:
    rows = [
        (f"{kind} {wearer} {copy}", kind, group, index, "Young Girl" if wearer == "girl" else "Any", "Solid", "Black")
        for wearer, index in WEARERS.items()
        for kind, group in KINDS
        for copy in range(COPIES)
    ]
    names = (
        "prod_name", "product_type_name", "product_group_name", "index_group_name", "section_name",
        "graphical_appearance_name", "colour_group_name",
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(names))
    frame["product_code"] = [f"{row:07d}" for row in range(len(frame))]
    frame["times_sold"] = np.arange(len(frame), 0, -1)
    frame["perceived_colour_master_name"] = "Black"
    frame["detail_desc"] = ""
    return frame


def vectors(count: int) -> FloatMatrix:
    """Articles of one style point one way, those of the other another; no two are alike."""
    rng = np.random.default_rng(0)
    style = np.arange(count) % COPIES >= COPIES // 2
    return unit((np.eye(2)[style.astype(int)] + rng.normal(0, 0.05, (count, 2))).astype(np.float32))


def composer(frame: pd.DataFrame | None = None) -> Composer:
    frame = articles() if frame is None else frame
    return Composer(FittedMeanCosine(vectors(len(frame))), Taste.of(frame, slots_of(frame)))


def rows(*values: int) -> IntVector:
    return np.array(values, np.int32)
