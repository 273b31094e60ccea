"""What sells: only sales before the day count, and neighbours of what sells are told from the rest."""

import numpy as np

from stylehub_core.search.recent_sales import RecentSales

SALES = RecentSales(
    product=np.array([0, 0, 1, 2, 300], np.int32),
    day=np.array([10, 95, 99, 99, 100], np.int32),
    article=np.array([3, 0, 2, 2, 4], np.int32),
)


def test_figures_of_a_day() -> None:
    figures = SALES.figures(100)
    assert np.allclose(np.expm1(figures["sold in 14 days"]), [1, 0, 2, 0, 0])
    assert np.allclose(np.expm1(figures["sold"]), [1, 0, 2, 1, 0])
    assert figures["never sold"].tolist() == [0, 1, 0, 0, 1]  # article 4 sells on the day itself
    assert figures["sold within 7 days"].tolist() == [1, 0, 1, 0, 0]
    assert figures["product sold within 14 days"].tolist() == [1, 1, 1, 0, 0]
    assert figures["product sold in 60 days"][1] > 0
    assert figures["sold around in 14 days"][3] > figures["sold around in 14 days"][4]
    assert all(len(values) == 5 and values.dtype == np.float32 for values in figures.values())


def test_another_day_is_another_answer() -> None:
    assert SALES.figures(101)["never sold"].tolist() == [0, 1, 0, 0, 0]
    assert SALES.figures(5)["never sold"].all()
