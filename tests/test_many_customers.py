"""A few articles and 100,000 customers, in every part that counts customers. No part overflows or loses customers.

H&M has 1,371,980 customers: products with a customer's number soon exceed 32 bits, and tiny shops do not show that.
"""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pytest

from stylehub_core.build.run import build
from stylehub_core.catalog.schema import ARTICLES as COLUMNS
from stylehub_core.evaluation.customer_task import MOST_CUSTOMERS, customer_task
from stylehub_core.evaluation.held_out_pairs import pairs_before_and_after
from stylehub_core.evaluation.protocol import MOST_CUSTOMERS as MOST_ASKED
from stylehub_core.evaluation.protocol import PROTOCOLS, protocol
from stylehub_core.evaluation.split import last_days
from stylehub_core.histories import Fading
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.lab.recommending import PART, CustomerDay, recommendations
from stylehub_core.lab.serving import Serving
from stylehub_core.lesson.pairs.material import material
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.models.world import World
from stylehub_core.pairs.transactional import MiningConfig, mine
from stylehub_core.recommenders.contract import ConfiguredRecommender, Recommender
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.next_purchase import NextPurchase, NextPurchaseConfig, _baskets
from stylehub_core.recommenders.popularity import sales
from stylehub_core.recommenders.rating_bias import Damping, RatingBias
from stylehub_core.recommenders.ratings import ratings_of
from stylehub_core.recommenders.registry import recommender, recommenders
from stylehub_core.request import Requests
from stylehub_core.shopper.customers import customer_at, find_customer
from stylehub_core.shopper.kinds import KINDS, kinds, kinds_of, random_customer
from stylehub_core.training.graph_embeddings import not_bought
from stylehub_core.training.purchase_graph import PurchaseGraph
from stylehub_core.workspace import Workspace
from tests.conftest import HashEncoder

CUSTOMERS, ARTICLES = 100_000, 30
LINES = 5 * CUSTOMERS
LAST = CUSTOMERS - 1
LAST_DAY = 18_400
"""2020-05-18, since 1970."""


def write_shop(data: Path) -> None:
    """Every customer buys one article, two others 20 days later, and two more after another two months."""
    data.mkdir()
    values = ", ".join(
        f"'7' AS {column.name}" if column.type == "integer" else f"'Any' AS {column.name}"
        for column in COLUMNS
        if column.name not in ("article_id", "product_code", "prod_name", "product_group_name")
    )
    article = "printf('%010d', 100000000 + ({}))"
    customer = "printf('%064x', range)"
    connection = duckdb.connect()
    connection.execute(
        f"COPY (SELECT {article.format('range')} AS article_id, (1000 + range)::VARCHAR AS product_code, "
        f"'Name ' || range AS prod_name, 'Group ' || range % 2 AS product_group_name, {values} FROM range({ARTICLES})) "
        f"TO '{data}/articles.csv' (HEADER)"
    )
    connection.execute(
        f"COPY (SELECT {customer} AS customer_id, '' AS FN, '' AS Active, '' AS club_member_status, "
        f"'' AS fashion_news_frequency, 16 + range % 60 AS age, 'x' AS postal_code FROM range({CUSTOMERS})) "
        f"TO '{data}/customers.csv' (HEADER)"
    )
    day = "DATE '1970-01-01' + ({} - range % 25)::INTEGER"
    lines = [
        f"SELECT {day.format(when)} AS t_dat, {customer} AS customer_id, {article.format(row)} AS article_id, "
        f"0.1 AS price, 1 AS sales_channel_id, range % 5 + 1 AS rating FROM range({CUSTOMERS})"
        for when, row in (
            (LAST_DAY - 80, "range % 18"),
            (LAST_DAY - 60, "range % 7"),
            (LAST_DAY - 60, "7 + range % 11"),
            (LAST_DAY, "18 + range % 5"),
            (LAST_DAY, "23 + range % 7"),
        )
    ]
    connection.execute(f"COPY ({' UNION ALL '.join(lines)}) TO '{data}/transactions_train.csv' (HEADER)")
    connection.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    home = tmp_path_factory.mktemp("many")
    write_shop(home / "data")
    made = Workspace(home / "workspace")
    build(made, Settings(str(home / "data")), only=lambda stage: stage.name == "catalog")
    return made


@pytest.fixture(scope="module")
def world(workspace: Workspace) -> World:
    return World(Hub(workspace.folder).catalog, HashEncoder())  # type: ignore[arg-type]


def shortened(original: Recommender) -> Recommender:
    """The recommender with one epoch, one iteration and few questions."""
    if not isinstance(original, ConfiguredRecommender):
        return original
    return type(original)(_shortened(original.config))


def _shortened(config: object) -> object:
    least = {"epochs": 1, "iterations": 1, "questions": 100, "factors": 8, "dimensions": 8, "negatives": 16}
    least["batch"] = LINES  # a step goes through the whole graph, so there are only a few
    assert is_dataclass(config) and not isinstance(config, type)
    changes: dict[str, object] = {}
    for setting in fields(config):
        value = getattr(config, setting.name)
        if setting.name in least:
            changes[setting.name] = least[setting.name]
        elif is_dataclass(value) and not isinstance(value, type):
            changes[setting.name] = _shortened(value)
    return replace(config, **changes)  # type: ignore[type-var]


def everybody() -> tuple[np.ndarray, np.ndarray]:
    return np.arange(CUSTOMERS, dtype=np.int32), np.full(CUSTOMERS, LAST_DAY + 1, np.int32)


def test_the_import_counts_all_of_them(world: World) -> None:
    summary = world.catalog.summary
    assert (summary.articles, summary.customers, summary.transactions) == (ARTICLES, CUSTOMERS, LINES)


