"""The peer of `picture-text`: two small towers on frozen EfficientNet-lite0 and text vectors, without any tuning."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.features.article_text import column_words, sentence_texts
from stylehub_core.models.picture_text import ATTRIBUTES
from stylehub_core.models.world import World
from stylehub_core.progress import silent
from stylehub_core.training.configs import BatchTraining
from stylehub_core.training.info_nce import symmetric_info_nce
from stylehub_core.training.tower_training import Standard, TowerTrainer

TRAINING = BatchTraining(epochs=20, batch=512, learning_rate=1e-3, temperature=0.05)
_SENTENCES, _WORDS = 0.5, 0.75  # half of the texts are sentences, a quarter words, and a quarter "colour type"
_HIDDEN, _SIZE, _DROPOUT = 1024, 256, 0.2


@dataclass(frozen=True, eq=False)
class SmallTowers:
    """The fitted towers."""

    trainer: "SmallTowersTrainer"

    def pictures(self, vectors: FloatMatrix) -> FloatMatrix:
        return _placed(self.trainer.picture, self.trainer.standard(vectors))

    def texts(self, vectors: FloatMatrix) -> FloatMatrix:
        return _placed(self.trainer.text, vectors)


class SmallTowersTrainer(TowerTrainer):
    """texts: (kinds, n) numbers of the texts that can be said of each article: the sentence, words, "colour type"."""

    def __init__(self, pictures: FloatMatrix, encoded: FloatMatrix, texts: IntVector) -> None:
        self.standard = Standard(pictures)
        self._pictures, self._encoded = torch.from_numpy(self.standard(pictures)), torch.from_numpy(encoded)
        self._texts = texts
        torch.manual_seed(TRAINING.seed)
        self.picture, self.text = _tower(pictures.shape[1]), _tower(encoded.shape[1])
        super().__init__(len(pictures), nn.ModuleDict({"picture": self.picture, "text": self.text}), TRAINING)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        drawn, last = rng.random(len(rows)), len(self._texts) - 1
        short = np.where(drawn < _WORDS, rng.integers(1, last, len(rows)), last)
        kinds = np.where(drawn < _SENTENCES, 0, short)
        texts = torch.from_numpy(self._texts[kinds, rows.numpy()])
        pictures, placed = (
            nn.functional.normalize(part, dim=1)
            for part in (self.picture(self._pictures[rows]), self.text(self._encoded[texts]))
        )
        return symmetric_info_nce(pictures, placed, temperature=TRAINING.temperature, groups=texts)


def small_towers(world: World, pictures: FloatMatrix, rows: IntVector, folder: Path) -> SmallTowers:
    """The towers learned from these articles. pictures: (n, d) their vectors; rows: (n,) their rows."""
    articles = world.articles.iloc[rows]
    columns = [np.array(sentence_texts(articles), dtype=object)]
    columns += [column_words(articles, (name,)) for name in ATTRIBUTES]
    columns.append(column_words(articles, ("colour_group_name", "product_type_name")))
    numbers, distinct = pd.factorize(np.concatenate(columns))
    encoded = world.encoder.encode(list(distinct), silent)
    trainer = SmallTowersTrainer(pictures, encoded, numbers.reshape(len(columns), -1))
    trainer.run(folder / "towers.safetensors")
    return SmallTowers(trainer)


def _tower(inputs: int) -> nn.Module:
    layers = [nn.Linear(inputs, _HIDDEN), nn.BatchNorm1d(_HIDDEN), nn.ReLU(), nn.Dropout(_DROPOUT)]
    return nn.Sequential(*layers, nn.Linear(_HIDDEN, _SIZE))


def _placed(tower: nn.Module, vectors: FloatMatrix) -> FloatMatrix:
    with torch.inference_mode():
        placed = nn.functional.normalize(tower(torch.from_numpy(np.ascontiguousarray(vectors))), dim=1)
    return np.asarray(placed.numpy(), np.float32)
