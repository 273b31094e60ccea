"""Additions to a workspace that has raw text alone, made in seconds: two planted models, maps and figures."""

import numpy as np
import torch

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.files import write_json
from stylehub_core.maps.clusters import clusters, label_positions
from stylehub_core.maps.faithfulness import neighbourhood_preservation, trustworthiness
from stylehub_core.maps.saved_map import ArticleMap
from stylehub_core.maps.umap import principal_components
from stylehub_core.models.contract import Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.saved import save
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.neighbours import neighbour_lists
from stylehub_core.training.network import Network, NetworkConfig
from stylehub_core.workspace import Workspace

PLANTED = ("item-text", "transactional-paper")
EPOCHS = 12


def add_the_others(workspace: Workspace) -> None:
    """Two models that are random networks over the raw text, the maps of all models, and the figures of two."""
    catalog = Catalog.open(workspace.get("catalog").folder)
    raw = np.load(workspace.get("model/raw-text").folder / "articles.npy")
    with workspace.building():
        _map(workspace, "raw-text", raw, catalog)
        for seed, name in enumerate(PLANTED):
            torch.manual_seed(seed)
            network = Network(raw.shape[1], NetworkConfig())
            tower = NetworkTower.of(network)
            vectors = tower(raw)
            folder = workspace.partial(f"model/{name}", "a1")
            save(Fitted(vectors, {"text": tower}, history=_history(), facts={"best_epoch": 9}), folder)
            VectorIndex.build(vectors).save(folder / "index.faiss")
            np.save(folder / "neighbours.npy", neighbour_lists(vectors, 50))
            workspace.publish(f"model/{name}", "a1", {"model": name, "best_epoch": 9})
            _map(workspace, name, vectors, catalog)
        for name in ("raw-text", "transactional-paper"):
            write_json(workspace.partial(f"metrics/{name}", "a1") / "metrics.json", metrics(name))
            workspace.publish(f"metrics/{name}", "a1", {"model": name})


def metrics(name: str) -> dict[str, object]:
    """Figures as evaluation.report writes them."""
    share = {"value": 0.1, "low": 0.09, "high": 0.11}
    sold = {"recall": share, "recall_sold": share, "recall_never_sold": share, "ndcg": share}
    return {
        "model": name,
        "split": {"train_until": "2020-09-15", "test_from": "2020-09-16", "test_until": "2020-09-22"},
        "split_note": "",
        "separation": {
            "pairs": 500, "train_positive": 0.5, "test_positive": 0.65, "negative": 0.98, "popular_negative": 0.95,
            "auc": share, "auc_popular": share, "train_auc": 0.8,
            "histogram": {
                "edges": [0.0, 0.5, 1.0, 1.5],
                "positive": [0.2, 0.7, 0.1],
                "negative": [0.0, 0.6, 0.4],
                "train_positive": [0.4, 0.5, 0.1],
            },
        },
        "co_purchase": {"anchors": 400, **sold},
        "recommend": None,
        "attribute_queries": {"queries": 40, "model": share, "fused": share},
        "baselines": {"popularity": sold, "item-knn": sold},
        "pairs_test": {"test_positive": 0.31, "test_negative": 0.93} if name.endswith("paper") else None,
    }  # fmt: skip


def _history() -> list[dict[str, float]]:
    return [
        {"epoch": epoch, "loss": 4 - epoch / 10, "test_positive": 0.7, "train_positive": 0.6, "test_negative": 0.98}
        | {"auc": 0.7, "effective_rank": 40.0 - epoch}
        for epoch in range(1, EPOCHS + 1)
    ]


def _map(workspace: Workspace, name: str, vectors: FloatMatrix, catalog: Catalog) -> None:
    points = principal_components(vectors)
    grouped = clusters(vectors, catalog.articles)
    places = label_positions(points, grouped.labels, len(grouped.names))
    trust, kept = trustworthiness(vectors, points), neighbourhood_preservation(vectors, points)
    ArticleMap(points, grouped, places, trust, kept).save(workspace.partial(f"map/{name}", "a1"))
    workspace.publish(f"map/{name}", "a1", {"model": name})
