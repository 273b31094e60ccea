"""The study's item-text model as written: stored pairs from FAISS neighbours of the cleaned text."""

from pathlib import Path

import numpy as np

from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.paper_recipe import PaperConfig, fit_stored_pairs
from stylehub_core.models.world import World
from stylehub_core.pairs.item_text import nearest_pairs
from stylehub_core.pairs.transactional import random_negatives
from stylehub_core.progress import Progress, silent


class ItemTextPaper(ConfiguredModel[PaperConfig]):
    name = "item-text-paper"
    title = "Item text · paper"
    about = "The study's recipe as written: pairs from the five nearest texts, stored once, 50 epochs."
    order = 20
    recipe = "paper"
    default = PaperConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        texts = world.paper_vectors
        rng = np.random.default_rng(self._config.training.seed)
        pairs = nearest_pairs(texts, self._config.neighbours)
        negatives = random_negatives(pairs, len(texts), rng)
        return fit_stored_pairs(texts, pairs, negatives, self._config, folder, progress)
