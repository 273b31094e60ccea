"""A comparison as one self-contained HTML file: it opens offline, in light and dark, and is accessible."""

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.lab.comparison import Comparison, Line, settings_text
from stylehub_core.lab.report_svg import ranges_figure, trade_off_figure
from stylehub_core.lab.report_words import COSTS, MEASURES, PROTOCOL_QUESTIONS, RANGES, SETTINGS, SPACES, Words
from stylehub_core.machine.description import machine
from stylehub_core.workspace import versions

_ACCURACY = ("recall", "map", "ndcg", "hit_rate", "mrr", "recall_never_sold")
_BEYOND = ("novelty", "diversity", "coverage", "popularity_bias")
_FEW = 20
"""Customers below which a slice is shown in grey: its range is wide."""

_STYLE = """
:root { color-scheme: light dark;
  --paper: #fcfbf8; --ink: #1b1a18; --quiet: #6b655b; --rule: #dfdad0; --accent: #a8481f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #151413; --ink: #f1eee8; --quiet: #a39b8f; --rule: #3b3733; --accent: #e08a5f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1, h2 { font-family: Georgia, serif; font-weight: 500; line-height: 1.2; }
h2 { margin-top: 2.5rem; }
p { max-width: 46rem; }
.quiet, caption, dt { color: var(--quiet); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .5rem; }
th, td { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
thead th { font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 500; }
td small { color: var(--quiet); display: block; }
.few { opacity: .5; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; }
dd { margin: 0; }
svg { width: 100%; min-width: 34rem; max-width: 46rem; height: auto; }
svg text { fill: var(--ink); font-size: 12px; }
svg .dot { fill: var(--accent); } svg .other { fill: none; stroke: var(--quiet); stroke-width: 1.5; }
svg .range { stroke: var(--accent); stroke-width: 3; opacity: .5; }
svg .axis, svg .chance { stroke: var(--quiet); } svg .chance { stroke-dasharray: 3 3; }
svg .front { fill: none; stroke: var(--accent); stroke-dasharray: 5 4; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; } }
"""


def html_report(comparison: Comparison) -> str:
    """The whole report. Text from the workspace is escaped; nothing is loaded from anywhere."""
    body = [
        *_heading(comparison),
        *_figures(comparison),
        *_tables(comparison),
        *_slices(comparison),
        *_making(comparison),
    ]
    title = f"StyleHub evaluation: {comparison.protocol}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main>\n" + "\n".join(body) + "\n</main></body></html>\n"
    )


def _heading(comparison: Comparison) -> list[str]:
    which = "with the blend" if comparison.blended else "without the blend"
    facts = {
        "Protocol": comparison.protocol,
        "Held out": comparison.asked,
        "Customers": f"{comparison.customers:,}",
        "Candidates": f"all {comparison.articles:,} articles",
        "Shown here": f"the first {comparison.k} recommended, {which}",
        "Gains over": _title(comparison, comparison.baseline),
        "Chance": f"{comparison.k} random articles have a recall of {comparison.chance:.5f}, for any kind of article",
        "Written": time.strftime("%Y-%m-%d %H:%M %Z"),
    }
    return [f"<h1>{escape(PROTOCOL_QUESTIONS.get(comparison.protocol, comparison.protocol))}</h1>", _listed(facts)]


def _figures(comparison: Comparison) -> list[str]:
    if not comparison.lines:
        return ["<p>Nothing is measured under this protocol yet.</p>"]
    recall = [(line.title, line.ranges["recall"]) for line in comparison.lines]
    points = [(line.title, line.ranges["novelty"].value, line.ranges["recall"].value) for line in comparison.lines]
    return [
        f"<h2>Recall at {comparison.k}</h2>",
        _wide(ranges_figure(recall, f"recall at {comparison.k}, with 95 % ranges", comparison.chance), "Recall chart"),
        "<h2>Accuracy against novelty</h2>",
        "<p>Filled, joined points: no other is better in both. Novelty is in bits.</p>",
        _wide(trade_off_figure(points, "novelty", f"recall at {comparison.k}"), "Chart of accuracy against novelty"),
        f"<p>{' · '.join(f'{number}&nbsp;{escape(name)}' for number, (name, *_) in enumerate(points, 1))}</p>",
    ]


