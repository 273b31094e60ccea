"""The floor that knows which kinds of things are worn together, whatever they look like."""

from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, writing
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.slots import SLOTS, SlotVector, catalog_slots
from stylehub_core.outfits.visible import visible_outfits
from stylehub_core.progress import Progress, silent

_SLOTS_FILE, _PAIRS_FILE = "slots.npy", "pairs.npy"


class SlotPairs(SetScorer):
    name = "slot-pairs"
    title = "Slot pairs"
    about = "How often the slots of two articles meet in outfits, beside how often they would by chance."
    order = 3
    is_floor = True
    needs = frozenset({"texts", "purchases", "outfits"})
    is_floor = True

    @property
    def config(self) -> object:
        return ()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> "FittedSlotPairs":
        slots = catalog_slots(world.catalog)
        return FittedSlotPairs(slots, _log_lifts(visible_outfits(world, slots), slots))

    def load(self, folder: Path, articles: int) -> "FittedSlotPairs":
        with reading(folder / _SLOTS_FILE):
            slots = np.load(folder / _SLOTS_FILE, allow_pickle=False)
        with reading(folder / _PAIRS_FILE):
            lifts = np.load(folder / _PAIRS_FILE, allow_pickle=False)
        if slots.shape != (articles,) or lifts.shape != (len(SLOTS), len(SLOTS)):
            raise WorkspaceError(
                f"{folder / _SLOTS_FILE} is of {slots.size} articles, but the catalogue has {articles}: build again."
            )
        return FittedSlotPairs(slots, lifts)


def _log_lifts(outfits: Outfits, slots: SlotVector) -> FloatMatrix:
    """(slots, slots) ln of how much more often two slots meet than if articles met by chance; 1 is added to counts."""
    counts = np.zeros((len(outfits), len(SLOTS)))
    np.add.at(counts, (outfits.sets.owner, slots[outfits.sets.articles]), 1)
    pairs = counts.T @ counts - np.diag(counts.sum(axis=0)) + 1
    share = pairs.sum(axis=1) / pairs.sum()
    return np.asarray(np.log(pairs / pairs.sum()) - np.log(np.outer(share, share)), np.float32)


class FittedSlotPairs(FittedSetScorer):
    """The mean over a set's pairs of the logarithm of their slots' lift."""

    def __init__(self, slots: SlotVector, lifts: FloatMatrix) -> None:
        """slots: (articles,). lifts: (slots, slots), symmetric."""
        self._slots, self._lifts = slots, lifts

    @property
    def articles(self) -> int:
        return len(self._slots)

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        counts = np.zeros((len(sets), len(SLOTS)))
        np.add.at(counts, (sets.owner, self._slots[sets.articles]), 1)
        ordered = np.einsum("ns,st,nt->n", counts, self._lifts, counts) - counts @ np.diag(self._lifts)
        return np.asarray(ordered / (sets.sizes * (sets.sizes - 1)), np.float32)

    def save(self, folder: Path) -> None:
        for name, array in ((_SLOTS_FILE, self._slots), (_PAIRS_FILE, self._lifts)):
            with writing(folder / name):
                np.save(folder / name, array, allow_pickle=False)
