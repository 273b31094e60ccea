"""The slot of every article: the shop's own, or the one that its group, type or name tells."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.slot import SLOT_OF_GROUP, SLOTS, WORN, Slot
from stylehub_core.errors import QueryError

__all__ = ["SLOTS", "WORN", "Slot", "SlotVector", "catalog_slots", "slot_named", "slot_of", "slots_of"]

SlotVector = NDArray[np.int8]
"""Positions in SLOTS."""


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


def catalog_slots(catalog: Catalog) -> SlotVector:
    """(articles,) the slot of each article, as `slots_of`; what the shop's own outfits call it wins.

    An article that the outfits put in several slots has the one named most often; of equals, the first in SLOTS.
    """
    slots = slots_of(catalog.articles)
    if not catalog.summary.outfits:
        return slots
    table = catalog.outfits()
    codes = {name: code for code, name in enumerate(SLOTS)}
    named = table["slot"].str.strip().str.lower().map(codes)
    known = named.notna().to_numpy()
    times = np.zeros((len(slots), len(SLOTS)), np.int32)
    np.add.at(times, (table["article"].to_numpy()[known], named[known].to_numpy(np.int64)), 1)
    return np.where(times.any(axis=1), times.argmax(axis=1), slots).astype(np.int8)


def slot_of(texts: Sequence[str]) -> Slot:
    """The slot that lower-case texts about an article tell, the first of them first."""
    for text in texts:
        if text in SLOT_OF_GROUP:
            return SLOT_OF_GROUP[text]
        for slot, pattern in _PATTERNS.items():
            if pattern.search(text):
                return slot
    return Slot.OTHER


def slot_named(name: str) -> Slot:
    """The slot with this name. Raises QueryError that lists the slots an outfit has."""
    if name not in WORN:
        raise QueryError(f"There is no slot '{name[:40]}'. The slots of an outfit are: {', '.join(WORN)}.")
    return Slot(name)