def _tables(comparison: Comparison) -> list[str]:
    parts = ["<h2>All figures</h2>", f"<p>{escape(RANGES)}</p>"]
    headings = [*(MEASURES[name] for name in _ACCURACY), Words("Gain", "of recall, over the baseline"), Words("p", "")]
    rows = [
        (line.title, [*(_range(line.ranges[name], MEASURES[name]) for name in _ACCURACY), *_gain(line)])
        for line in comparison.lines
    ]
    parts.append(_table(f"Accuracy: means over customers at {comparison.k}, with 95 % ranges", headings, rows))
    rows = [(line.title, [_beyond(line, name) for name in _BEYOND]) for line in comparison.lines]
    parts.append(_table("Beyond accuracy", [MEASURES[name] for name in _BEYOND], rows))
    measured = [line for line in comparison.lines if line.space]
    if measured:
        rows = [(line.title, [_range(line.space.get(name), SPACES[name]) for name in SPACES]) for line in measured]
        parts.append(_table("Model spaces, on purchases after each model's training period", [*SPACES.values()], rows))
    parts.append(_meanings([*(MEASURES[name] for name in (*_ACCURACY, *_BEYOND)), *SPACES.values()]))
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
                cells = [_range(recall, MEASURES["recall"]) for recall in ranges]
                rows.append((name, [f"{ranges[0].n:,}", *cells], ranges[0].n < _FEW))
        columns = [Words("n", ""), *(Words(title, "") for title in titles)]
        few = [row[2] for row in rows]
        parts.append(_table(f"By {way}", columns, [(name, cells) for name, cells, _ in rows], few))
    return parts


def _making(comparison: Comparison) -> list[str]:
    parts = ["<h2>How it was made</h2>", f"<p>{escape(SETTINGS)}</p>"]
    blend = ("own", "variant", "popular")
    columns = [
        *COSTS.values(),
        *(Words(f"Blend: {name}", "") for name in blend),
        Words("Measured", ""),
        Words("Settings", ""),
    ]
    rows = []
    for line in comparison.lines:
        weights = line.notes.get("blend", {})
        cells = [_number(line.notes.get(name)) for name in COSTS] + [f"{weights.get(name, 0):g}" for name in blend]
        made = str(line.notes.get("made", "–"))[:16].replace("T", " ")
        rows.append((line.title, [*cells, escape(made), escape(settings_text(line)) or "–"]))
    parts.append(_table("Settings and cost", columns, rows))
    parts += [f"<p>{escape(title)}: {escape(why)}</p>" for title, why in comparison.cautions.items()]
    machines = dict.fromkeys(str(line.notes["machine"]) for line in comparison.lines if line.notes.get("machine"))
    used = [line.notes["versions"] for line in comparison.lines if isinstance(line.notes.get("versions"), Mapping)]
    facts = {
        "Measured on": "; ".join(machines) or "not recorded",
        "Measured with": "; ".join(dict.fromkeys(map(_versions, used))) or "not recorded",
        "Written on": f"{machine()}",
        "Written with": _versions(versions()),
    }
    return [*parts, _listed(facts)]


def _table(
    caption: str, columns: Sequence[Words], rows: Sequence[tuple[str, Sequence[str]]], few: Sequence[bool] = ()
) -> str:
    head = "".join(f'<th scope="col" title="{escape(words.about)}">{escape(words.title)}</th>' for words in columns)
    lines = []
    for number, (name, cells) in enumerate(rows):
        grey = ' class="few"' if number < len(few) and few[number] else ""
        inside = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr{grey}><th scope="row">{escape(name)}</th>{inside}</tr>')
    inside = f'<caption>{escape(caption)}</caption><thead><tr><th scope="col"></th>{head}</tr></thead>'
    return _wide(f"<table>{inside}<tbody>{''.join(lines)}</tbody></table>", caption)


def _wide(inside: str, label: str) -> str:
    """A block that scrolls sideways on a phone and can be reached by keyboard."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">{inside}</div>'


def _listed(facts: Mapping[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts.items()) + "</dl>"


def _meanings(columns: Iterable[Words]) -> str:
    inside = "".join(f"<dt>{escape(words.title)}</dt><dd>{escape(words.about)}</dd>" for words in columns)
    return f"<details><summary>What the columns mean</summary><dl>{inside}</dl></details>"


def _range(mean: Range | None, words: Words) -> str:
    if mean is None or not math.isfinite(mean.value):
        return "–"
    digits = words.digits
    return f"{mean.value:.{digits}f}<small>{mean.low:.{digits}f} to {mean.high:.{digits}f}</small>"


def _beyond(line: Line, name: str) -> str:
    if name in line.ranges:
        return _range(line.ranges[name], MEASURES[name])
    return _number(line.totals.get(name), MEASURES[name].digits)


def _gain(line: Line) -> list[str]:
    if line.gain is None:
        return ["baseline", "–"]
    over = line.gain.over
    p = "–" if math.isnan(line.gain.p) else f"{line.gain.p:.4f}"
    return [f"{over.value:+.4f}<small>{over.low:+.4f} to {over.high:+.4f}</small>", p]


def _number(value: object, digits: int = 0) -> str:
    return f"{value:,.{digits}f}" if isinstance(value, int | float) and math.isfinite(value) else "–"


def _versions(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())


def _title(comparison: Comparison, name: str) -> str:
    return next((line.title for line in comparison.lines if line.name == name), name or "nothing")
