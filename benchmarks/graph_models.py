"""The graph models on a public split, with their defaults, beside item-kNN and ALS: recall@20 and NDCG@20.

DIR holds `train.txt` and `test.txt`. Each line has a user, an item and a weight, separated by tabs; users and items are
numbered from 1, and weights are ignored. Items in a user's training lines are not ranked. Each figure is a mean over
the users with test lines, and over the seeds.
`folded-in history`: users are represented by their training lines, like new customers, as everywhere in the app.
`own node`: users are represented by the embeddings that were learned for them. ALS solves both in the same way.
Differences are paired by user, on the means over the seeds, with 95 % ranges.

    python -m benchmarks.graph_models --data DIR [--seeds 3] [--jobs 2] [--validation]
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from implicit.als import AlternatingLeastSquares
from scipy import sparse

from benchmarks.machine import heading
from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.evaluation.bootstrap import difference
from stylehub_core.evaluation.ranking import ndcg_at_k, recall_at_k
from stylehub_core.recommenders.graph_contrastive import GclLightGcn, GclMatrixFactorisation
from stylehub_core.recommenders.graph_recommender import GraphRecommender
from stylehub_core.recommenders.lightgcn import LightGcn
from stylehub_core.recommenders.matrix_factorisation import MatrixFactorisation
from stylehub_core.training.fold_in import fold_in
from stylehub_core.training.graph_embeddings import learn
from stylehub_core.training.purchase_graph import PurchaseGraph

K = 20
KNN = "item-knn"
GRAPH: dict[str, type[GraphRecommender]] = {
    kind.name: kind for kind in (MatrixFactorisation, GclMatrixFactorisation, LightGcn, GclLightGcn)
}
OWN, FOLDED = "own node", "folded-in history"


@dataclass(frozen=True, eq=False)
class Split:
    """seen, relevant: (users, items), 1 for each line to learn from and each line to rank."""

    seen: sparse.csr_array
    relevant: sparse.csr_array


@dataclass(frozen=True, eq=False)
class Measured:
    """One system and seed.

    user_form: FOLDED or OWN.
    recall, ndcg: (users with test lines,).
    seconds: processor time for training.
    """

    system: str
    user_form: str
    recall: FloatVector
    ndcg: FloatVector
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="parallel processes, of one thread each")
    parser.add_argument("--validation", action="store_true", help="rank a tenth of the training lines, not the test's")
    parser.add_argument("--systems", nargs="*", default=[KNN, "als", *GRAPH], help="which systems; all by default")
    options = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    split = read(options.data, validation=options.validation)
    users = int((np.diff(split.relevant.indptr) > 0).sum())
    kind = "a tenth of the training lines" if options.validation else "the test lines"
    print(heading(f"Graph models: {split.seen.nnz:,} lines to learn from, ranking {kind} of {users:,} users"))
    print(f"{'system':<16}{'user':<20}{'recall@20':>10}  {'of each seed':<24}{'NDCG@20':>8}{'seconds':>9}")
    recall: dict[tuple[str, str], FloatVector] = {}
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        runs = {
            name: [pool.submit(measure, split, name, seed) for seed in range(1 if name == KNN else options.seeds)]
            for name in options.systems
        }
        for name, seeds in runs.items():
            for rows in zip(*(run.result() for run in seeds), strict=True):
                _print(rows)
                recall[name, rows[0].user_form] = np.mean([row.recall for row in rows], axis=0)
    _print_differences(recall)


def read(folder: Path, *, validation: bool) -> Split:
    """validation: rank a tenth of the training lines, and do not read the test lines."""
    files = ["train.txt"] if validation else ["train.txt", "test.txt"]
    lines = [np.loadtxt(folder / name, usecols=(0, 1), ndmin=2).astype(np.int32) - 1 for name in files]
    shape = np.concatenate(lines).max(axis=0) + 1
    if validation:
        ranked = np.random.default_rng(0).random(len(lines[0])) < 0.1
        lines = [lines[0][~ranked], lines[0][ranked]]
    return Split(*(_matrix(rows, shape) for rows in lines))


def _matrix(lines: IntMatrix, shape: IntVector) -> sparse.csr_array:
    pairs = np.unique(lines, axis=0)
    ones = np.ones(len(pairs), np.float32)
    return sparse.csr_array(sparse.coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=tuple(shape)))


def measure(split: Split, name: str, seed: int) -> list[Measured]:
    """One system and seed, once for each form of the users that it has."""
    started = time.process_time()
    scores_by = list(_scores(split, name, seed))
    seconds = time.process_time() - started
    return [_measured(split, name, user_form, scores, seconds) for user_form, scores in scores_by]


def _scores(split: Split, name: str, seed: int) -> Iterator[tuple[str, FloatMatrix]]:
    """(form of the users, (users, items) scores)."""
    if name == KNN:
        yield FOLDED, _item_knn(split.seen)
    elif name == "als":
        yield from _als(split.seen, seed)
    else:
        yield from _graph(split.seen, GRAPH[name], seed)


def _item_knn(seen: sparse.csr_array) -> FloatMatrix:
    """Sums of the cosines to all of a user's items."""
    lengths = np.sqrt(np.maximum(np.asarray(seen.sum(axis=0)).ravel(), 1))
    columns = seen @ sparse.diags_array(1 / lengths)
    similarity = (columns.T @ columns).toarray()
    np.fill_diagonal(similarity, 0)
    return np.asarray(seen @ similarity, dtype=np.float32)


