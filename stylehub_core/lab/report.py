"""A comparison of recommenders as an HTML report."""

from html import escape

from stylehub_core.lab.comparison import Comparison, Line, settings_text
from stylehub_core.lab.report_page import (
    MEASURED,
    NOTHING_MEASURED,
    html_table,
    made_cell,
    meanings,
    number_cell,
    origin,
    page,
    range_cell,
    wide,
)
from stylehub_core.lab.report_svg import ranges_figure, trade_off_figure
from stylehub_core.lab.report_words import COSTS, MEASURES, RANGES, SETTINGS, SPACES, Words

_ACCURACY = ("recall", "map", "ndcg", "hit_rate", "mrr", "recall_never_sold")
_BEYOND = ("novelty", "diversity", "coverage", "popularity_bias")
_GAIN = Words("Gain", "of recall, over the baseline")
_P = Words("p", "")
_FEW = 20
"""Customers below which a slice is shown in grey: its range is wide."""


def html_report(comparison: Comparison) -> str:
    """The whole report. Text from the workspace is escaped."""
    which = "with the blend" if comparison.blended else "without the blend"
    facts = {
        "Held out": comparison.asked,
        "Customers": f"{comparison.customers:,}",
        "Candidates": f"all {comparison.articles:,} articles",
        "Shown here": f"the first {comparison.k} recommended, {which}",
        "Gains over": _title(comparison, comparison.baseline),
        "Chance": f"{comparison.k} random articles have a recall of {comparison.chance:.5f}, for any kind of article",
    }
    sections = (_figures, _tables, _slices, _making)
    body = [part for section in sections for part in section(comparison)] if comparison.lines else [NOTHING_MEASURED]
    return page(comparison.protocol, facts, body)


def _figures(comparison: Comparison) -> list[str]:
    recall = [(line.title, line.ranges["recall"]) for line in comparison.lines]
    points = [(line.title, line.ranges["novelty"].value, line.ranges["recall"].value) for line in comparison.lines]
    return [
        f"<h2>Recall at {comparison.k}</h2>",
        wide(ranges_figure(recall, f"recall at {comparison.k}, with 95 % ranges", comparison.chance), "Recall chart"),
        "<h2>Accuracy against novelty</h2>",
        "<p>Filled, joined points: no other is better in both. Novelty is in bits.</p>",
        wide(trade_off_figure(points, "novelty", f"recall at {comparison.k}"), "Chart of accuracy against novelty"),
        f"<p>{' · '.join(f'{number}&nbsp;{escape(name)}' for number, (name, *_) in enumerate(points, 1))}</p>",
    ]


def _tables(comparison: Comparison) -> list[str]:
    parts = ["<h2>All figures</h2>", f"<p>{escape(RANGES)}</p>"]
    headings = [*(MEASURES[name] for name in _ACCURACY), _GAIN, _P]
    rows = [
        (line.title, [*(range_cell(line.ranges[name], MEASURES[name]) for name in _ACCURACY), *_gain(line)])
        for line in comparison.lines
    ]
    parts.append(html_table(f"Accuracy: means over customers at {comparison.k}, with 95 % ranges", headings, rows))
    rows = [(line.title, [_beyond(line, name) for name in _BEYOND]) for line in comparison.lines]
    parts.append(html_table("Beyond accuracy", [MEASURES[name] for name in _BEYOND], rows))
    measured = [line for line in comparison.lines if line.space]
    if measured:
        rows = [(line.title, [range_cell(line.space.get(name), SPACES[name]) for name in SPACES]) for line in measured]
        parts.append(
            html_table("Model spaces, on purchases after each model's training period", [*SPACES.values()], rows)
        )
    parts.append(meanings([*(MEASURES[name] for name in (*_ACCURACY, *_BEYOND)), *SPACES.values()]))
    return parts


def _slices(comparison: Comparison) -> list[str]:
    if not comparison.slices:
        return []
    titles = [_title(comparison, name) for name in comparison.slices]
    parts = [
        "<h2>By slices</h2>",
        "<p>Recall of the best recommenders. n: customers with such a purchase; grey rows have few.</p>",
    ]
    for way, names in next(iter(comparison.slices.values())).items():
        rows = []
        for name in names:
            ranges = [slices[way][name] for slices in comparison.slices.values()]
            if ranges[0].n:
                cells = [range_cell(recall, MEASURES["recall"]) for recall in ranges]
                rows.append((name, [f"{ranges[0].n:,}", *cells], ranges[0].n < _FEW))
        columns = [Words("n", ""), *(Words(title, "") for title in titles)]
        few = [row[2] for row in rows]
        parts.append(html_table(f"By {way}", columns, [(name, cells) for name, cells, _ in rows], few))
    return parts


def _making(comparison: Comparison) -> list[str]:
    parts = ["<h2>How it was made</h2>", f"<p>{escape(SETTINGS)}</p>"]
    blend = ("own", "variant", "popular")
    columns = [
        *COSTS.values(),
        *(Words(f"Blend: {name}", "") for name in blend),
        MEASURED,
        Words("Settings", ""),
    ]
    rows = []
    for line in comparison.lines:
        weights = line.notes.get("blend", {})
        cells = [number_cell(line.notes.get(name)) for name in COSTS] + [f"{weights.get(name, 0):g}" for name in blend]
        rows.append((line.title, [*cells, made_cell(line.notes), escape(settings_text(line)) or "–"]))
    parts.append(html_table("Settings and cost", columns, rows))
    parts += [f"<p>{escape(title)}: {escape(why)}</p>" for title, why in comparison.cautions.items()]
    return [*parts, origin([line.notes for line in comparison.lines])]


def _beyond(line: Line, name: str) -> str:
    if name in line.ranges:
        return range_cell(line.ranges[name], MEASURES[name])
    return number_cell(line.totals.get(name), MEASURES[name].digits)


def _gain(line: Line) -> list[str]:
    if line.gain is None:
        return ["baseline", "–"]
    return [range_cell(line.gain.over, _GAIN, "+"), number_cell(line.gain.p, _P.digits)]


def _title(comparison: Comparison, name: str) -> str:
    return next((line.title for line in comparison.lines if line.name == name), name or "nothing")
