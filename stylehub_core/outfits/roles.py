"""The part that an article plays in a look. A slot may hold two of them: a shirt and a coat, a bag and a belt."""

import re
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.outfits.slots import SLOTS, Slot, SlotVector

RoleVector = NDArray[np.int8]
"""Positions in ROLES."""


class Role(StrEnum):
    """UPPER: worn next to the skin. LAYER: worn over it or over a full-body piece. NONE: in no look."""

    UPPER = "upper"
    LAYER = "layer"
    FULL = "full"
    LOWER = "lower"
    SHOES = "shoes"
    BAG = "bag"
    ACCESSORY = "accessory"
    NONE = "none"


ROLES = tuple(Role)
"""In the order in which a look is shown."""
PLAYED = tuple(role for role in Role if role is not Role.NONE)
BODY = (Role.UPPER, Role.LAYER, Role.FULL, Role.LOWER)
"""The clothes of a look."""

_OF_SLOT = {
    Slot.UPPER: Role.UPPER, Slot.LOWER: Role.LOWER, Slot.FULL: Role.FULL, Slot.SHOES: Role.SHOES,
    Slot.ACCESSORIES: Role.ACCESSORY, Slot.OTHER: Role.NONE,
}  # fmt: skip
SLOT_OF: dict[Role, Slot] = {role: slot for slot, role in _OF_SLOT.items()} | {
    Role.LAYER: Slot.UPPER,
    Role.BAG: Slot.ACCESSORIES,
}
"""The slot of each role."""
_LAYER = re.compile(r"\b(?:jackets?|coats?|blazers?|cardigans?|waistcoats?|gilets?|parkas?|anoraks?|outerwear)\b")
_BAG = re.compile(r"\b(?:\w*bags?|backpacks?|rucksacks?|clutch(?:es)?|totes?|purses?)\b")
_COLUMNS = ("product_type_name", "product_group_name", "prod_name")
_NOTHING = ("unknown", "undefined", "other", "")


def roles_of(articles: pd.DataFrame, slots: SlotVector) -> RoleVector:
    """(articles,) the role of each article: its slot, with outerwear and bags told by the product type.

    Where the type says nothing, the group tells, and then the name.
    """
    columns = [articles[name].astype(str).str.lower().tolist() for name in _COLUMNS if name in articles]
    known: dict[tuple[int, str], int] = {}
    roles = np.empty(len(articles), np.int8)
    for row, (slot, *texts) in enumerate(zip(slots.tolist(), *columns, strict=True)):
        text = next((text for text in texts if text not in _NOTHING), "")
        code = known.get((slot, text))
        if code is None:
            code = known[slot, text] = ROLES.index(role_of(SLOTS[slot], text))
        roles[row] = code
    return roles


def role_of(slot: Slot, text: str) -> Role:
    """The role of an article of this slot. text: lower case, about the article."""
    if slot is Slot.UPPER and _LAYER.search(text):
        return Role.LAYER
    if slot is Slot.ACCESSORIES and _BAG.search(text):
        return Role.BAG
    return _OF_SLOT[slot]
