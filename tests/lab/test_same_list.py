"""One way to recommend: the command line, Shopper, the lab and Python give the same lists."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.same_list import WAYS, alike, lists_of, sample_customers
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.registry import recommenders
from tests.built import ALL, copy_of

pytestmark = pytest.mark.usefixtures("brief")


@pytest.fixture(scope="module")
def today(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Serving:
    return Serving(Hub(copy_of(built, tmp_path_factory.mktemp("same"))[0]), "today")


@pytest.mark.parametrize("name", [*recommenders(), *ALL])
def test_the_same_lists_every_way_today(today: Serving, name: str) -> None:
    today.prepare(name)
    lists = lists_of(today, name, sample_customers(today, 50))
    assert len(np.unique(lists["Shopper"], axis=0)) > 1 or name == "popularity"  # lists that differ can be told apart
    assert alike(lists).all()


def test_the_same_lists_as_the_lab_kept_with_the_blend_that_it_chose(today: Serving) -> None:
    names = ("popularity", "own-recent", "item-knn-cosine", "next-purchase", "raw-text")
    serving = Serving(today.hub, "next-basket")
    for name in names:
        serving.prepare(name)
        assert alike(lists_of(serving, name, sample_customers(serving, 20))).all(), name
    blends = {name: serving.blend(name) for name in names}
    assert any(blend.own or blend.variant or blend.popular for blend in blends.values()), blends
    assert lab.is_kept(today.hub, "next-basket", "next-purchase")


def test_a_list_that_differs_one_way_is_seen(today: Serving) -> None:
    lists = {way: np.tile(np.arange(3, dtype=np.int32), (2, 1)) for way in WAYS}
    lists["lab"] = lists["lab"].copy()
    lists["lab"][1] = [0, 2, 1]
    assert alike(lists).tolist() == [True, False]
