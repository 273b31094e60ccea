"""What frozen picture encoders know: the majority of the ten nearest training articles, and the time for a picture.

2,000 held-out articles, whole products held out, ask all others for their product type, colour group and pattern.

    python -m benchmarks.picture_encoders --workspace WORKSPACE [--encoders efficientnet-lite0:224 …] [--validation]
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.held_out_products import held_out
from benchmarks.machine import heading
from stylehub_core.errors import ModelError
from stylehub_core.evaluation.nearest_majority import nearest_majority
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.hub.hub import Hub

ENCODERS = (
    "mean-colours", "efficientnet-lite0", "efficientnet-lite0:224", "efficientnet-lite1", "efficientnet-lite2",
    "garment",
)  # fmt: skip
COLUMNS = ("product_type_name", "colour_group_name", "graphical_appearance_name")
_TIMED = 128  # pictures
_TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--encoders", nargs="+", default=list(ENCODERS), help="full names")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--validation", action="store_true", help="other products, for choosing settings")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    print(heading(f"{len(hub.catalog):,} articles, majority of the 10 nearest for held-out articles"))
    print(f"{'encoder':<28}{'numbers':>8}{'type':>8}{'colour':>8}{'pattern':>8}{'ms':>8}")
    for name in options.encoders:
        try:
            encoder = picture_encoder(name)
            pictures = hub.world().picture_vectors(encoder)
        except ModelError as error:
            print(f"{name:<28}{error}")
            continue
        shares = _shares(hub, pictures, options.articles, "validation" if options.validation else "test")
        figures = "".join(f"{share:>8.3f}" for share in shares)
        print(f"{name:<28}{encoder.dimensions:>8}{figures}{_milliseconds(hub, pictures, encoder):>8.2f}", flush=True)


def _shares(hub: Hub, pictures: PictureVectors, count: int, split: str) -> list[float]:
    """The share of held-out articles whose value of each column is the majority's among the nearest others."""
    asked, learned = held_out(hub, pictures, count, split)
    numbers = np.searchsorted(pictures.rows, asked)
    known = pictures.rows[learned]
    values = (hub.articles[column].astype(str).to_numpy() for column in COLUMNS)
    return [
        nearest_majority(pictures.vectors[learned], value[known], pictures.vectors[numbers], value[asked])
        for value in values
    ]


def _milliseconds(hub: Hub, pictures: PictureVectors, encoder: PictureEncoder) -> float:
    """For one picture that is decoded already; the shortest of several runs over the same pictures."""
    read = hub.world().pictures
    assert read is not None
    images: Sequence[Image.Image] = [read.picture(row) for row in pictures.rows[:_TIMED]]
    encoder.encode(images[:8])
    times = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        encoder.encode(images)
        times.append(time.perf_counter() - started)
    return 1000 * min(times) / len(images)


if __name__ == "__main__":
    main()
