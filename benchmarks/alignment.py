"""Wrong texts planted in the sample: are they found, and does it help to leave them out of training?

Needs a workspace of a sample with wrong texts; only its catalogue and pictures are used:

    python -m stylehub_core sample --out planted --wrong-texts 0.05
    python -m stylehub_core build --data planted --workspace planted-workspace --models raw-text
    python -m benchmarks.alignment --workspace planted-workspace

Average precision of the planted texts among all articles with a picture; chance is their share. The baselines are one
cosine of the model `picture-text`, as it is and out of fold, and a classifier for each attribute. Then `picture-text`
is trained without a fifth of the products, and their right texts have to find their pictures.
"""

import argparse
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks.held_out_products import keeping_nothing
from benchmarks.machine import heading
from stylehub_core.alignment.aspects import ASPECTS, claims_of
from stylehub_core.alignment.cross_fit import AlignmentConfig, folds_of
from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.hub.hub import Hub
from stylehub_core.models.aligned import aligned
from stylehub_core.models.picture_text import PictureText, PictureTextConfig, learned
from stylehub_core.models.shared_towers import Towers
from stylehub_core.models.world import World
from stylehub_core.training.tower_training import Standard

TRUTH = "truth/wrong_texts.parquet"
LEFT_OUT = 0.05
_HELD_OUT = 5  # one product in so many
_UNLIKELY = 1e-12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=2, help="trainings that measure what leaving out does")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    world, truth = hub.world(), hub.settings.folder / TRUTH
    if not truth.is_file():
        raise SystemExit(f"{truth} is missing: draw the sample with 'sample --wrong-texts 0.05'.")
    wrong = pd.read_parquet(truth).set_index("article_id")["wrong"].reindex(hub.catalog.ids).fillna("").to_numpy(str)
    pictures = world.picture_vectors(picture_encoder(AlignmentConfig().encoder))
    planted = wrong[pictures.rows]
    print(heading(f"{(planted != '').sum():,} wrong texts among {len(planted):,} articles with a picture"))
    _found(world, pictures, planted)
    _left_out(world, pictures, planted, options.seeds)


def _found(world: World, pictures: PictureVectors, planted: "np.ndarray[tuple[int], np.dtype[np.str_]]") -> None:
    kinds = [str(kind) for kind in np.unique(planted) if kind]
    cases = [(planted != "", np.ones(len(planted), np.bool_))]
    cases += [(planted == kind, (planted == "") | (planted == kind)) for kind in kinds]
    print(f"{'average precision':<46}{'all':>7}{''.join(f'{kind:>17}' for kind in kinds)}{'seconds':>9}")
    _show("chance", [float(found[among].mean()) for found, among in cases])
    scorers = {
        "one cosine of picture-text": _cosine,
        "one cosine of picture-text, out of fold": _cosine_out_of_fold,
        "a classifier an attribute, least likely value": _least_likely,
        "alignment": _disagreement,
    }
    for name, scorer in scorers.items():
        started = time.monotonic()
        scores = scorer(world, pictures)
        seconds = time.monotonic() - started
        _show(name, [float(average_precision_score(found[among], scores[among])) for found, among in cases], seconds)


def _show(name: str, figures: list[float], seconds: float | None = None) -> None:
    others = "".join(f"{figure:>17.3f}" for figure in figures[1:])
    print(f"{name:<46}{figures[0]:>7.3f}{others}{'' if seconds is None else f'{seconds:>9.1f}'}", flush=True)


def _disagreement(world: World, pictures: PictureVectors) -> FloatVector:  # noqa: ARG001 - it finds them itself
    with tempfile.TemporaryDirectory() as folder:
        return -aligned(world, AlignmentConfig(), Path(folder)).scores


def _cosine(world: World, pictures: PictureVectors) -> FloatVector:
    everything = np.arange(len(pictures.rows), dtype=np.int32)
    return -_cosines(_towers(world, pictures, everything, PictureText.default), world, pictures)


def _cosine_out_of_fold(world: World, pictures: PictureVectors) -> FloatVector:
    fold, scores = _folds(world, pictures), np.zeros(len(pictures.rows), np.float32)
    for number in range(fold.max() + 1):
        towers = _towers(world, pictures, np.flatnonzero(fold != number).astype(np.int32), PictureText.default)
        own = fold == number
        scores[own] = -_cosines(towers, world, pictures)[own]
    return scores


