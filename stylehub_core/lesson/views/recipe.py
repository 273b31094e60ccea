"""The settings of the picture model: one preset, and the augmentation that may be changed in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from stylehub_core.lesson.subject import Recipe
from stylehub_core.training.configs import Augmentations, ResidualConfig, SimclrTraining

Augmentation = Literal[
    "all", "no crops", "no colour jitter", "no blur", "no flips", "strong jitter and grey"
]  # fmt: skip

EPOCHS = 8
PICTURES = 2_000
"""The most pictures that a lesson learns from."""
SIDE, VIEW = 40, 32
"""Pixels a side of the pictures, and of the views that the network sees."""
NETWORK = ResidualConfig(stem=8, widths=(16, 32, 64))

_ALL = Augmentations()
_CHANGES: Mapping[Augmentation, Augmentations] = {
    "all": _ALL,
    "no crops": replace(_ALL, crop=1.0),
    "no colour jitter": replace(_ALL, jitter=0.0),
    "no blur": replace(_ALL, blur=0.0),
    "no flips": replace(_ALL, flip=False),
    "strong jitter and grey": replace(_ALL, jitter=1.0, grey=0.2),
}


@dataclass(frozen=True)
class ViewRecipe(Recipe):
    """The settings of one run.

    augmentation: how views differ from their picture. 'all' is as in our model `simclr`; the strong jitter and the
    share of grey views are SimCLR's own.
    """

    augmentation: Augmentation

    @property
    def epochs(self) -> int:
        return EPOCHS

    def augmentations(self) -> Augmentations:
        return _CHANGES[self.augmentation]

    def training(self) -> SimclrTraining:
        """The settings of our model `simclr`, at a lesson's size."""
        return SimclrTraining(epochs=EPOCHS, batch=128, side=VIEW, augmentations=self.augmentations())


PRESETS: dict[str, ViewRecipe] = {"pictures": ViewRecipe("all")}
"""pictures: our model `simclr` at a lesson's size."""

CHOICES: dict[str, tuple[Any, ...]] = {"augmentation": get_args(Augmentation)}
