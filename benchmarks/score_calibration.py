"""How often a cosine between words and a picture is right, and whether the app's figure for it keeps its word.

Requests name a colour and a product type. Candidates are the pictures of products that `picture-text` has not learned
from, without their texts. The figure is fitted on the validation products, and tested on the test products.

python -m benchmarks.score_calibration --workspace WORKSPACE
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.held_out_products import all_held_out, keeping_nothing
from benchmarks.machine import heading
from stylehub_core.arrays import BoolVector, FloatVector, IntVector
from stylehub_core.evaluation.attribute_queries import attribute_pairs
from stylehub_core.evaluation.reliability import calibration_error, fitted_logistic, reliability
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.hub.hub import Hub
from stylehub_core.models.picture_text import PictureText, learned
from stylehub_core.models.shared_towers import Towers
from stylehub_core.models.world import World
from stylehub_core.search.calibrated import FITTED

SHOWN = 24
"""Answers of each request that people would see."""


@dataclass(frozen=True, eq=False)
class Answers:
    """(n,) the cosine of each answer, how far it stands out among the request's cosines, and whether it is right.

    common: whether SHOWN or more of the candidates would be right.
    """

    cosines: FloatVector
    heights: FloatVector
    right: BoolVector
    common: BoolVector


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    hub = Hub(parser.parse_args().workspace)
    world = hub.world()
    pictures = world.picture_vectors(picture_encoder(PictureText.default.encoder))
    parts, known = all_held_out(hub, pictures)
    with tempfile.TemporaryDirectory() as folder:
        towers = learned(keeping_nothing(world), pictures, known, PictureText.default, Path(folder))
    answers = {name: _answers(world, pictures, numbers, towers) for name, numbers in parts.items()}
    validation, test = answers["validation"], answers["test"]
    print(heading(f"Words to pictures, {len(test.right):,} answers, of which {test.right.mean():.3f} are right"))
    fitted = fitted_logistic(validation.cosines, validation.right)
    print(f"Fitted on validation: slope {fitted.slope:.3f}, offset {fitted.offset:.3f}; in the app {FITTED}\n")
    print(f"{'':<34}{'ECE':>8}{'common: said':>16}{'right':>8}{'rare: said':>14}{'right':>8}")
    for title, said in (
        ("the cosine as it is", np.clip(test.cosines, 0, 1)),
        ("fitted on how far it stands out", fitted_logistic(validation.heights, validation.right)(test.heights)),
        ("fitted on the cosine", fitted(test.cosines)),
        ("as the app says it", FITTED(test.cosines)),
    ):
        cells = [float(each[among].mean()) for among in (test.common, ~test.common) for each in (said, test.right)]
        print(
            f"{title:<34}{calibration_error(said, test.right):>8.3f}"
            + "{:>16.2f}{:>8.2f}{:>14.2f}{:>8.2f}".format(*cells)
        )
    print(f"\n{'the app says':>16}{'answers':>10}{'mean said':>11}{'right':>8}")
    for each in reliability(FITTED(test.cosines), test.right):
        print(f"{each.low:>10.1f}–{each.high:.1f}  {each.answers:>10,}{each.said:>11.3f}{each.right:>8.3f}")


def _answers(world: World, pictures: PictureVectors, numbers: IntVector, towers: Towers) -> Answers:
    """The first answers to every request that these pictures alone can answer."""
    articles = world.articles.iloc[pictures.rows[numbers]].reset_index(drop=True)
    requests = attribute_pairs(articles)
    vectors = towers.picture(pictures.vectors[numbers])
    asked = towers.text(world.encoder.encode([request.text for request in requests]))
    parts = []
    for request, cosines in zip(requests, asked @ vectors.T, strict=True):
        first = np.argsort(-cosines, kind="stable")[:SHOWN]
        heights = (cosines[first] - cosines.mean()) / max(float(cosines.std()), 1e-6)
        common = np.full(len(first), len(request.relevant) >= SHOWN)
        parts.append((cosines[first], heights, np.isin(first, request.relevant), common))
    return Answers(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


if __name__ == "__main__":
    main()
