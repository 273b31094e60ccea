"""Serving: kept on disk, with the same answers after a reload, and blind to held-out purchases."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import ModelError, NotBuiltError, QueryError, WorkspaceError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.serving import Serving
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.models.world import World
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.saved import load, save
from stylehub_core.request import Request
from tests.built import copy_of
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("brief")


@pytest.fixture(scope="module")
def hub(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """A copy of the workspace, in which tests prepare recommenders."""
    return Hub(copy_of(built, tmp_path_factory.mktemp("serving"))[0])


@pytest.mark.parametrize("name", list(recommenders()))
def test_every_recommender_answers_the_same_after_a_reload(hub: Hub, name: str, tmp_path: Path) -> None:
    world = World(hub.catalog, hub.encoder)
    scorer = recommenders()[name]().fit(world, tmp_path)
    save(scorer, tmp_path / "scorer.skops")
    customer_histories = histories(world, np.arange(10, dtype=np.int32), np.full(10, 40_000, np.int32))
    np.testing.assert_array_equal(
        load(tmp_path / "scorer.skops").history_scores(customer_histories), scorer.history_scores(customer_histories)
    )


def test_what_the_lab_measured_answers_as_it_did_there(hub: Hub) -> None:
    measured = lab.run(hub, "next-basket", ["als"]).outcomes[0]
    serving = Serving(hub, "next-basket")
    assert serving.ready() == ["als"]
    assert serving.questions is not None
    for at in range(5):
        customer = int(serving.questions.customers[at])
        history = serving.history(customer)
        assert history.day.max() < serving.day_of(customer)
        np.testing.assert_array_equal(serving.answer("als", Request(history=history)).rows, measured.blended[at, :12])
        np.testing.assert_array_equal(
            serving.answer("als", Request(history=history), blended=False).rows, measured.plain[at, :12]
        )
        np.testing.assert_array_equal(serving.held_out(customer), serving.questions.relevant[at])


def test_today_has_seen_everything_and_models_need_no_preparing(hub: Hub) -> None:
    serving = Serving(hub, "today")
    assert serving.ready() == hub.ready
    serving.prepare("popularity")
    assert set(serving.ready()) == {*hub.ready, "popularity"}
    assert Serving(hub, "today").answer("popularity", Request(day=serving.today)).rows.shape == (12,)
    assert len(serving.held_out(0)) == 0
    assert serving.answer("raw-text", Request(history=Histories.picked([3], serving.today)), k=5).rows.shape == (5,)


def test_clear_messages(hub: Hub) -> None:
    serving = Serving(hub, "today")
    nobody = Request(day=serving.today)
    with pytest.raises(NotBuiltError, match="prepare als --when today"):
        serving.answer("als", nobody)
    with pytest.raises(ModelError, match="No recommender 'elks'"):
        serving.answer("elks", nobody)
    with pytest.raises(QueryError, match="0 articles"):
        serving.answer("raw-text", nobody, k=0)
    with pytest.raises(QueryError, match="no moment 'tomorrow'"):
        Serving(hub, "tomorrow")  # type: ignore[arg-type]


def test_a_damaged_or_strange_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.skops").write_bytes(b"no archive")
    with pytest.raises(WorkspaceError, match="damaged"):
        load(tmp_path / "bad.skops")
    save(Stranger(), tmp_path / "strange.skops")  # type: ignore[arg-type]
    with pytest.raises(WorkspaceError, match="Stranger"):
        load(tmp_path / "strange.skops")


class Stranger:
    """A class that is not from a trusted package."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell")
def test_peak_memory_sees_what_is_taken() -> None:
    with PeakMemory() as peak:
        taken = np.ones(64 * 1024 * 1024 // 8)
        until(lambda: peak.megabytes is not None and peak.megabytes > 40)
        del taken
