"""The outfit protocol: which outfits are held out, and what may be learned from.

A shop's own outfits are held out by their split. Baskets taken for outfits are held out by day: the last days are the
test, and as many days before them the validation.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from stylehub_core.evaluation.outfit_questions import OutfitQuestions, outfit_questions
from stylehub_core.evaluation.split import NoSplitError, last_days
from stylehub_core.models.world import World
from stylehub_core.outfits.from_baskets import outfits_of_baskets
from stylehub_core.outfits.from_table import outfits_of_table
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.slots import SlotVector, catalog_slots
from stylehub_core.outfits.visible import has_outfits, times_worn

BASKETS = "Baskets taken for outfits"
"""Said beside every figure on baskets."""
_NEW_SHARE = 0.3  # of the articles, in a disjoint round


@dataclass(frozen=True, eq=False)
class OutfitRound:
    """A world without the held-out outfits, and the questions about these.

    slots: (articles,). note: what is held out, in words.
    """

    world: World
    questions: OutfitQuestions
    slots: SlotVector
    note: str


@dataclass(frozen=True, eq=False)
class OutfitProtocol:
    """validation: for choosing settings. test: used once. Both hide the outfits of the test."""

    validation: OutfitRound
    test: OutfitRound


def outfit_protocol(world: World, *, disjoint: bool = False) -> OutfitProtocol:
    """The protocol on the world's outfits.

    disjoint: the answers are articles that no visible outfit or purchase has, three in ten, drawn at random.
    Raises NoSplitError if there are too few purchases, or no question can be asked.
    """
    if disjoint:
        rows = np.random.default_rng(1).permutation(len(world.catalog))
        world = replace(world, hidden_articles=np.sort(rows[: int(len(rows) * _NEW_SHARE)]).astype(np.int32))
    slots = catalog_slots(world.catalog)
    rounds = _of_table(world, slots) if has_outfits(world) else _of_baskets(world, slots)
    for round_, name in zip(rounds, ("validation", "test"), strict=True):
        if not len(round_.questions):
            raise NoSplitError(
                f"The {name} has no outfit with an article to ask for: that needs outfits of articles from two slots, "
                "and four articles of a product type. Add outfits, or purchases over a longer period."
            )
    return OutfitProtocol(*rounds)


def _of_table(world: World, slots: SlotVector) -> list[OutfitRound]:
    hidden = {"valid": frozenset({"valid", "test"}), "test": frozenset({"test"})}
    everything = replace(world, hidden_articles=None)
    return [
        _round(
            replace(world, hidden_splits=splits),
            outfits_of_table(everything, frozenset({part})),
            slots,
            f"The shop's outfits of the part '{part}'.",
        )
        for part, splits in hidden.items()
    ]


def _of_baskets(world: World, slots: SlotVector) -> list[OutfitRound]:
    split = last_days(world.catalog)
    length = timedelta(days=split.test_days)
    everything, rounds = replace(world, hidden_articles=None), []
    for cut, last in ((split.train_until - length, split.train_until), (split.train_until, split.test_until)):
        start = cut + timedelta(days=1)
        held_out = outfits_of_baskets(everything, start, last, slots)
        note = f"{BASKETS}, from {start} to {last}; training data up to {cut}."
        rounds.append(_round(replace(world, until=cut), held_out, slots, note))
    return rounds


def _round(world: World, held_out: Outfits, slots: SlotVector, note: str) -> OutfitRound:
    questions = outfit_questions(held_out, world.articles, slots, times_worn(world), new=world.hidden_articles)
    return OutfitRound(world, questions, slots, note)
