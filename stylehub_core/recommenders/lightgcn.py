"""LightGCN: embeddings that are propagated along the purchases, without weights or activations (He et al. 2020)."""

from typing import ClassVar

from stylehub_core.histories import Fading
from stylehub_core.recommenders.graph_recommender import LAYERS, LEARNING, GraphConfig, GraphRecommender
from stylehub_core.recommenders.search_space import Space
from stylehub_core.training.embedding_config import EmbeddingConfig


class LightGcn(GraphRecommender):
    """Three layers, learned by BPR; the lengths of the 0th layer's embeddings are regularised."""

    name = "lightgcn"
    title = "LightGCN"
    about = "Embeddings of customers and articles, each averaged with its neighbours in the purchase graph."
    order = 26
    space: ClassVar[Space] = {**LEARNING, **LAYERS}
    default = GraphConfig(EmbeddingConfig(layers=3), Fading())
