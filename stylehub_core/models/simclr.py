"""SimCLR: a network that learns to see from the catalogue's own pictures, without a label or a word.

Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import IntVector
from stylehub_core.errors import NotBuiltError, TooLittleDataError
from stylehub_core.features.picture_encoders.pixels import Pixels
from stylehub_core.features.small_pictures import SmallPictures, small_pictures
from stylehub_core.models.bridge import BridgeConfig, LinearBridge
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.look import spread
from stylehub_core.models.placed import placed
from stylehub_core.models.residual_tower import ResidualTower, network_weights
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import ResidualConfig, SimclrTraining

FEWEST = 20
"""The fewest pictures to learn from."""
_SPREAD_ROWS = 20_000  # the most pictures that the space's directions are computed from
_NOTHING = LinearBridge(np.zeros((0, 0), np.float32), *np.zeros((2, 0), np.float32))
_CHECKPOINT, _PIXELS = "checkpoint.safetensors", "pixels.safetensors"


@dataclass(frozen=True)
class SimclrConfig:
    """network, training: see there.

    dimensions: of the space, in which the representations vary most; at most as many as the network has.
    whitening: how far these dimensions are brought to the same spread, from 0, not at all, to 1.
    bridge: how texts, and articles without a picture, are placed.
    """

    network: ResidualConfig = field(default_factory=ResidualConfig)
    training: SimclrTraining = field(default_factory=SimclrTraining)
    dimensions: int = 256
    whitening: float = 1.0
    bridge: BridgeConfig = field(default_factory=BridgeConfig)


class Simclr(ConfiguredModel[SimclrConfig]):
    name = "simclr"
    title = "SimCLR"
    about = "A small network that learned to see from this catalogue's pictures alone, without a label or a word."
    order = 39
    recipe = "stylehub"
    by_default = False
    needs = frozenset({"pictures", "texts"})
    default = SimclrConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        if world.pictures is None:
            raise NotBuiltError("This workspace has no pictures yet: build it first.")
        pictures = small_pictures(world.pictures, Pixels.default.side, folder / _PIXELS, progress)
        numbers = np.arange(len(pictures.rows), dtype=np.int32)
        fitted = simclr_model(world, pictures, numbers, self._config, folder, progress)
        (folder / _PIXELS).unlink(missing_ok=True)
        return fitted


def simclr_model(
    world: World,
    pictures: SmallPictures,
    numbers: IntVector,
    config: SimclrConfig,
    folder: Path,
    progress: Progress = silent,
) -> Fitted:
    """The model of the whole catalogue that is learned from some of its pictures.

    numbers: which pictures. Raises TooLittleDataError if there are fewer than FEWEST.
    """
    tower, history = learned(pictures.levels[numbers], config, folder, progress)
    fitted = placed(world, pictures.rows, tower.place(pictures.levels), config.bridge, progress)
    return replace(fitted, towers={**fitted.towers, "picture": tower}, picture_encoder=Pixels.name, history=history)


def learned(
    levels: NDArray[np.uint8], config: SimclrConfig, folder: Path, progress: Progress = silent
) -> tuple[ResidualTower, tuple[dict[str, float], ...]]:
    """(the tower learned from these pictures, its history). levels: (n, side, side, 3)."""
    from stylehub_core.training.simclr import SimclrTrainer

    if len(levels) < FEWEST:
        raise TooLittleDataError(
            f"SimCLR learns from pictures and needs at least {FEWEST} of them; {len(levels)} can be read."
        )
    trainer = SimclrTrainer(levels, config.network, config.training)
    history = trainer.run(folder / _CHECKPOINT, progress)
    # The head is left behind: what it throws away, such as colour, articles need (section 4.2). So is the last block:
    # its means know less about where things are.
    tower = ResidualTower(levels.shape[1], len(config.network.widths) - 1, network_weights(trainer.network), _NOTHING)
    some = tower.represent(levels[:: -(-len(levels) // _SPREAD_ROWS)])
    return replace(tower, last=spread(some, config.dimensions, config.whitening)), history
