"""The slots of an outfit: where on a person an article is worn, and which slot H&M's product groups tell."""

from collections.abc import Mapping
from enum import StrEnum


class Slot(StrEnum):
    """A place on a person. OTHER: whatever no outfit shows, such as underwear, swimwear or a cushion."""

    UPPER = "upper"
    LOWER = "lower"
    FULL = "full"
    SHOES = "shoes"
    ACCESSORIES = "accessories"
    OTHER = "other"


SLOTS = tuple(Slot)
WORN = tuple(slot for slot in Slot if slot is not Slot.OTHER)
"""The slots that an outfit has."""

SLOT_OF_GROUP: Mapping[str, Slot] = {
    "garment upper body": Slot.UPPER,
    "garment lower body": Slot.LOWER,
    "garment full body": Slot.FULL,
    "shoes": Slot.SHOES,
    "accessories": Slot.ACCESSORIES,
    "bags": Slot.ACCESSORIES,
    **dict.fromkeys(
        (
            "underwear", "swimwear", "nightwear", "underwear/nightwear", "socks & tights", "items", "cosmetic", "fun",
            "garment and shoe care", "stationery", "furniture", "interior textile",
        ),
        Slot.OTHER,
    ),
}  # fmt: skip
"""H&M's product groups, in lower case."""
