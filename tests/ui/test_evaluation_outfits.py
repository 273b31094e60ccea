"""The outfit protocols on the Evaluation screen: healthy, unmeasured, with damaged results and with too little data."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core import jobs
from stylehub_core.evaluation.outfit_measures import OutfitFigures
from stylehub_core.evaluation.split import NoSplitError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.outfit_table import OutfitGain, OutfitOutcome, OutfitTable
from stylehub_core.lab.outfits import measure_outfits
from tests.conftest import made_once
from tests.ui.conftest import Screen
from tests.ui.test_evaluation import shown_table, words
from ui.evaluation.charts import LIGHT, scorers_chart
from ui.evaluation.outfits import chart_table, outfits_frame

PAGE = "6_Evaluation"
MEASURED = ["chance", "popularity", "slot-pairs", "mean-cosine"]
TITLES = {"Chance", "Popularity", "Slot pairs", "Mean cosine"}


@pytest.fixture(scope="module")
def outfits_measured(outfit_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The floors, measured under the first of the two protocols."""

    def make(home: Path) -> Path:
        folder = Path(shutil.copytree(outfit_workspace, home / "workspace"))
        measure_outfits(Hub(folder), "outfits", MEASURED)
        return folder

    return made_once(tmp_path_factory, "outfits-measured", make)


@pytest.fixture
def own_measured(outfits_measured: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(outfits_measured, tmp_path / "workspace"))


def test_it_opens_with_what_is_measured(show: Screen, outfits_measured: Path) -> None:
    screen = show(outfits_measured, PAGE)
    assert not screen.exception and not screen.error and not screen.toast
    assert "Which article is missing from the outfit?" in words(screen)
    assert "The shop's outfits of the part 'test'." in words(screen)
    table = shown_table(screen)
    assert set(table["Set scorer"]) == TITLES and set(table["Kind"]) == {"floor"}
    assert table["Fill in the blank"].is_monotonic_decreasing
    assert "Fill in the blank, 95 %" in table and "AUC, 95 %" not in table
    assert len(screen.get("vega_lite_chart")) + len(screen.get("arrow_vega_lite_chart")) == 1
    assert not screen.number_input and [toggle.label for toggle in screen.toggle] == ["All ranges"]
    assert [button.proto.label for button in screen.get("download_button")] == ["CSV", "JSON", "Report"]


