"""Slices at their borders, recall within them by hand, and their sum against the whole."""

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation import slices
from stylehub_core.evaluation.ranking import recall_at_k
from stylehub_core.evaluation.slices import Slices, mean_by_customer, recall_by_article, recall_within


def named(sliced: Slices) -> list[str]:
    return [sliced.names[code] for code in sliced.codes]


def test_article_bands_at_their_borders() -> None:
    bands = slices.articles_by_purchases(np.array([0, 1, 5, 6, 20, 21, 9999], np.int32))
    assert named(bands) == ["0", "1-5", "1-5", "6-20", "6-20", "over 20", "over 20"]


def test_history_bands_at_their_borders() -> None:
    bands = slices.customers_by_history(np.array([0, 2, 3, 10, 11, 30, 31], np.int32))
    assert named(bands) == ["0-2", "0-2", "3-10", "3-10", "11-30", "11-30", "over 30"]


def test_age_bands_at_their_borders() -> None:
    bands = slices.customers_by_age(np.array([16, 24.9, 25, 34, 35, 49, 50, 99, np.nan], np.float32))
    expected = ["under 25", "under 25", "25-34", "25-34", "35-49", "35-49", "50+", "50+", "unknown"]
    assert named(bands) == expected
    assert bands.by == "age"


def test_groups_are_in_alphabetical_order() -> None:
    groups = slices.articles_by_group(["Shoes", "Bags", "Shoes"])
    assert groups.names == ("Bags", "Shoes")
    assert named(groups) == ["Shoes", "Bags", "Shoes"]


RANKED = np.array([[0, 1, 2], [3, 0, -1], [2, -1, -1]], np.int32)
RELEVANT = [np.array([0, 3], np.int32), np.array([3], np.int32), np.zeros(0, np.int32)]


def test_recall_within_a_slice_by_hand() -> None:
    cold = np.array([False, False, False, True])
    np.testing.assert_array_equal(recall_within(RANKED, RELEVANT, cold, k=3), [0, 1, np.nan])
    np.testing.assert_array_equal(recall_within(RANKED, RELEVANT, ~cold, k=3), [1, np.nan, np.nan])
    np.testing.assert_array_equal(recall_within(RANKED, RELEVANT, np.zeros(4, np.bool_), k=3), [np.nan] * 3)


def test_other_articles_keep_their_places() -> None:
    third = np.array([False, False, True])
    ranked, relevant = np.array([[0, 1, 2]], np.int32), [np.array([2], np.int32)]
    assert recall_within(ranked, relevant, third, k=2)[0] == 0
    assert recall_within(ranked, relevant, third, k=3)[0] == 1


def test_recall_by_article_names_every_slice() -> None:
    bought = slices.articles_by_purchases(np.array([9, 9, 9, 0], np.int32))
    recall = recall_by_article(RANKED, RELEVANT, bought, k=3)
    assert list(recall) == ["0", "1-5", "6-20", "over 20"]
    assert (recall["0"].value, recall["0"].n) == (0.5, 2)
    assert (recall["6-20"].value, recall["6-20"].n) == (1, 1)
    assert recall["over 20"].n == 0
    assert np.isnan(recall["over 20"].value)


def test_slices_together_are_the_whole() -> None:
    rng = np.random.default_rng(0)
    ranked = np.stack([rng.permutation(50)[:12] for _ in range(30)]).astype(np.int32)
    relevant = [np.sort(rng.permutation(50)[: rng.integers(1, 9)]).astype(np.int32) for _ in range(30)]
    groups = slices.articles_by_group([f"group {row % 4}" for row in range(50)])
    hits = np.zeros(30)
    for code in range(4):
        inside = groups.codes == code
        counts = np.array([inside[rows].sum() for rows in relevant])
        hits += np.nan_to_num(recall_within(ranked, relevant, inside, k=12)) * counts
    whole = recall_at_k(ranked, relevant, k=12) * np.array([len(rows) for rows in relevant])
    np.testing.assert_allclose(hits, whole, atol=1e-5)


def test_means_by_customer() -> None:
    means = mean_by_customer(
        np.array([1, 0, 0.5, np.nan], np.float32), slices.customers_by_history(np.array([0, 1, 40, 40], np.int32))
    )
    assert (means["0-2"].value, means["0-2"].n) == (0.5, 2)
    assert (means["over 30"].value, means["over 30"].n) == (0.5, 1)
    assert means["3-10"].n == 0


def test_values_of_other_customers_are_refused() -> None:
    with pytest.raises(QueryError, match="1 values for 2 customers in slices by age"):
        mean_by_customer(np.ones(1, np.float32), slices.customers_by_age(np.array([20, 30], np.float32)))


def test_arrivals_at_their_borders() -> None:
    first_sold = np.array([np.iinfo(np.int32).max, 101, 100, 99, 86, 85, 40, 39], np.int32)
    bands = slices.targets_by_arrival(first_sold, np.full(8, 100, np.int32))
    expected = ["not sold yet", "not sold yet", "not sold yet", "1-14", "1-14", "15-60", "15-60", "over 60"]
    assert named(bands) == expected