def test_co_purchases_are_mined_from_training_and_held_out_customers(world: World) -> None:
    with world.purchases() as purchases:
        train, held_out = (mine(purchases, MiningConfig(), held_out=kind) for kind in (False, True))
    assert int(train.times.sum() + held_out.times.sum()) == 2 * CUSTOMERS  # two baskets of one pair each
    assert held_out.times.sum() == pytest.approx(2 * CUSTOMERS * 0.05, rel=0.1)
    before, after = pairs_before_and_after(world.catalog, last_days(world.catalog))
    assert len(before) + len(after) == 2 * CUSTOMERS and before.customers[-1] == LAST and len(after) > 0


def test_sales_histories_interactions_and_ratings_hold_every_line(world: World) -> None:
    assert len(sales(world).day) == LINES
    past = histories(world, *everybody())
    assert len(past.owner) == LINES and past.owner[-1] == LAST
    weights = Fading().weights(past)
    newest = 1 / (1 + past.ago / 15)
    later_days = np.tile([2, 1, 1, 0, 0], CUSTOMERS)
    np.testing.assert_allclose(weights, 0.8**later_days * newest, rtol=1e-5)
    assert interactions(world).sum() == LINES and interactions(world).shape == (CUSTOMERS, ARTICLES)
    ratings = ratings_of(world)
    assert ratings[[LAST], [LAST % 7]] == LAST % 5 + 1
    bias = RatingBias.of(ratings, Damping())
    assert bias.customer[LAST - 4 : LAST + 1].argmax() == 4  # customers gave 1 to 5 in turn


def test_negatives_of_the_graph_are_what_the_customer_did_not_buy(world: World) -> None:
    graph = PurchaseGraph.of(interactions(world))
    drawn = not_bought(graph, np.random.default_rng(0), tries=50)
    assert not interactions(world)[graph.customer, drawn].any()


def test_the_baskets_that_next_purchase_learns_from_are_drawn_from_all_customers(world: World) -> None:
    drawn = _baskets(world, NextPurchaseConfig(questions=1000)).drop_duplicates(["customer", "day"])["customer"]
    assert len(drawn) == 1000
    shares = np.histogram(drawn, bins=4, range=(0, CUSTOMERS))[0]
    assert shares.min() > 200  # by chance, each has 250


@pytest.mark.parametrize("name", recommenders())
def test_every_recommender_learns_and_answers_the_last_customers(name: str, world: World, tmp_path: Path) -> None:
    scorer = shortened(recommender(name)).fit(world, tmp_path)
    some = np.arange(CUSTOMERS - 50, CUSTOMERS, dtype=np.int32)
    scores = scorer.scores(Requests(histories(world, some, np.full(50, LAST_DAY + 1, np.int32))))
    assert scores.shape == (50, ARTICLES) and np.isfinite(scores).all()


@pytest.mark.parametrize("name", PROTOCOLS)
def test_protocols_ask_customers_from_all_of_them(name: str, world: World) -> None:
    made = protocol(name, world)
    for round_ in (made.validation, made.test):
        assert len(round_.past) == len(round_.questions) == MOST_ASKED
        assert round_.questions.customers.max() > 0.99 * CUSTOMERS
        assert (np.bincount(round_.past.owner, minlength=MOST_ASKED) > 0).all()


def test_held_out_purchases_are_asked_of_a_sample(world: World) -> None:
    with world.purchases() as transactions:
        task = customer_task(transactions, last_days(world.catalog))
    assert len(task.customers) == MOST_CUSTOMERS and task.customers.max() > 0.99 * CUSTOMERS


def test_a_lesson_says_how_many_customers_it_takes(world: World) -> None:
    taken = material(world).taken
    assert taken.of_customers == CUSTOMERS


def test_shopper_finds_the_last_customer_and_sorts_all_into_kinds(workspace: Workspace) -> None:
    serving = Serving(Hub(workspace.folder), "today")
    last = customer_at(serving.hub.catalog, LAST)
    assert find_customer(serving.hub.catalog, f"{LAST:064x}").row == last.row == LAST
    among = kinds(serving, seed=2**31 - 2)
    assert among.examined == CUSTOMERS
    assert all(len(among.drawn[kind]) == min(among.counts[kind], 200) for kind in KINDS)
    assert kinds_of(serving, LAST, among) == kinds_of(serving, LAST - 225, among)  # the same purchases, days and all
    assert 0 <= random_customer(serving, 3) < CUSTOMERS
    assert len(serving.history(LAST).article) == 5


def test_everybody_is_recommended_something_in_parts(workspace: Workspace) -> None:
    serving = Serving(Hub(workspace.folder), "today")
    serving.prepare("own-recent")
    customer_days = (CustomerDay(f"{row:064x}") for row in range(CUSTOMERS))
    customers, histories_of_last = 0, serving.history(LAST)
    with PeakMemory() as peak:
        for part in recommendations(serving, "own-recent", customer_days, k=5):
            assert len(part.rows) <= PART
            np.testing.assert_array_equal(part.customers, np.arange(customers, customers + len(part.rows)))
            customers += len(part.rows)
    assert customers == CUSTOMERS
    assert part.rows[-1][0] in histories_of_last.article
    assert peak.megabytes is None or peak.megabytes < 500


def test_next_purchase_is_prepared_for_them(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NextPurchase, "default", NextPurchaseConfig(questions=100))
    hub = Hub(workspace.folder)
    monkeypatch.setattr(hub, "encoder", HashEncoder())
    serving = Serving(hub, "today")
    serving.prepare("next-purchase")
    scores = serving.blender("next-purchase").scorer.scores(Requests(serving.history(LAST)))
    assert scores.shape == (1, ARTICLES) and scores.sum() == pytest.approx(1)
