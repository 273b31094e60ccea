"""Graph contrastive learning and the debiased contrastive loss, on matrix factorisation and on LightGCN.

After Liu, Z. et al. 2021, "Contrastive Learning for Recommender System" (arXiv 2101.01317), which has two parts: the
debiased contrastive loss ranks in place of BPR, and the same customer or article in two views of the graph is
contrasted with the others. A view leaves out edges at random. Each part can be switched on and off, also by tuning;
each default has only the part that ranks best. docs/decisions/graph-models.md says what follows the paper, of which
only the abstract was read, and what was chosen here.
"""

from typing import ClassVar

from stylehub_core.histories import Fading
from stylehub_core.recommenders.graph_recommender import CONTRAST, LAYERS, LEARNING, GraphConfig, GraphRecommender
from stylehub_core.recommenders.search_space import Space
from stylehub_core.training.embedding_config import Debiased, EmbeddingConfig, Views


class GclMatrixFactorisation(GraphRecommender):
    """By default the debiased contrastive loss alone.

    Matrix factorisation has no propagation, so a view of it, where it is switched on, is one step of it over the edges
    that are left: the mean of a node's own embedding and its neighbours' sum. What ranks is the embedding itself.
    """

    name = "gcl-mf"
    title = "Matrix factorisation, contrastive"
    about = "Matrix factorisation that contrasts each purchase with hundreds of sampled articles at once."
    order = 27
    space: ClassVar[Space] = {**LEARNING, **CONTRAST}
    default = GraphConfig(
        EmbeddingConfig(
            layers=0,
            batch=2048,
            loss="debiased",
            debiased=Debiased(temperature=0.2),
            views=Views(drop_rate=0.5, layers=1),
        ),
        Fading(),
    )


class GclLightGcn(GraphRecommender):
    """By default BPR with the contrast of two views; a view is LightGCN's own propagation over the edges left."""

    name = "gcl-lightgcn"
    title = "LightGCN, contrastive"
    about = "LightGCN that also learns to recognise each customer and article when some purchases are left out."
    order = 28
    space: ClassVar[Space] = {**LEARNING, **LAYERS, **CONTRAST}
    default = GraphConfig(EmbeddingConfig(layers=3, contrast=True), Fading())
