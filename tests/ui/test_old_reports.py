"""Screens with a report of an earlier version: missing values show as a dash."""

import shutil
from pathlib import Path

import pytest

from stylehub_core.files import write_json
from stylehub_core.workspace import Workspace
from tests.ui.conftest import Screen
from tests.ui.test_pages import words

SHARE = {"value": 0.1234, "low": 0.1, "high": 0.2}
DAYS = {"train_until": "2020-09-15", "test_from": "2020-09-16", "test_until": "2020-09-22"}
WHOLE = {
    "split": DAYS, "split_note": "", "caution": "",
    "separation": {
        "pairs": 9, "test_positive": 0.4, "negative": 0.9, "train_auc": None, "auc": SHARE, "auc_popular": SHARE,
        "histogram": {"edges": [0.0, 0.5, 1.0], "positive": [0.5, 0.5], "negative": [0, 1], "train_positive": [1, 0]},
    },
    "co_purchase": {"anchors": 9, "recall": SHARE, "recall_never_sold": SHARE},
    "recommend": {"customers": 9, "recall": SHARE},
    "baselines": {"popularity": {"recall": SHARE}},
    "attribute_queries": {"queries": 9, "model": SHARE},
    "pairs_test": {"test_positive": 0.4, "test_negative": 0.9},
}  # fmt: skip
PLACES = [("", {}), ("3_Compare", {"part": "Distances"}), ("3_Compare", {"part": "Measured"}),
          ("6_Evaluation", {"part": "Spaces"}), ("6_Evaluation", {"part": "Table"})]  # fmt: skip


@pytest.fixture
def two_models(own_workspace: Path) -> Workspace:
    """The text encoder under two names."""
    stages = own_workspace / "stages" / "model"
    shutil.copytree(stages / "raw-text", stages / "item-text")
    return Workspace(own_workspace)


@pytest.mark.parametrize("without", ["split", "separation", "co_purchase", "attribute_queries"])
def test_a_report_without_a_figure_is_shown(show: Screen, two_models: Workspace, without: str) -> None:
    for name in ("raw-text", "item-text"):
        old = {key: value for key, value in WHOLE.items() if key != without}
        folder = two_models.partial(f"metrics/{name}", "old")
        write_json(folder / "metrics.json", {"model": name, **old})
        two_models.publish(f"metrics/{name}", "old", {})
    for page, query in PLACES:
        screen = show(two_models.folder, page, **query)
        assert not screen.exception, (page, query)
        assert not screen.error, (page, query)
    screen = show(two_models.folder, "3_Compare", part="Measured")
    table = screen.dataframe[0].value.set_index("Model")
    known, unknown = ("AUC", "Bought together") if without == "co_purchase" else ("Bought together", "AUC")
    assert table.loc["Raw text", known].startswith("0.123 (")
    if without in ("co_purchase", "separation"):
        assert table.loc["Raw text", unknown] == "–"
    assert "Traceback" not in words(screen)