def test_baskets_are_said_to_be_taken_for_outfits(
    show: Screen, outfits_measured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.evaluation import outfits as screen_part

    def of_baskets(*arguments: object) -> object:
        return replace(original(*arguments), note="Baskets taken for outfits, from 2020-09-20 to 2020-09-22.")  # type: ignore[arg-type]

    original = screen_part.outfit_round
    monkeypatch.setattr(screen_part, "outfit_round", of_baskets)
    assert "Baskets taken for outfits, from" in words(show(outfits_measured, PAGE, protocol="Outfits"))


def test_the_link_opens_ranges_and_the_chart_of_a_measure(show: Screen, outfits_measured: Path) -> None:
    screen = show(outfits_measured, PAGE, protocol="Outfits", ranges="true", measure="Recall@12")
    assert not screen.exception and not screen.toast
    assert {"AUC, 95 %", "NDCG in the slot, 95 %", "Recall@12, 95 %"} <= set(shown_table(screen))
    assert screen.segmented_control(key="measure").value == "Recall@12"
    assert "first 12 of everything that can be worn" in words(screen)


def test_nonsense_in_the_address_is_said_and_the_rest_works(show: Screen, outfits_measured: Path) -> None:
    screen = show(outfits_measured, PAGE, protocol="Outfits", measure="Beauty", k="-1")
    assert not screen.exception and not screen.error
    assert [toast.value for toast in screen.toast if "Beauty" in toast.value]
    assert set(shown_table(screen)["Set scorer"]) == TITLES


def test_from_recommenders_to_outfits_and_back(show: Screen, measured_workspace: Path) -> None:
    screen = show(measured_workspace, PAGE, k="5")
    screen.segmented_control(key="protocol").set_value("Outfits, new articles").run()
    assert not screen.exception and not screen.error
    assert "nobody has worn or bought it yet" in words(screen) and not screen.number_input
    screen.segmented_control(key="protocol").set_value("Next basket").run()
    assert not screen.exception and len(shown_table(screen)) == 3


def test_measuring_what_is_missing_starts_a_job(
    show: Screen, outfits_measured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "start", lambda place, title, argv, key="": started.append((title, *argv)))
    screen = show(outfits_measured, PAGE, protocol="Outfits, new articles")
    assert "Nothing has been measured for this protocol yet" in words(screen)
    offered = screen.multiselect(key="to_measure_names")
    assert "Stylist" in offered.value and "Outfit teacher" in offered.options and "Outfit teacher" not in offered.value
    offered.set_value(["Chance", "Slot pairs"])
    screen.button(key="measure_start").click().run()
    [(title, *argv)] = started
    assert title == "Evaluation: outfits-disjoint"
    assert argv[:5] == ["evaluate", "--protocol", "outfits-disjoint", "--models", "chance,slot-pairs"]


def test_a_damaged_result_is_to_be_measured_again(show: Screen, own_measured: Path) -> None:
    (own_measured / "lab" / "outfits" / "chance" / "blank.npy").write_bytes(b"no array")
    screen = show(own_measured, PAGE)
    assert not screen.exception and not screen.error
    assert "1 to measure again" in words(screen)
    assert set(shown_table(screen)["Set scorer"]) == TITLES - {"Chance"}


def test_too_little_data_is_one_message(show: Screen, outfits_measured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*_: object) -> None:
        raise NoSplitError("The test has no outfit with an article to ask for.")

    monkeypatch.setattr("ui.evaluation.outfits.outfit_round", short)
    screen = show(outfits_measured, PAGE, protocol="Outfits")
    assert not screen.exception
    [error] = screen.error
    assert "no outfit with an article to ask for" in error.value


@pytest.mark.parametrize("stage", ["model/raw-text", "pictures", "outfits/mean-cosine"])
def test_missing_stages_leave_no_traceback(show: Screen, own_measured: Path, stage: str) -> None:
    shutil.rmtree(own_measured / "stages" / stage)
    screen = show(own_measured, PAGE, protocol="Outfits")
    assert not screen.exception
    assert "Something went wrong" not in words(screen)


# tables and figures ------------------------------------------------------------------------------------------


def outcome(name: str, blank: float, *, floor: bool) -> OutfitOutcome:
    right = (np.arange(100) < 100 * blank).astype(np.float32)
    report = {"title": name.title(), "floor": floor, "caution": "", "seconds": 1.0, "megabytes": 2}
    return OutfitOutcome(name, report, OutfitFigures(right, right, right, right))


GAIN = OutfitGain(1.5, 0.01, 0.02)
TABLE = OutfitTable(
    "outfits", "", 100, (outcome("floor", 0.4, floor=True), outcome("mine", 0.6, floor=False)), "floor",
    {"mine": {"auc": GAIN, "blank": GAIN}}, {},
)  # fmt: skip


def test_ours_have_gains_over_the_best_floor_and_floors_have_none() -> None:
    frame = outfits_frame(TABLE, ranges=False).set_index("Set scorer")
    assert frame.index.tolist() == ["Mine", "Floor"]
    for title in ("AUC", "Fill in the blank"):
        assert frame.loc["Mine", [f"{title}, {part}" for part in ("× floor", "p", "Holm")]].tolist() == [
            1.5,
            0.01,
            0.02,
        ]
        assert frame[f"{title}, p"].isna().tolist() == [False, True]
    assert frame["Fill in the blank"].tolist() == pytest.approx([0.6, 0.4])


def test_the_chart_tells_ours_from_floors() -> None:
    table = chart_table(TABLE, "ndcg")
    assert table["name"].tolist() == ["Mine", "Floor"] and table["kind"].tolist() == ["ours", "floor"]
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()
    assert "Mine" in scorers_chart(table, "NDCG", LIGHT).to_json()
