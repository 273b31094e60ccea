"""Two towers that bring pictures and the texts about them together: CLIP's loss, and the values of attributes.

Radford et al., Learning Transferable Visual Models From Natural Language Supervision, ICML 2021, figure 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.training.configs import NetworkConfig, PictureTextTraining
from stylehub_core.training.info_nce import symmetric_info_nce
from stylehub_core.training.network import Network
from stylehub_core.training.tower_training import Standard, TowerTrainer


@dataclass(frozen=True, eq=False)
class Choice:
    """One thing that can be said about every article in several ways, such as its colour.

    texts: (v, t) the vectors of the v values' texts.
    values: (n,) the value of each article.
    """

    texts: FloatMatrix
    values: IntVector


@dataclass(frozen=True, eq=False)
class PicturesAndTexts:
    """n articles to learn from.

    pictures: (n, p) unit rows. texts: (n, t) unit rows, of full sentences.
    same_text: (n,) equal numbers for equal texts, which are no negatives for each other.
    attributes: what each column says of an article.
    requests: how people may ask for an article in a few words; one of these per step.
    """

    pictures: FloatMatrix
    texts: FloatMatrix
    same_text: IntVector
    attributes: Sequence[Choice]
    requests: Sequence[Choice]


class PictureTextTrainer(TowerTrainer):
    """picture: a network that takes standardised vectors. text: one that takes the text encoder's."""

    config: PictureTextTraining

    def __init__(
        self, data: PicturesAndTexts, picture: NetworkConfig, text: NetworkConfig, training: PictureTextTraining
    ) -> None:
        self.standard = Standard(data.pictures, training.components)
        self._pictures = torch.from_numpy(self.standard(data.pictures))
        self._texts = torch.from_numpy(np.ascontiguousarray(data.texts))
        self._same = torch.from_numpy(data.same_text.astype(np.int64))
        self._attributes = [
            _Tensors.of(choice, training.value_weight / len(data.attributes)) for choice in data.attributes
        ]
        self._requests = [_Tensors.of(choice, training.request_weight) for choice in data.requests]
        torch.manual_seed(training.seed)
        self.picture, self.text = Network(self.standard.size, picture), Network(data.texts.shape[1], text)
        super().__init__(len(data.pictures), nn.ModuleDict({"picture": self.picture, "text": self.text}), training)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        config, choices = self.config, [choice.of_rows(rows) for choice in self._attributes]
        if self._requests:
            # There are thousands of requests: the choice is among those that some article of the batch would answer.
            choices.append(self._requests[int(rng.integers(len(self._requests)))].of_rows(rows).occurring())
        # One pass for all texts, so that their batch normalisation is the same.
        texts = self.text(torch.cat([self._texts[rows], *(choice.texts for choice in choices)]))
        pictures = self.picture(nn.functional.dropout(self._pictures[rows], config.input_dropout))
        sentences = texts[: len(rows)]
        loss = symmetric_info_nce(pictures, sentences, temperature=config.temperature, groups=self._same[rows])
        logits, start = pictures @ texts.T / config.value_temperature, len(rows)
        for choice in choices:
            among = logits[:, start : start + len(choice.texts)]
            loss = loss + choice.weight * nn.functional.cross_entropy(among, choice.values)
            start += len(choice.texts)
        return loss


@dataclass(frozen=True, eq=False)
class _Tensors:
    """A Choice in PyTorch. weight: of the choice in the loss."""

    texts: Tensor
    values: Tensor
    weight: float

    @classmethod
    def of(cls, choice: Choice, weight: float) -> "_Tensors":
        return cls(torch.from_numpy(choice.texts), torch.from_numpy(choice.values.astype(np.int64)), weight)

    def of_rows(self, rows: Tensor) -> "_Tensors":
        """The same choice for these articles alone."""
        return replace(self, values=self.values[rows])

    def occurring(self) -> "_Tensors":
        """The choice among the values that occur."""
        distinct, values = torch.unique(self.values, return_inverse=True)
        return replace(self, texts=self.texts[distinct], values=values)
