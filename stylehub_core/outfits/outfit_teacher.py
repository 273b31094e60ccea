"""The large set encoder of Kim et al. 2021, from whose judgement the small one learns."""

from pathlib import Path

from stylehub_core.config import Configured
from stylehub_core.models.world import World
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.set_learning import SetLearning, learn_sets
from stylehub_core.outfits.visible import times_worn, visible_outfits
from stylehub_core.progress import Progress, silent


class OutfitTeacher(Configured[SetLearning], SetScorer):
    name = "outfit-teacher"
    title = "Outfit teacher"
    about = "A large set encoder: attention over the articles of an outfit, judged for the customer who wears it."
    order = 40
    needs = frozenset({"texts", "pictures", "purchases", "outfits"})
    uses_customers = True
    default = SetLearning()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedEncodedSets:
        checkpoint = folder / "checkpoint.safetensors"
        return learn_sets(world, visible_outfits(world), times_worn(world), self._config, checkpoint, progress)

    def load(self, folder: Path, articles: int) -> FittedEncodedSets:
        return FittedEncodedSets.load(folder, articles)
