"""What the stylist's rules read of each article, kept as planted truth in truth/look_traits.parquet."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .articles import SampleArticles
from .kinds import KINDS
from .look import Garment
from .palette import PALETTE_NAMES, palette_matrix
from .style import OCCASIONS
from .stylist_eye import formality, loudness, volume, warmth
from .taxonomy import AUDIENCES, Audience, Slot

FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]


class Role(StrEnum):
    """The part of a look that an article can play."""

    UPPER = "upper"
    OUTER = "outer"
    LOWER = "lower"
    FULL = "full"
    SHOES = "shoes"
    BAG = "bag"
    ACCESSORY = "accessory"
    NONE = "none"  # in no look: underwear, swimwear, socks, night, slippers, wallets, all that is not worn


ROLES: tuple[Role, ...] = tuple(Role)
_ROLE_OF = {
    Slot.TOP: Role.UPPER, Slot.OUTER: Role.OUTER, Slot.BOTTOM: Role.LOWER, Slot.FULL: Role.FULL,
    Slot.SHOES: Role.SHOES, Slot.BAG: Role.BAG, Slot.ACCESSORY: Role.ACCESSORY,
}  # fmt: skip
WEARERS: tuple[frozenset[Audience], ...] = (
    frozenset({Audience.LADIES, Audience.DIVIDED, Audience.SPORT_LADIES}),
    frozenset({Audience.MEN, Audience.SPORT_MEN}),
    frozenset({Audience.GIRL}),
    frozenset({Audience.BOY}),
    frozenset({Audience.BABY}),
)
"""The audiences that share a wardrobe: a look is for one wearer."""
WEARER_OF: IntVector = np.array([next(w for w, group in enumerate(WEARERS) if a in group) for a in AUDIENCES])
"""(audiences,) the wearer of each audience."""
_LEFT_AT_HOME = frozenset({Garment.SLIPPERS, Garment.WALLET})
_UNKNOWN = "Unknown"  # a product type whose slot no reader of the catalogue can tell


@dataclass(frozen=True)
class LookTraits:
    """One row per article, in the catalogue's order.

    role, audience, wearer, garment: (n,) codes in ROLES, AUDIENCES, WEARERS and Garment.
    formality, volume, loudness: (n,) as in `stylist_eye.py`.
    warmth: (n,), NaN for articles of no season. mood: (n, PALETTE_DIMS) unit rows, the colour's mood.
    occasion: (n, occasions) unit rows, the visible part of the hidden style.
    """

    role: IntVector
    audience: IntVector
    wearer: IntVector
    garment: IntVector
    formality: FloatVector
    warmth: FloatVector
    volume: FloatVector
    loudness: FloatVector
    mood: FloatMatrix
    occasion: FloatMatrix

    def table(self, article_ids: pd.Series) -> pd.DataFrame:
        """The columns of truth/look_traits.parquet, beside these ids."""
        names = list(Garment)
        return pd.DataFrame({
            "article_id": article_ids,
            "role": [str(ROLES[code]) for code in self.role],
            "audience": [str(AUDIENCES[code]) for code in self.audience],
            "garment": [str(names[code]) for code in self.garment],
            "formality": self.formality,
            "warmth": self.warmth,
            "volume": self.volume,
            "loudness": self.loudness,
            **{f"mood_{name}": self.mood[:, i] for i, name in enumerate(PALETTE_NAMES)},
            **{f"occasion_{name}": self.occasion[:, i] for i, name in enumerate(OCCASIONS)},
        })  # fmt: skip


def look_traits(articles: SampleArticles) -> LookTraits:
    """The traits of every article; those that play no role in a look have them too."""
    traits, looks = articles.traits, articles.looks
    mood = palette_matrix()[traits.colour]
    vivid = mood[:, PALETTE_NAMES.index("vivid")]
    occasion = traits.style[:, : len(OCCASIONS)]
    garments = {garment: code for code, garment in enumerate(Garment)}
    return LookTraits(
        role=np.array([ROLES.index(_role(int(kind))) for kind in traits.kind]),
        audience=traits.audience,
        wearer=WEARER_OF[traits.audience],
        garment=np.array([garments[look.garment] for look in looks]),
        formality=np.array([formality(look) for look in looks]),
        warmth=np.array([warmth(look) for look in looks]),
        volume=np.array([volume(look) for look in looks]),
        loudness=np.array([loudness(look, v) for look, v in zip(looks, vivid.tolist(), strict=True)]),
        mood=mood,
        occasion=occasion / np.linalg.norm(occasion, axis=1, keepdims=True),
    )


def _role(kind: int) -> Role:
    row = KINDS[kind]
    if row.garment in _LEFT_AT_HOME or row.product_type == _UNKNOWN:
        return Role.NONE
    return _ROLE_OF.get(row.slot, Role.NONE)


def read_look_traits(path: Path) -> LookTraits:
    """The traits in a truth/look_traits.parquet, in its order, which is that of articles.csv."""
    table = pd.read_parquet(path)
    audiences, garments = [str(a) for a in AUDIENCES], [str(g) for g in Garment]
    audience = np.array([audiences.index(name) for name in table["audience"]])
    return LookTraits(
        role=np.array([ROLES.index(Role(name)) for name in table["role"]]),
        audience=audience,
        wearer=WEARER_OF[audience],
        garment=np.array([garments.index(name) for name in table["garment"]]),
        formality=table["formality"].to_numpy(np.float64),
        warmth=table["warmth"].to_numpy(np.float64),
        volume=table["volume"].to_numpy(np.float64),
        loudness=table["loudness"].to_numpy(np.float64),
        mood=table[[f"mood_{name}" for name in PALETTE_NAMES]].to_numpy(np.float64),
        occasion=table[[f"occasion_{name}" for name in OCCASIONS]].to_numpy(np.float64),
    )
