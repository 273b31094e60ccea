"""Matrix factorisation: an embedding each of customers and articles, learned by BPR (Rendle et al. 2009)."""

from stylehub_core.histories import Fading
from stylehub_core.recommenders.graph_recommender import GraphConfig, GraphRecommender
from stylehub_core.training.embedding_config import EmbeddingConfig


class MatrixFactorisation(GraphRecommender):
    """BPR without biases, learned in batches with Adam: the backbone that graph contrastive learning is added to."""

    name = "mf"
    title = "Matrix factorisation"
    about = "Embeddings of customers and articles whose dot products rank what was bought above what was not."
    order = 25
    default = GraphConfig(EmbeddingConfig(layers=0), Fading())
