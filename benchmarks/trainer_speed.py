"""How long our embedding trainers take compared with implicit's BPR, on one thread.

All get the same purchases, dimensions and epochs; an epoch is one pass over the distinct purchases. Only training is
timed, not reading the purchases, in processor seconds, which hardly depend on what else the machine does.

    python -m benchmarks.trainer_speed --workspace DIR [--dimensions 64] [--epochs 30]
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from implicit.bpr import BayesianPersonalizedRanking
from scipy import sparse
from threadpoolctl import threadpool_limits

from benchmarks.machine import heading
from stylehub_core.hub.hub import Hub
from stylehub_core.recommenders.graph_recommender import GraphRecommender
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.registry import recommender
from stylehub_core.training.graph_embeddings import learn
from stylehub_core.training.purchase_graph import PurchaseGraph

OURS = ("mf", "lightgcn", "gcl-mf", "gcl-lightgcn")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--dimensions", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=30)
    options = parser.parse_args()
    torch.set_num_threads(1)
    hub = Hub(options.workspace)
    bought = interactions(hub.world())
    buyers, sold = np.diff(bought.indptr) > 0, np.bincount(bought.indices, minlength=bought.shape[1]) > 0
    bought = sparse.csr_array(bought[buyers][:, sold])
    customers, articles = bought.shape
    print(heading(f"Training: {bought.nnz:,} purchases of {customers:,} customers and {articles:,} articles"))
    print(f"{options.dimensions} dimensions, {options.epochs} epochs, one thread")
    print(f"{'trainer':<20}{'seconds':>10}{'x implicit':>12}")
    with threadpool_limits(1):
        theirs = _seconds(partial(_implicit, bought, options.dimensions), options.epochs)
        print(f"{'implicit BPR':<20}{theirs:>10.2f}{1:>12.1f}", flush=True)
        for name in OURS:
            ours = _seconds(partial(_ours, name, bought, options.dimensions), options.epochs)
            print(f"{name:<20}{ours:>10.2f}{ours / theirs:>12.1f}", flush=True)


def _seconds(run: Callable[[int], object], epochs: int) -> float:
    run(1)  # warm up: imports and first use of memory
    started = time.process_time()
    run(epochs)
    return time.process_time() - started


def _implicit(bought: sparse.csr_array, dimensions: int, epochs: int) -> None:
    model = BayesianPersonalizedRanking(
        factors=dimensions, iterations=epochs, num_threads=1, use_gpu=False, random_state=0
    )
    model.fit(sparse.csr_matrix(bought), show_progress=False)


def _ours(name: str, bought: sparse.csr_array, dimensions: int, epochs: int) -> None:
    trainer = recommender(name)
    assert isinstance(trainer, GraphRecommender)
    learn(
        PurchaseGraph.of(bought), replace(trainer.config.learning, dimensions=dimensions, epochs=epochs, stopping=None)
    )


if __name__ == "__main__":
    main()
