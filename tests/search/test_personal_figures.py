"""Some figures of history and sales count once more for the articles that match the request, and for no others."""

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatVector
from stylehub_core.histories import Histories
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.personal_figures import MORE_IF_MATCHING, Asked, Goods, figures
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.search.vocabulary import FIELD_WEIGHTS

TYPES = ["Dress", "Dress", "Shirt", "Bag"]
TODAY = 100


def figures_of(text: str) -> dict[str, FloatVector]:
    table = pd.DataFrame({"product_type_name": TYPES, "prod_name": ["Anna", "Bea", "Cleo", "Dora"]})
    table = table.assign(detail_desc=None, **{column: "Unknown" for column in FIELD_WEIGHTS if column not in table})
    sales = RecentSales(np.arange(4, dtype=np.int32), np.array([90], np.int32), np.array([2], np.int32))
    goods = Goods(LexicalIndex.build(table), np.eye(4, dtype=np.float32), None, sales)
    for_customer, for_anyone = np.array([1, 2, 3, 4], np.float32), np.zeros(4, np.float32)
    asked = Asked(
        text, np.zeros(4, np.float32), np.zeros(4, np.float32), Histories.picked([0], TODAY), for_customer, for_anyone
    )
    return {name: values for _, name, values in figures(goods, asked)}


def test_what_matches_counts_once_more() -> None:
    found = figures_of("dress")
    assert found["next purchase, if it matches"].tolist() == [1, 2, 0, 0]
    assert {f"{name}, if it matches" for name in MORE_IF_MATCHING} <= set(found)


def test_nothing_counts_once_more_if_nothing_matches() -> None:
    for text in ("", "zeppelin"):
        found = figures_of(text)
        assert not any(found[f"{name}, if it matches"].any() for name in MORE_IF_MATCHING)


def test_the_figures_keep_their_order() -> None:
    assert list(figures_of("dress")) == list(figures_of(""))
