"""A cutter of garments that has learned nothing: it cuts, but anywhere."""

import torch

from stylehub_core.features.garment_cutter import GarmentCutter
from stylehub_core.features.garment_finder import GarmentFinder
from stylehub_core.features.garment_outline import STAGES, GarmentOutline
from stylehub_core.features.picture_encoders.efficientnet_lite import CELL_CHANNELS
from stylehub_core.training.garment_finder import FinderNetwork, FinderTraining
from stylehub_core.training.garment_outline import OutlineNetwork, OutlineTraining


def random_cutter(seed: int = 0) -> GarmentCutter:
    torch.manual_seed(seed)
    channels = [CELL_CHANNELS[name] for name in STAGES]
    networks = (
        FinderNetwork(FinderTraining(channels=4, hidden=8)),
        OutlineNetwork(channels, OutlineTraining(hidden=8)),
    )
    finder, outline = ({name: tensor.numpy() for name, tensor in each.state_dict().items()} for each in networks)
    return GarmentCutter(GarmentFinder(finder), GarmentOutline(outline))
