"""Recommendations for a stream of customers: in order, part by part, each on the customer's own day."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.catalog.customer_ids import customer_ids, customer_rows
from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import recommending as module
from stylehub_core.lab import run as lab
from stylehub_core.lab.recommending import USUAL, CustomerDay, Lists, recommendations, usual_recommender
from stylehub_core.lab.serving import Serving
from stylehub_core.request import Request
from tests.built import copy_of

pytestmark = pytest.mark.usefixtures("brief")

FEW = 30


@pytest.fixture(scope="module")
def serving(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Serving:
    prepared = Serving(Hub(copy_of(built, tmp_path_factory.mktemp("stream"))[0]), "today")
    prepared.prepare("own-recent")
    prepared.prepare("popularity")
    return prepared


@pytest.fixture(scope="module")
def ids(serving: Serving) -> list[str]:
    return customer_ids(serving.hub.catalog, np.arange(FEW, dtype=np.int32))


def together(parts: Iterator[Lists]) -> np.ndarray:
    return np.concatenate([part.rows for part in parts])


def test_rows_and_ids_of_customers_are_the_same_question(serving: Serving, ids: list[str]) -> None:
    customers = [ids[3], "nobody", ids[0], ids[3]]
    assert customer_rows(serving.hub.catalog, customers).tolist() == [3, -1, 0, 3]
    assert customer_rows(serving.hub.catalog, []).tolist() == []


def test_any_order_and_the_same_customer_twice(serving: Serving, ids: list[str]) -> None:
    [part] = recommendations(
        serving, "own-recent", [CustomerDay(customer_id) for customer_id in (ids[1], ids[0], ids[1])], 6
    )
    np.testing.assert_array_equal(part.rows[0], part.rows[2])
    for row, customer in zip(part.rows[:2], (1, 0), strict=True):
        answer = serving.answer("own-recent", Request(history=serving.history(customer)), 6)
        np.testing.assert_array_equal(row, answer.rows)


def test_parts_are_asked_for_as_they_are_needed(serving: Serving, ids: list[str], monkeypatch) -> None:
    monkeypatch.setattr(module, "PART", 4)
    monkeypatch.setattr(module, "batch_size", lambda articles: 3)
    read: list[str] = []

    def stream() -> Iterator[CustomerDay]:
        for customer_id in ids:
            read.append(customer_id)
            yield CustomerDay(customer_id)

    parts = recommendations(serving, "own-recent", stream(), 5)
    first = next(parts)
    assert first.customer_ids == tuple(ids[:4])
    assert len(read) == 4
    rest = together(parts)
    monkeypatch.undo()
    whole = together(recommendations(serving, "own-recent", [CustomerDay(customer_id) for customer_id in ids], 5))
    np.testing.assert_array_equal(np.concatenate([first.rows, rest]), whole)


def test_each_is_asked_on_the_own_day_whatever_the_order(serving: Serving, ids: list[str]) -> None:
    days = [serving.today - 200, None, serving.today - 400, serving.today - 200]
    customer_days = [CustomerDay(customer_id, day) for customer_id, day in zip(ids[:4], days, strict=True)]
    [part] = recommendations(serving, "own-recent", customer_days, 5)
    assert part.days.tolist() == [serving.today if day is None else day for day in days]
    for at, day in enumerate(part.days.tolist()):
        history = serving.history(at, day)
        assert (history.day < day).all()
        np.testing.assert_array_equal(part.rows[at], serving.answer("own-recent", Request(history=history), 5).rows)
    assert (part.rows[0] != serving.answer("own-recent", Request(history=serving.history(0)), 5).rows).any()


def test_what_sells_is_that_of_the_day(serving: Serving) -> None:
    days = [serving.today, serving.first_day + 5]
    [part] = recommendations(serving, "popularity", [CustomerDay("nobody", day) for day in days], 5)
    sold = serving.popularity.sales
    assert part.customers.tolist() == [-1, -1]
    assert (part.rows[0] != part.rows[1]).any()
    for rows, day in zip(part.rows, days, strict=True):
        np.testing.assert_array_equal(rows[: len(sold.best(day, 5))], sold.best(day, 5))


def test_a_list_is_at_most_the_catalogue_full_and_distinct(serving: Serving, ids: list[str]) -> None:
    [part] = recommendations(
        serving, "own-recent", [CustomerDay(customer_id) for customer_id in [*ids[:3], "nobody"]], 500
    )
    assert part.rows.shape == (4, 120)
    assert (np.sort(part.rows, axis=1) == np.arange(120)).all()
    assert (np.diff(part.scores, axis=1) <= 0).all()


def test_what_does_not_fit_is_refused(serving: Serving, ids: list[str]) -> None:
    customer_days = [CustomerDay(ids[0])]
    with pytest.raises(QueryError, match="0 articles"):
        next(recommendations(serving, "own-recent", customer_days, 0))
    with pytest.raises(NotBuiltError, match="prepare als"):
        next(recommendations(serving, "als", customer_days))
    assert list(recommendations(serving, "own-recent", [])) == []


def test_a_model_that_is_not_built_is_prepared_for_itself(built: Path, tmp_path: Path) -> None:
    hub = Hub(copy_of(built, tmp_path)[0])
    assert "hybrid" not in hub.ready
    serving = Serving(hub, "today")
    serving.prepare("hybrid")
    assert "hybrid" in serving.ready()
    assert serving.answer("hybrid", Request(history=serving.history(0)), 5).rows.shape == (5,)


def test_the_usual_recommender_is_the_labs_best(built: Path, tmp_path: Path) -> None:
    hub = Hub(copy_of(built, tmp_path)[0])
    assert usual_recommender(hub) == (USUAL, False)
    outcomes = lab.run(hub, "next-basket", ["popularity", "own-recent", "item-knn-bm25"]).outcomes
    recall = {outcome.name: outcome.report["blended"]["recall"]["value"] for outcome in outcomes}
    assert len(set(recall.values())) > 1
    assert usual_recommender(hub) == (max(recall, key=lambda name: recall[name]), True)
