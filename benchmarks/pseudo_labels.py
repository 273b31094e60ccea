"""How often pseudo-labelled triplets are right, by the rules behind the sample's looks.

Compatibility is trained on a share of the labels, and its triplets are drawn once more. A triplet is right if the
rules score the anchor higher with the positive than with the negative; ties count half.

    python -m benchmarks.pseudo_labels --workspace WORKSPACE [--shares 0.01,0.1,1]

WORKSPACE: of the sample as `sample` draws it by default.
"""

import argparse
import math
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from benchmarks.planted_looks import world as planted_world
from stylehub_core.arrays import IntMatrix
from stylehub_core.evaluation.outfit_rounds import outfit_protocol
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.hub.hub import Hub
from stylehub_core.outfits.compatibility import Compatibility, labelled
from stylehub_core.sample.look_traits import LookTraits
from stylehub_core.sample.stylist import look_scores
from stylehub_core.training.outfit_triplets import pseudo_triplets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--shares", default="0.01,0.1,1")
    options = parser.parse_args()
    world = outfit_protocol(Hub(options.workspace).world()).test.world
    traits = planted_world(2500, 3000, 7).looks.traits
    rows = world.picture_vectors(picture_encoder(Compatibility.default.encoder)).rows
    print(heading("Triplets that the rules agree with"))
    print(f"{'labels':>7}{'labelled':>12}{'pseudo-labelled':>18}{'usable':>10}")
    for share in map(float, options.shares.split(",")):
        config = replace(Compatibility.default, labels=share)
        with tempfile.TemporaryDirectory() as folder:
            fitted = Compatibility(config).fit(world, Path(folder))
        data, triplets = labelled(world, rows, config)
        rng = np.random.default_rng(0)
        drawn = triplets.draw(config.training.draws, rng)
        among = rng.permutation(data.unlabelled)[: math.ceil(config.training.pool * len(data.unlabelled))]
        replaced, usable = pseudo_triplets(fitted.vectors[rows], drawn, among, data.types)
        right, guessed = agreed(traits, rows[drawn]), agreed(traits, rows[replaced[usable]])
        print(f"{share:>7.0%}{right:>12.3f}{guessed:>18.3f}{usable.mean():>10.0%}", flush=True)


def agreed(traits: LookTraits, triplets: IntMatrix) -> float:
    """The share of these triplets of article rows that are right."""
    near, far = (look_scores(traits, triplets[:, [0, other]].astype(np.int64)) for other in (1, 2))
    return float(((near > far) + 0.5 * (near == far)).mean())


if __name__ == "__main__":
    main()
