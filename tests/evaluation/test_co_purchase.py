"""The task of held-out co-purchases: which baskets count, and which targets were sold before."""

from datetime import date

import numpy as np

from stylehub_core.evaluation.co_purchase import CoPurchaseTask, co_purchase_task
from tests.conftest import MakeCatalog

SHOP = [("2020-01-01", 0, 1), ("2020-01-05", 0, 1), ("2020-01-05", 0, 2), ("2020-01-06", 1, 2), ("2020-01-06", 1, 3)]


def _task(make_catalog: MakeCatalog, *days: date) -> CoPurchaseTask:
    catalog = make_catalog(SHOP, articles=5)
    with catalog.connect() as connection:
        return co_purchase_task(connection, 5, *days)


def test_the_baskets_from_a_day_on_count(make_catalog: MakeCatalog) -> None:
    task = _task(make_catalog, date(2020, 1, 2))
    assert task.anchors.tolist() == [1, 2, 3]
    assert [rows.tolist() for rows in task.relevant] == [[2], [1, 3], [2]]
    np.testing.assert_array_equal(task.sold_before, [False, True, False, False, False])
    assert [rows.tolist() for rows in task.targets(sold=True)] == [[], [1], []]


def test_the_last_day_is_the_last_that_counts(make_catalog: MakeCatalog) -> None:
    task = _task(make_catalog, date(2020, 1, 2), date(2020, 1, 5))
    assert task.anchors.tolist() == [1, 2]
    assert [rows.tolist() for rows in task.relevant] == [[2], [1]]
