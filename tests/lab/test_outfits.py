"""The outfit protocols in the lab: measured once, compared with the best floor, and read back."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.outfit_measures import OutfitFigures
from stylehub_core.evaluation.outfit_rounds import outfit_protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.outfit_table import OutfitOutcome, compared
from stylehub_core.lab.outfits import measure_outfits, measured_outfits, outfit_round, outfit_standing, scorers, usual
from stylehub_core.outfits.visible import has_outfits, visible_outfits
from tests.built import copy_of

REPORT = {"title": "", "caution": "", "seconds": 1.0, "megabytes": 2}
SOME = ["mean-cosine", "chance", "slot-pairs"]


@pytest.fixture
def hub(built_workspace: Path, tmp_path: Path) -> Hub:
    return Hub(copy_of(built_workspace, tmp_path)[0])


def test_what_is_measured_is_kept(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    table = measure_outfits(hub, chosen=SOME)
    assert [outcome.name for outcome in table.outcomes] == SOME
    assert table.best_floor in SOME and not table.gains
    for outcome in table.outcomes:
        for measure in ("auc", "blank", "ndcg", "recall"):
            figure = outcome.ranges[measure]
            assert 0 <= figure.low <= figure.value <= figure.high <= 1
        assert outcome.ranges["auc"].n == table.questions
    monkeypatch.setattr("stylehub_core.lab.outfits.measured", None)  # nothing is measured again
    again = measure_outfits(hub, chosen=SOME)
    for first, second in zip(table.outcomes, again.outcomes, strict=True):
        np.testing.assert_array_equal(first.figures.recall, second.figures.recall)
    assert {outcome.name for outcome in measured_outfits(hub).outcomes} == set(SOME)
    assert not measured_outfits(hub, "outfits-disjoint").outcomes
    report = json.loads(again.to_json())
    assert report["questions"] == table.questions and len(report["set_scorers"]) == len(SOME)
    assert "slot-pairs" in again.to_text() and again.note in again.to_text()


def test_a_damaged_result_is_measured_anew(hub: Hub) -> None:
    measure_outfits(hub, chosen=SOME)
    folder = hub.workspace.lab("outfits")
    (folder / "chance" / "blank.npy").write_bytes(b"half a file")
    np.save(folder / "slot-pairs" / "auc.npy", np.zeros(3, np.float32))
    assert [outcome.name for outcome in measured_outfits(hub).outcomes] == ["mean-cosine"]
    standing = outfit_standing(hub, "outfits", outfit_round(hub))
    assert set(standing.changed) == {"chance", "slot-pairs"}
    assert {*standing.to_measure, "mean-cosine"} == set(scorers(hub))
    assert {*standing.usual, "mean-cosine"} == set(usual(hub))
    assert "outfit-teacher" in standing.missing and "outfit-teacher" not in standing.usual


def test_the_table_is_taken_away(hub: Hub) -> None:
    table = measure_outfits(hub, chosen=SOME)
    lines = list(csv.DictReader(io.StringIO(table.to_csv())))
    assert [line["name"] for line in lines] == SOME
    for line, outcome in zip(lines, table.outcomes, strict=True):
        for measure, mean in outcome.ranges.items():
            read = [float(line[f"{measure}{end}"]) for end in ("", "_low", "_high", "_n")]
            assert read == [mean.value, mean.low, mean.high, mean.n]
        assert line["note"] == table.note and line["auc_p"] == ""
    assert (
        outfit_standing(hub, "outfits-disjoint", outfit_round(hub, "outfits-disjoint")).table.to_csv()
        == "protocol,name\n"
    )


def test_unknown_scorers_are_named(hub: Hub) -> None:
    with pytest.raises(QueryError, match=r"There is no set scorer 'stylst'\. Did you mean 'stylist'"):
        measure_outfits(hub, chosen=["stylst"])
    assert "raw-text" in hub.ready and "raw-text-cosine" not in scorers(hub), "mean-cosine is the same"


def test_ours_are_compared_with_the_floor_that_fills_blanks_best(hub: Hub) -> None:
    round_ = outfit_protocol(hub.world()).test
    rng = np.random.default_rng(0)

    def outcome(name: str, auc: float, blank: float, *, floor: bool) -> OutfitOutcome:
        figures = [(rng.random(200) < share).astype(np.float32) for share in (auc, blank, 0.5, 0.5)]
        return OutfitOutcome(name, {"floor": floor, "caution": ""}, OutfitFigures(*figures))

    outcomes = [
        outcome("low", 0.9, 0.2, floor=True), outcome("best", 0.5, 0.4, floor=True),
        outcome("better", 0.8, 0.9, floor=False), outcome("alike", 0.5, 0.4, floor=False),
    ]  # fmt: skip
    table = compared("outfits", round_, outcomes, {})
    assert table.best_floor == "best" and set(table.gains) == {"better", "alike"}
    gain = table.gains["better"]["blank"]
    means = [float(each.figures.blank.mean()) for each in (outcomes[2], outcomes[1])]
    assert gain.ratio == pytest.approx(means[0] / means[1]) and gain.p < 0.01 and gain.holm >= gain.p
    assert table.gains["alike"]["blank"].p > 0.05


def test_a_floor_that_is_never_right_leaves_no_ratio(hub: Hub) -> None:
    never, always = np.zeros(9, np.float32), np.ones(9, np.float32)
    outcomes = [
        OutfitOutcome(name, REPORT | {"floor": floor}, OutfitFigures(figures, figures, figures, figures))
        for name, figures, floor in (("floor", never, True), ("ours", always, False))
    ]
    table = compared("outfits", outfit_protocol(hub.world()).test, outcomes, {})
    assert np.isnan(table.gains["ours"]["blank"].ratio)
    assert "– x" in table.to_text()
    [_, ours] = json.loads(table.to_json())["set_scorers"]
    assert ours["gains"]["blank"]["ratio"] is None


def test_new_articles_are_hidden_from_what_is_learned(hub: Hub) -> None:
    table = measure_outfits(hub, "outfits-disjoint", ["popularity", "slot-pairs"])
    assert not table.failed and {outcome.name for outcome in table.outcomes} == {"popularity", "slot-pairs"}
    round_ = outfit_round(hub, "outfits-disjoint")
    assert has_outfits(round_.world)
    hidden = round_.world.hidden_articles
    assert hidden is not None and np.isin(round_.questions.answers, hidden).all()
    assert not np.isin(visible_outfits(round_.world).sets.articles, hidden).any()
