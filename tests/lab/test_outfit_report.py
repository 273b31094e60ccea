"""The HTML report of set scorers: its figures, what is escaped, and what it says without them."""

import re
from dataclasses import replace

import numpy as np
import pytest

from stylehub_core.evaluation.outfit_measures import OutfitFigures
from stylehub_core.lab.outfit_report import html_report
from stylehub_core.lab.outfit_table import OutfitGain, OutfitOutcome, OutfitTable
from tests.lab.sound_page import sound_page

QUESTIONS = 400


def outcome(name: str, blank: float, *, floor: bool, **report: object) -> OutfitOutcome:
    right = (np.arange(QUESTIONS) < QUESTIONS * blank).astype(np.float32)
    usual = {"title": name.title(), "floor": floor, "caution": "", "seconds": 12.4, "megabytes": 345}
    figures = OutfitFigures(np.full(QUESTIONS, 0.75, np.float32), right, right, right)
    return OutfitOutcome(name, usual | report, figures)


@pytest.fixture
def table() -> OutfitTable:
    mine = outcome(
        "mine", 0.6, floor=False, config={"looks": 256, "training": {"epochs": 7}}, made="2026-03-04T05:06:07+0000",
        machine="Abacus, 2 cores", versions={"python": "3.99"},
    )  # fmt: skip
    gains = {"auc": OutfitGain(1.51, 0.0123, 0.0456), "blank": OutfitGain(float("nan"), 0.5, 1.0)}
    floors = (outcome("low", 0.2, floor=True), outcome("high", 0.4, floor=True, caution="No outfit."))
    note = "Baskets taken for outfits, from 2020-09-20 to 2020-09-22."
    return OutfitTable("outfits", note, QUESTIONS, (*floors, mine), "high", {"mine": gains}, {})


def test_every_figure_is_in_it_and_it_loads_nothing(table: OutfitTable) -> None:
    text = html_report(table)
    page = sound_page(text)
    assert page.tables == 3 and page.row_headings == 3 + 1 + 3
    for fact in (
        "Which article is missing from the outfit?", table.note, "400 outfits, one question each", "<dd>High</dd>",
        "1.51", "0.0123", "0.0456", "2026-03-04 05:06", "Abacus, 2 cores", "python 3.99",
        "looks 256, training.epochs 7", "High: No outfit.", "Holm", "What the columns mean",
    ):  # fmt: skip
        assert fact in text
    for each in table.outcomes:
        for mean in each.ranges.values():
            assert f"{mean.value:.3f}<small>{mean.low:.3f} to {mean.high:.3f}</small>" in text
    headings = re.findall(r'<th scope="row">(\w+)</th><td>(ours|floor)</td>', text)
    assert headings == [("Mine", "ours"), ("High", "floor"), ("Low", "floor")]


def test_the_chart_has_filled_dots_for_ours_hollow_ones_for_floors_and_the_line_of_guessing(table: OutfitTable) -> None:
    [figure] = re.findall(r"<svg.*?</svg>", html_report(table), re.DOTALL)
    assert re.findall(r'<circle class="(\w+)"', figure) == ["dot", "other", "other"]
    names = re.findall(r'text-anchor="end">(\w+)</text>', figure)
    assert names == ["Mine", "High", "Low"]
    assert 'class="chance"' in figure and "chance 0.250" in figure
    mean = table.best_first[0].ranges["blank"]
    assert f"Mine {mean.value:.3f} ({mean.low:.3f} to {mean.high:.3f})" in figure


def test_markup_from_the_workspace_is_text(table: OutfitTable) -> None:
    evil = "<script>alert(1)</script> & co"
    reported = dict.fromkeys(("title", "caution", "machine", "made"), evil)
    first = outcome("evil", 0.9, floor=True, **reported, config={evil: evil}, versions={evil: evil})
    text = html_report(
        replace(table, note=evil, outcomes=(first, *table.outcomes), best_floor="evil", failed={evil: evil})
    )
    sound_page(text)
    assert "<script" not in text and "& co" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co") > 10


def test_without_gains_there_is_no_table_of_them(table: OutfitTable) -> None:
    text = html_report(replace(table, outcomes=table.outcomes[2:], best_floor="", gains={}))
    assert sound_page(text).tables == 2
    assert "<dd>none measured</dd>" in text and "Gains over" not in text


def test_what_failed_is_said_and_so_is_that_nothing_is_measured(table: OutfitTable) -> None:
    text = html_report(replace(table, outcomes=(), best_floor="", gains={}, failed={"stylist": "Too few outfits."}))
    assert sound_page(text).tables == 0
    assert "Nothing is measured" in text and "stylist was not measured: Too few outfits." in text
