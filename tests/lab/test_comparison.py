"""The comparison of a real small workspace: figures, standing, and the contents of the exports."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.ranking import recall_at_k
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.comparison import Comparison, compared, space_figures
from stylehub_core.lab.report import html_report
from stylehub_core.lab.report_svg import ranges_figure, trade_off_figure
from stylehub_core.lab.run import Lab, run
from stylehub_core.lab.standing import standing
from stylehub_core.lab.table import table
from tests.built import copy_of
from tests.lab.sound_page import sound_page

NAMES = ["popularity", "own-recent", "raw-text"]


@pytest.fixture(scope="module")
def hub(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Hub:
    return Hub(copy_of(built, tmp_path_factory.mktemp("compared"))[0])


@pytest.fixture(scope="module")
def lab(hub: Hub) -> Lab:
    return run(hub, "next-basket", NAMES)


@pytest.fixture(scope="module")
def comparison(hub: Hub, lab: Lab) -> Comparison:
    return compared(hub, lab.protocol, lab.outcomes)


def test_at_twelve_it_is_the_lab_s_own_table(hub: Hub, lab: Lab, comparison: Comparison) -> None:
    own = table(lab, len(hub.catalog))
    assert comparison.baseline == own.baseline
    for outcome in lab.outcomes:
        line, report = comparison.line(outcome.name), outcome.report["blended"]
        assert line.ranges["recall"].value == pytest.approx(report["recall"]["value"])
        assert line.ranges["recall"].low == pytest.approx(report["recall"]["low"])
        assert line.totals["coverage"] == pytest.approx(report["coverage"])
        assert line.gain == own.gains.get(outcome.name)


@pytest.mark.parametrize(("k", "blended"), [(1, True), (30, True), (30, False)])
def test_other_k_and_no_blend_come_from_the_kept_rankings(hub: Hub, lab: Lab, k: int, blended: bool) -> None:
    at_k = compared(hub, lab.protocol, lab.outcomes, k, blended=blended)
    for outcome in lab.outcomes:
        ranked = outcome.blended if blended else outcome.plain
        expected = np.nanmean(recall_at_k(ranked, lab.protocol.test.questions.relevant, k=k))
        assert at_k.line(outcome.name).ranges["recall"].value == pytest.approx(float(expected))
    assert at_k.chance == pytest.approx(k / len(hub.catalog))


def test_what_is_not_there_is_one_clear_error(hub: Hub, lab: Lab, comparison: Comparison) -> None:
    with pytest.raises(QueryError, match="k is 51, but 50 articles of each ranking are kept"):
        compared(hub, lab.protocol, lab.outcomes, 51)
    with pytest.raises(QueryError, match="'als' has not been measured"):
        compared(hub, lab.protocol, lab.outcomes, baseline="als")
    with pytest.raises(QueryError, match="'als' has not been measured"):
        comparison.line("als")


def test_a_model_s_space_stands_beside_it(hub: Hub, comparison: Comparison) -> None:
    metrics = hub.metrics("raw-text")
    assert metrics is not None
    assert comparison.line("raw-text").space["auc"].value == metrics["separation"]["auc"]["value"]
    assert comparison.line("popularity").space == {}
    assert space_figures(hub, "nobody") == {}


def test_csv_has_a_row_a_recommender_and_numbers(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison.to_csv())))
    assert [row["name"] for row in rows] == [line.name for line in comparison.lines]
    first = comparison.lines[0]
    assert float(rows[0]["recall"]) == first.ranges["recall"].value
    assert float(rows[0]["recall_high"]) == first.ranges["recall"].high
    [baseline] = [row for row in rows if row["name"] == comparison.baseline]
    assert baseline["gain"] == ""
    assert {row["trials"] for row in rows} == {"64"}


def test_json_has_no_nan_and_names_the_machine(comparison: Comparison) -> None:
    report = json.loads(comparison.to_json(), parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert report["protocol"] == "next-basket"
    assert all(recommender["made"]["machine"] for recommender in report["recommenders"])
    assert set(report["slices"]) == set(NAMES)


def test_the_report_is_one_sound_file_that_loads_nothing(comparison: Comparison) -> None:
    text = html_report(comparison)
    page = sound_page(text)
    assert page.tables > 3
    assert page.row_headings >= 3 * len(comparison.lines)
    assert text.count('role="img" aria-label=') == 2
    for words in ("What does each customer buy next?", "Trials", "python 3", str(comparison.customers), "95 %"):
        assert words in text


def test_markup_in_a_title_is_text(comparison: Comparison) -> None:
    evil = replace(comparison.lines[0], title="<script>alert(1)</script> & co")
    text = html_report(replace(comparison, lines=(evil, *comparison.lines[1:])))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in text


def test_cautions_and_settings_are_in_the_report(comparison: Comparison) -> None:
    notes = {
        **comparison.lines[0].notes,
        "caution": "It has seen the test.",
        "settings": {"factors": 96},
        "tuned": {"trials": 9},
    }
    text = html_report(replace(comparison, lines=(replace(comparison.lines[0], notes=notes), *comparison.lines[1:])))
    assert "It has seen the test." in text
    assert "factors 96, tuned" in text


def test_a_report_of_nothing_says_so(comparison: Comparison) -> None:
    text = html_report(replace(comparison, lines=(), slices={}))
    assert "Nothing is measured" in text and sound_page(text).tables == 0


def test_figures_without_numbers_are_left_out(comparison: Comparison) -> None:
    nothing = float("nan")
    assert trade_off_figure([("a", nothing, 1.0)], "x", "y") == ""
    unmeasured = replace(comparison.lines[0].ranges["recall"], value=nothing)
    assert "<circle" not in ranges_figure([("a", unmeasured)], "recall", 0.1)


def test_what_is_measured_missing_changed_and_damaged(built: Path, tmp_path: Path) -> None:
    hub = Hub(copy_of(built, tmp_path)[0])
    lab = run(hub, "next-basket", NAMES)
    home = hub.workspace.folder / "lab" / "next-basket"
    report = json.loads((home / "popularity" / "report.json").read_text())
    (home / "popularity" / "report.json").write_text(json.dumps(report | {"key": "other"}))
    (home / "raw-text" / "plain.npy").write_bytes(b"\x93NUMPY")
    np.save(home / "own-recent" / "blended.npy", np.zeros((2, 50), np.int32))
    lab_standing = standing(hub, lab.protocol)
    assert lab_standing.outcomes == ()
    assert lab_standing.changed == ("popularity",)
    assert set(lab_standing.damaged) == {"raw-text", "own-recent"}
    assert "als" in lab_standing.missing
    (home / "raw-text" / "report.json").write_text("{")
    assert "cannot be read" in standing(hub, lab.protocol).damaged["raw-text"]
    assert set(lab_standing.to_measure) >= {*NAMES, "als"}
