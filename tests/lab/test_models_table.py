"""The table of several models: kept figures are read, and missing figures are measured."""

import json
from types import SimpleNamespace

import pytest

from stylehub_core.evaluation.model_report import VERSION
from stylehub_core.lab import models_table as module
from stylehub_core.lab.models_table import EvaluationTable, evaluate

RANGE = {"value": 0.1234, "low": 0.1, "high": 0.2}
REPORT = {
    "version": VERSION,
    "model": "raw-text",
    "split": {"train_until": "2020-01-05", "test_from": "2020-01-06", "test_until": "2020-01-07"},
    "split_note": "The last 2 days are the test.",
    "co_purchase": {"recall": RANGE, "recall_never_sold": {"value": None, "low": None, "high": None}},
    "separation": {"auc": RANGE, "train_auc": 0.5},
    "recommend": None,
    "baselines": {"popularity": {"recall": RANGE}},
}
NOTHING = {"model": "item-text", "split": None, "split_note": "There are no purchases."}


def test_text_has_aligned_columns_with_ranges() -> None:
    text = EvaluationTable((REPORT, NOTHING)).to_text()
    lines = text.splitlines()
    assert lines[0] == ("Learned until 2020-01-05, tested from 2020-01-06 to 2020-01-07. The last 2 days are the test.")
    head = next(line for line in lines if "co-purchase" in line)
    end = head.index("recall@12") + len("recall@12")
    raw = lines[lines.index(head) + 1]
    assert raw[:end].endswith("0.123 [0.100, 0.200]")
    assert raw.startswith("raw-text")
    assert sum(line.startswith("(popularity)") for line in lines) == 1  # where it was measured only
    assert sum(line.startswith("item-text") for line in lines) == 3


def test_json_is_the_reports() -> None:
    assert json.loads(EvaluationTable((REPORT,)).to_json()) == [REPORT]


def test_an_empty_workspace_gives_an_empty_table() -> None:
    assert json.loads(EvaluationTable(()).to_json()) == []
    assert EvaluationTable(()).to_text()


@pytest.mark.parametrize("without", ["version", "split", "split_note"])
def test_a_report_of_an_earlier_version_is_measured_again(monkeypatch, without: str) -> None:
    old = {key: value for key, value in REPORT.items() if key not in {without, "version"}}
    monkeypatch.setattr(module, "evaluate_model", lambda *_: REPORT)
    hub = SimpleNamespace(
        ready=["raw-text"], models={"raw-text": "raw-text"}, opened=lambda name: None, metrics=lambda name: old,
        world=lambda progress: None, searched=None,
    )  # fmt: skip
    table = evaluate(hub)
    assert table.reports == (REPORT,)
    assert "0.123 [0.100, 0.200]" in table.to_text()


def test_an_undefined_figure_reads_as_a_dash() -> None:
    row = next(line for line in EvaluationTable((REPORT,)).to_text().splitlines() if line.startswith("raw-text"))
    assert row.split() == ["raw-text", "0.123", "[0.100,", "0.200]", "–", "–", "–"]


def test_measured_models_are_read_and_the_others_measured(monkeypatch) -> None:
    evaluated = []

    def fake(model, opened, searched, world, folder, progress):
        evaluated.append(model)
        progress("pairs", 0, 1)
        return NOTHING

    monkeypatch.setattr(module, "evaluate_model", fake)
    hub = SimpleNamespace(
        ready=["raw-text", "item-text"],
        models={"item-text": "item-text"},
        opened=lambda name: None,
        metrics=lambda name: REPORT if name == "raw-text" else None,
        world=lambda progress: None,
        searched=None,
    )
    told: list[str] = []
    table = evaluate(hub, progress=lambda step, done, total: told.append(step))
    assert [report["model"] for report in table.reports] == ["raw-text", "item-text"]
    assert evaluated == ["item-text"]
    assert told == ["item-text: pairs"]
    assert evaluate(hub, ["raw-text"]).reports == (REPORT,)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_plain_figure_has_three_decimals(value: float) -> None:
    text = EvaluationTable(({**REPORT, "separation": {"train_auc": value}},)).to_text()
    assert f"{value:.3f}" in text