def _least_likely(world: World, pictures: PictureVectors) -> FloatVector:
    """The largest -log p of the article's values, by a logistic regression for each column, out of fold."""
    fold, surprises = _folds(world, pictures), []
    readable = {aspect.columns[0] for aspect in ASPECTS}
    for column in claims_of(world.articles.iloc[pictures.rows]):
        if column.column not in readable:
            continue
        surprise = np.zeros(len(pictures.rows), np.float32)
        for number in range(fold.max() + 1):
            others, own = (np.flatnonzero(rows).astype(np.int32) for rows in (fold != number, fold == number))
            surprise[own] = _surprises(pictures.vectors, column.codes, others, own)
        surprises.append(surprise)
    return np.asarray(np.max(surprises, axis=0), np.float32)


def _surprises(pictures: FloatMatrix, codes: IntVector, others: IntVector, own: IntVector) -> FloatVector:
    standard = Standard(pictures[others])
    classifier = LogisticRegression(C=0.001, max_iter=60).fit(standard(pictures[others]), codes[others])
    p, position = classifier.predict_proba(standard(pictures[own])), np.full(codes.max() + 1, -1)
    position[classifier.classes_] = np.arange(len(classifier.classes_))
    at = position[codes[own]]
    likely = np.where(at >= 0, p[np.arange(len(own)), at], 0)
    return np.asarray(-np.log(np.maximum(likely, _UNLIKELY)), np.float32)


def _left_out(
    world: World, pictures: PictureVectors, planted: "np.ndarray[tuple[int], np.dtype[np.str_]]", seeds: int
) -> None:
    products = product_numbers(world.articles.iloc[pictures.rows])
    held_out = folds_of(products, _HELD_OUT, seed=1) == 0
    learned_from = np.flatnonzero(~held_out).astype(np.int32)
    asked = np.flatnonzero(held_out & (planted == "")).astype(np.int32)
    default = PictureText.default
    rng = np.random.default_rng(1)
    some = np.sort(rng.permutation(learned_from)[: len(learned_from) - int(LEFT_OUT * len(learned_from))])
    ways: Mapping[str, tuple[IntVector, PictureTextConfig]] = {
        "all": (learned_from, default),
        f"without a random {LEFT_OUT:.0%}": (some, default),
        f"without the least aligned {LEFT_OUT:.0%}": (learned_from, replace(default, leave_out_misaligned=LEFT_OUT)),
        "without the planted ones (the truth)": (learned_from[planted[learned_from] == ""], default),
    }
    print(f"\nText to picture, {len(asked):,} articles of held-out products, mean of {seeds} trainings")
    print(f"{'trained on':<46}{'recall@1':>10}{'recall@10':>11}{'95 % range':>18}")
    print(f"{'chance':<46}{1 / len(asked):>10.3f}{10 / len(asked):>11.3f}")
    for name, (numbers, config) in ways.items():
        first, ten = [], []
        for seed in range(seeds):
            towers = _towers(world, pictures, numbers, _seeded(config, seed))
            ranks = _ranks(towers, world, pictures, asked)
            first.append(ranks < 1)
            ten.append(ranks < 10)
        best, among = np.mean(first, axis=0), mean_range(np.mean(ten, axis=0).astype(np.float32))
        span = f"{among.low:.3f} to {among.high:.3f}"
        print(f"{name:<46}{best.mean():>10.3f}{among.value:>11.3f}{span:>18}", flush=True)


def _seeded(config: PictureTextConfig, seed: int) -> PictureTextConfig:
    return replace(config, training=replace(config.training, seed=config.training.seed + seed))


def _ranks(towers: Towers, world: World, pictures: PictureVectors, asked: IntVector) -> IntVector:
    """(n,) how many of the asked pictures are nearer to each text than its own; equal texts' pictures do not count."""
    texts = world.sentences[pictures.rows[asked]]
    cosines = towers.text(texts) @ towers.picture(pictures.vectors[asked]).T
    own = cosines.diagonal()[:, None]
    same = texts @ texts.T > 1 - 1e-5
    return np.asarray(((cosines > own) & ~same).sum(axis=1), np.int32)


def _towers(world: World, pictures: PictureVectors, numbers: IntVector, config: PictureTextConfig) -> Towers:
    with tempfile.TemporaryDirectory() as folder:
        return learned(keeping_nothing(world), pictures, numbers, config, Path(folder))


def _cosines(towers: Towers, world: World, pictures: PictureVectors) -> FloatVector:
    """(p,) of each article's picture and its own text."""
    seen, read = towers.picture(pictures.vectors), towers.text(world.sentences[pictures.rows])
    return np.asarray((seen * read).sum(axis=1), np.float32)


def _folds(world: World, pictures: PictureVectors) -> IntVector:
    products = product_numbers(world.articles.iloc[pictures.rows])
    config = AlignmentConfig()
    return folds_of(products, config.folds, config.seed)


if __name__ == "__main__":
    main()