def _als(seen: sparse.csr_array, seed: int) -> Iterator[tuple[str, FloatMatrix]]:
    """ALS of the library implicit, with 64 factors and its own defaults."""
    model = AlternatingLeastSquares(factors=64, random_state=seed, use_gpu=False, num_threads=1)
    model.fit(sparse.csr_matrix(seen), show_progress=False)
    users = model.recalculate_user(np.arange(seen.shape[0]), sparse.csr_matrix(seen))
    yield FOLDED, users @ model.item_factors.T
    yield OWN, model.user_factors @ model.item_factors.T


def _graph(seen: sparse.csr_array, kind: type[GraphRecommender], seed: int) -> Iterator[tuple[str, FloatMatrix]]:
    users, items = np.diff(seen.indptr) > 0, np.bincount(seen.indices, minlength=seen.shape[1]) > 0
    bought = sparse.csr_array(seen[users][:, items])
    graph = PurchaseGraph.of(bought)
    learning = replace(kind.default.learning, seed=seed)
    embeddings = learn(graph, learning)
    folded = fold_in(graph, embeddings, learning.layers, unit_length=learning.loss == "debiased")
    own = graph.mean_of_layers(embeddings, learning.layers)[: graph.customers]
    for user_form, people in ((FOLDED, folded.customers(bought)), (OWN, own)):
        scores = np.zeros(seen.shape, np.float32)
        scores[np.ix_(users, items)] = people @ folded.articles.T
        yield user_form, scores


def _measured(split: Split, name: str, user_form: str, scores: FloatMatrix, seconds: float) -> Measured:
    scores[split.seen.nonzero()] = -np.inf
    users = np.flatnonzero(np.diff(split.relevant.indptr))
    best = np.argpartition(-scores[users], K, axis=1)[:, :K]
    order = np.argsort(-np.take_along_axis(scores[users], best, axis=1), axis=1, kind="stable")
    ranked = np.take_along_axis(best, order, axis=1).astype(np.int32)
    relevant = [split.relevant.indices[slice(*split.relevant.indptr[user : user + 2])] for user in users]
    recall, ndcg = recall_at_k(ranked, relevant, k=K), ndcg_at_k(ranked, relevant, k=K)
    return Measured(name, user_form, recall, ndcg, seconds)


def _print(rows: Sequence[Measured]) -> None:
    recall, ndcg, seconds = (float(np.mean([getattr(row, name) for row in rows])) for name in _COLUMNS)
    each = " ".join(f"{row.recall.mean():.4f}" for row in rows)
    print(
        f"{rows[0].system:<16}{rows[0].user_form:<20}{recall:>10.4f}  {each:<24}{ndcg:>8.4f}{seconds:>9.1f}", flush=True
    )


_COLUMNS = ("recall", "ndcg", "seconds")


def _print_differences(recall: dict[tuple[str, str], FloatVector]) -> None:
    pairs = [("gcl-mf", "mf"), ("gcl-lightgcn", "lightgcn"), ("lightgcn", KNN), ("gcl-lightgcn", KNN)]
    print("\nrecall@20, folded-in history, paired by user")
    for ours, other in pairs:
        if (ours, FOLDED) in recall and (other, FOLDED) in recall:
            gain = difference(recall[ours, FOLDED], recall[other, FOLDED])
            print(f"{ours + ' - ' + other:<32}{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})")


if __name__ == "__main__":
    main()
