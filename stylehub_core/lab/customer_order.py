"""One customer's order of the articles, and what is known of the articles for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.personal_config import PersonalConfig
from stylehub_core.models.article_looks import article_looks
from stylehub_core.models.world import World
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.popularity import sales
from stylehub_core.request import Requests
from stylehub_core.search.personal import PersonalOrder, PersonalScores, PlainScores
from stylehub_core.search.personal_figures import Asked, Figure, Goods, figures
from stylehub_core.search.recent_sales import RecentSales


@dataclass(frozen=True, eq=False)
class CustomerOrder:
    """The order for one customer, as the search recipe uses it.

    scorer: of the recommender that is read. vector_of: a text's vector in the space of `goods.texts`.
    """

    order: PersonalOrder
    goods: Goods
    scorer: Scorer
    vector_of: Callable[[str], FloatVector]
    history: Histories
    weight: float

    def scores(self, text: str, cosines: FloatVector | None, plain: PlainScores | None) -> PersonalScores:
        """All articles' scores; see PersonalOrder.scores.

        cosines: (articles,) with the request; None without a model.

        At weight 1 the text does not even lead the attention over the history.
        """
        if self.weight == 1:
            text, cosines, plain = "", None, None
        return self.order.scores(self.figures(text, cosines), plain, self.weight)

    def figures(self, text: str, cosines: FloatVector | None) -> Iterator[Figure]:
        today = int(self.history.today[0])
        vector = self.vector_of(text) if text else np.zeros(self.goods.texts.shape[1], np.float32)
        if cosines is None:
            cosines = self.goods.texts @ vector
        for_customer, for_anyone = self._log_scores(self.history), self._log_scores(Histories.picked([], today))
        return figures(self.goods, Asked(text, vector, cosines, self.history, for_customer, for_anyone))

    def _log_scores(self, history: Histories) -> FloatVector:
        return log_scores(self.scorer, history)


def log_scores(scorer: Scorer, history: Histories) -> FloatVector:
    """(articles,) log of the scores for one history."""
    return np.asarray(np.log(np.maximum(scorer.scores(Requests(history))[0], 1e-12)), np.float32)


def goods_of(hub: Hub, world: World, config: PersonalConfig) -> Goods:
    """What is known of the articles in this world."""
    return goods_with(hub, world, article_looks(world, config.encoder, config.looks))


def goods_with(hub: Hub, world: World, looks: FloatMatrix | None) -> Goods:
    """The same with looks that are known already; None if there are no pictures."""
    sold = sales(world)
    recent = RecentSales(product_numbers(world.articles), sold.day, sold.article)
    return Goods(hub.lexical, np.asarray(world.sentences), looks, recent)
