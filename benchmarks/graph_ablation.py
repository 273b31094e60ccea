"""What each part of graph contrastive learning adds: BPR, the graph's contrast, the debiased loss, and both.

For matrix factorisation and LightGCN under one protocol of the lab: recall@12 and MAP@12 on validation and test,
without and with the blend, which is chosen on validation. Ranges are 95 % over customers, on test. BPR alone has the
settings of the plain recommender, the others those of the contrastive one with its parts switched on or off.

    python -m benchmarks.graph_ablation --workspace DIR --protocol next-basket
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.evaluation.blend_choice import chosen_blend
from stylehub_core.evaluation.bootstrap import difference, mean_range
from stylehub_core.evaluation.protocol import PROTOCOLS, Protocol, Round, protocol
from stylehub_core.evaluation.ranking import map_at_k, recall_at_k
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.run import fitted
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.graph_contrastive import GclLightGcn, GclMatrixFactorisation
from stylehub_core.recommenders.graph_recommender import GraphRecommender
from stylehub_core.recommenders.lightgcn import LightGcn
from stylehub_core.recommenders.matrix_factorisation import MatrixFactorisation

K = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--protocol", choices=PROTOCOLS, default="next-basket")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    split = protocol(options.protocol, hub.world())
    counts = f"{len(split.validation.questions):,} and {len(split.test.questions):,} customers"
    print(heading(f"Ablation of graph contrastive learning, {split.name}: {counts} in validation and test"))
    print("recall@12 MAP@12, plain then blended; test recall with its 95 % range")
    print(f"{'system':<30}{'validation':>15}{'blended':>15}{'test':>32}{'blended':>32}{'seconds':>9}")
    recalls = {name: _measured(name, system, split) for name, system in _systems()}
    _differences(recalls)


def _systems() -> Iterator[tuple[str, GraphRecommender]]:
    pairs: tuple[tuple[type[GraphRecommender], type[GraphRecommender]], ...] = (
        (MatrixFactorisation, GclMatrixFactorisation),
        (LightGcn, GclLightGcn),
    )
    for plain, contrastive in pairs:
        learning = contrastive.default.learning
        yield f"{plain.name}, BPR", plain()
        for part, loss, contrast in _PARTS:
            changed = replace(learning, loss=loss, contrast=contrast)
            yield f"{plain.name}, {part}", plain(replace(contrastive.default, learning=changed))


_PARTS: tuple[tuple[str, Literal["bpr", "debiased"], bool], ...] = (
    ("+ L_GCL", "bpr", True),
    ("+ L_DCL", "debiased", False),
    ("+ L_GCL + L_DCL", "debiased", True),
)


def _measured(name: str, system: GraphRecommender, split: Protocol) -> tuple[FloatVector, FloatVector]:
    """(recall on test without the blend, with it), each (customers,)."""
    started = time.monotonic()
    first, second = (_fitted(system, task) for task in (split.validation, split.test))
    seconds = time.monotonic() - started
    relevant = split.validation.questions.relevant
    blend, _ = chosen_blend(first, split.validation.requests, relevant, K)
    cells = []
    for ranked in first.rankings(split.validation.requests, K, (Blend(), blend)):
        recall, precision = (float(np.nanmean(measure(ranked, relevant, k=K))) for measure in (recall_at_k, map_at_k))
        cells.append(f"{recall:.4f} {precision:.4f}")
    ranked_plain, ranked_blended = second.rankings(split.test.requests, K, (Blend(), blend))
    relevant = split.test.questions.relevant
    cells += [_cell(ranked, relevant) for ranked in (ranked_plain, ranked_blended)]
    print(f"{name:<30}{cells[0]:>15}{cells[1]:>15}{cells[2]:>32}{cells[3]:>32}{seconds:>9.1f}", flush=True)
    return recall_at_k(ranked_plain, relevant, k=K), recall_at_k(ranked_blended, relevant, k=K)


def _fitted(system: GraphRecommender, task: Round) -> Blender:
    with tempfile.TemporaryDirectory() as folder:
        return fitted(system, task, Path(folder))


def _cell(ranked: IntMatrix, relevant: tuple[np.ndarray, ...]) -> str:
    recall = mean_range(recall_at_k(ranked, relevant, k=K))
    return f"{recall.value:.4f} ({recall.low:.4f}-{recall.high:.4f}) {np.nanmean(map_at_k(ranked, relevant, k=K)):.4f}"


def _differences(recalls: dict[str, tuple[FloatVector, FloatVector]]) -> None:
    print("\ntest recall@12 against BPR on the same backbone, paired by customer: plain, blended")
    for name, ours in recalls.items():
        backbone, part = name.split(", ")
        if part == "BPR":
            continue
        gains = [
            difference(recall, reference) for recall, reference in zip(ours, recalls[f"{backbone}, BPR"], strict=True)
        ]
        cells = [f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})" for gain in gains]
        print(f"{name:<30}{cells[0]:>32}{cells[1]:>32}")


if __name__ == "__main__":
    main()
