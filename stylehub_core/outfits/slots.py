"""The slots of an outfit: where on a person an article is worn."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.errors import QueryError

SlotVector = NDArray[np.int8]
"""Positions in SLOTS."""


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

_OF_GROUP: Mapping[str, Slot] = {
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
"""H&M's product groups."""

# The first slot with a matching word counts: a swim dress is no dress, and a shoulder bag has no sleeves.
_WORDS: Mapping[Slot, str] = {
    Slot.OTHER: "bras?|bralettes?|briefs?|panties|thongs?|boxers?|underwear|lingerie|pyjamas?|pajamas?|nightgowns?|"
    "robes?|socks?|tights|swimwear|swimsuits?|bikinis?|swim|cosmetics?|beauty|makeup|furniture|phone|cases?|cushions?",
    Slot.SHOES: "shoes?|sneakers?|trainers?|boots?|sandals?|heels?|pumps|loafers?|flats?|ballerinas?|slippers?|"
    "espadrilles?|mules?|wedges?",
    Slot.ACCESSORIES: "accessor(?:y|ies)|bags?|handbags?|backpacks?|clutch(?:es)?|belts?|hats?|caps?|beanies?|"
    "scarf|scarves|gloves?|ties?|sunglasses|jewel(?:le)?ry|earrings?|necklaces?|bracelets?|rings?|watch(?:es)?|"
    "wallets?|umbrellas?",
    Slot.FULL: "dress(?:es)?(?! shirts?| pants| trousers)|gowns?|jumpsuits?|playsuits?|rompers?|dungarees|overalls|"
    "all body|full body",
    Slot.LOWER: "trousers|pants|jeans|skirts?|shorts|leggings|chinos|joggers|culottes|bottoms?|lower body",
    Slot.UPPER: "tops?|t-?shirts?|tees?|shirts?|blouses?|sweaters?|jumpers?|pullovers?|hoodies?|sweatshirts?|"
    "cardigans?|jackets?|coats?|blazers?|vests?|waistcoats?|tanks?|polos?|bodysuits?|tunics?|outerwear|upper body",
}
_PATTERNS = {slot: re.compile(rf"\b(?:{words})\b") for slot, words in _WORDS.items()}
_COLUMNS = ("product_group_name", "product_type_name", "prod_name")


def slots_of(articles: pd.DataFrame) -> SlotVector:
    """(articles,) the slot of each article.

    H&M's product group tells it; elsewhere, the first word for something to wear in the product's group, type or name.
    """
    columns = [articles[name].astype(str).str.lower().tolist() for name in _COLUMNS if name in articles]
    known: dict[tuple[str, ...], int] = {}
    codes = np.empty(len(articles), np.int8)
    for row, texts in enumerate(zip(*columns, strict=True)):
        code = known.get(texts)
        if code is None:
            code = known[texts] = SLOTS.index(slot_of(texts))
        codes[row] = code
    return codes


def slot_of(texts: Sequence[str]) -> Slot:
    """The slot that lower-case texts about an article tell, the first of them first."""
    for text in texts:
        if text in _OF_GROUP:
            return _OF_GROUP[text]
        for slot, pattern in _PATTERNS.items():
            if pattern.search(text):
                return slot
    return Slot.OTHER


def slot_named(name: str) -> Slot:
    """The slot with this name. Raises QueryError that lists the slots an outfit has."""
    if name not in WORN:
        raise QueryError(f"There is no slot '{name[:40]}'. The slots of an outfit are: {', '.join(WORN)}.")
    return Slot(name)
