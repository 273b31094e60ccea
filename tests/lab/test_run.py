"""The lab: each recommender is measured once, chosen on validation, read back, and treated alike."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.blend_choice import chosen_blend, worth_taking
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as module
from stylehub_core.lab.run import run
from stylehub_core.lab.table import table
from stylehub_core.models.world import World
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.contract import HistoryScorer
from stylehub_core.recommenders.own import OwnRecent
from stylehub_core.recommenders.popularity import Popularity
from stylehub_core.request import Requests
from tests.conftest import MakeCatalog

pytestmark = pytest.mark.usefixtures("brief")

FLOORS = ["popularity", "own-recent", "raw-text"]


@pytest.mark.parametrize("protocol", ["next-week", "next-basket", "co-purchase"])
def test_figures_with_ranges_and_gains(hub: Hub, protocol: str) -> None:
    lab_table = table(run(hub, protocol, FLOORS), len(hub.catalog))
    report = json.loads(lab_table.to_json())
    assert [recommender["name"] for recommender in report["recommenders"]] == FLOORS
    assert report["baseline"] in ("popularity", "own-recent")
    for recommender in report["recommenders"]:
        for which in ("plain", "blended"):
            recall = recommender[which]["recall"]
            assert 0 <= recall["low"] <= recall["value"] <= recall["high"] <= 1
            assert 0 < recommender[which]["coverage"] <= 1
            assert 0 <= recommender[which]["gini"] <= 1
            assert recommender[which]["novelty"]["value"] > 0
            assert recommender[which]["diversity"]["n"] == report["customers"]
            ways = {"purchases seen", "days since first sold", "product group", "lines of history"}
            assert set(recommender[which]["slices"]) - {"age"} == ways
    gains = [recommender for recommender in report["recommenders"] if recommender["gain"]]
    assert len(gains) == 2
    assert all(0 < recommender["gain"]["p"] <= 1 for recommender in gains)
    text = lab_table.to_text()
    assert all(name in text for name in FLOORS)
    assert f"{report['customers']:,} customers" in text


def test_what_is_measured_is_not_measured_again(hub: Hub, monkeypatch) -> None:
    first = run(hub, "next-basket", FLOORS)
    measured: list[str] = []
    monkeypatch.setattr(module, "_measure", lambda protocol, recommender, *rest: measured.append(recommender.name))
    again = run(hub, "next-basket", FLOORS)
    assert not measured
    for outcome, kept in zip(first.outcomes, again.outcomes, strict=True):
        assert outcome.report == kept.report
        assert np.array_equal(outcome.blended, kept.blended)


def test_a_damaged_outcome_is_measured_again(hub: Hub) -> None:
    [first] = run(hub, "next-basket", ["popularity"]).outcomes
    path = hub.workspace.folder / "lab" / "next-basket" / "popularity" / "blended.npy"
    assert module.is_kept(hub, "next-basket", "popularity")
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:50], b""):
        path.write_bytes(damaged)
        assert not module.is_kept(hub, "next-basket", "popularity")
        assert module.kept(hub, "next-basket", "popularity") is None
    [again] = run(hub, "next-basket", ["popularity"]).outcomes
    assert np.array_equal(first.blended, again.blended)


def test_unknown_names_list_the_known(hub: Hub) -> None:
    with pytest.raises(QueryError, match=r"No recommender 'popularty'.*popularity"):
        run(hub, "next-basket", ["popularty"])
    with pytest.raises(QueryError, match="no protocol"):
        run(hub, "next-year", FLOORS)
    with pytest.raises(QueryError, match=r"'als' has not been measured. Measured: popularity"):
        table(run(hub, "next-basket", ["popularity"]), 10, "als")


def test_a_blend_adds_own_articles_and_what_sells(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    shop = [("2020-01-01", 1, 2), ("2020-01-02", 1, 2), ("2020-01-02", 2, 3)]
    world = World(make_catalog(shop), encoder)
    products = pd.DataFrame({"product_code": ["same" if row in (5, 6) else str(row) for row in range(20)]})

    class Nothing(HistoryScorer):
        def history_scores(self, histories: Histories) -> FloatMatrix:
            return np.zeros((len(histories), 20), np.float32)

    blender = Blender(Nothing(), Popularity().fit(world, tmp_path), products)
    requests = Requests(Histories.picked([5], 18_300))
    plain, own, both = blender.rankings(requests, 3, (Blend(), Blend(own=1.0), Blend(own=1.0, variant=0.5)))
    assert plain[0, :2].tolist() == [2, 3]
    assert own[0].tolist() == [5, 2, 3]
    assert both[0].tolist() == [5, 6, 2]


def test_what_is_given_takes_the_last_places_where_it_cannot_be_the_answer(
    make_catalog: MakeCatalog, encoder, tmp_path: Path
) -> None:
    world = World(make_catalog([("2020-01-01", 1, 2), ("2020-01-02", 1, 2), ("2020-01-02", 2, 3)]), encoder)
    own, sells = OwnRecent().fit(world, tmp_path), Popularity().fit(world, tmp_path)
    blender = Blender(own, sells, world.articles, repeats=False)
    [ranked] = blender.rankings(Requests(Histories.picked([2, 5], 18_300)), 20, (Blend(own=3.0),))
    assert ranked[0, 0] == 3
    assert set(ranked[0, -2:].tolist()) == {2, 5}


def test_the_blend_is_chosen_where_it_helps(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    shop = [("2020-01-01", 0, 7), ("2020-01-01", 1, 8), *(("2020-01-02", who, who) for who in range(2, 6))]
    world = World(make_catalog(shop), encoder)
    blender = Blender(OwnRecent().fit(world, tmp_path), Popularity().fit(world, tmp_path), world.articles)
    requests = Requests(Histories.picked([7], 18_300))
    assert chosen_blend(blender, requests, (np.array([7], np.int32),), 1) == (Blend(), 1.0)


def test_a_blend_is_taken_where_its_gain_is_more_than_its_standard_error() -> None:
    none, often, once = np.zeros(40, np.float32), np.tile([1.0, 0, 0, 0], 10), np.zeros(40)
    once[0] = 1.0
    assert worth_taking(np.stack([none, once, often])) == 2
    assert worth_taking(np.stack([none, once])) == 0
    assert worth_taking(np.stack([often, often])) == 0
