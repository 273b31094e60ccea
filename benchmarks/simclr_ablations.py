"""Short trainings of SimCLR with one part changed at a time."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.models.simclr import Simclr, learned

CHANGES: dict[str, dict[str, Any]] = {
    "simclr": {},
    "  no crops": {"augmentations.crop": 1.0},
    "  no flips": {"augmentations.flip": False},
    "  no jitter": {"augmentations.jitter": 0.0},
    "  jitter .4": {"augmentations.jitter": 0.4},
    "  jitter 1, 20 % grey": {"augmentations.jitter": 1.0, "augmentations.grey": 0.2},
    "  no blur": {"augmentations.blur": 0.0},
    "  linear head": {"head": "linear"},
    "  no head": {"head": "none"},
    "  LARS": {"optimizer": "lars", "learning_rate": 1.0, "weight_decay": 1e-6},
}
"""The settings of training that differ from the default."""


def ablations(
    levels: NDArray[np.uint8], numbers: IntVector, pictures: int, epochs: int
) -> Iterator[tuple[str, FloatMatrix]]:
    """(title, (p, d) vectors of all pictures) of each. numbers: those to learn from, of which some are drawn."""
    drawn = np.sort(np.random.default_rng(0).permutation(numbers)[:pictures])
    for title, change in CHANGES.items():
        settings = {f"training.{name}": value for name, value in {"epochs": epochs, **change}.items()}
        with tempfile.TemporaryDirectory() as folder:
            tower, _ = learned(levels[drawn], Simclr().changed(settings).config, Path(folder))
        yield title, tower.place(levels)
