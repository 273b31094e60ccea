"""A comparison as one HTML file that needs nothing else: opens offline, in light and dark, and reads aloud."""

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.lab.comparison import Comparison, Line, settings_text
from stylehub_core.lab.report_svg import ranges_figure, trade_off_figure
from stylehub_core.lab.report_words import ASKED, COSTS, MEASURES, RANGES, SETTINGS, SPACES, Words
from stylehub_core.machine.description import machine
from stylehub_core.workspace import versions

_ACCURACY = ("recall", "map", "ndcg", "hit_rate", "mrr", "recall_never_sold")
_BEYOND = ("novelty", "diversity", "coverage", "popularity_bias")
_FEW = 20
"""A slice of fewer customers is shown in grey: its range says little."""

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


def html_report(found: Comparison) -> str:
    """The whole report. Text from the workspace is escaped; nothing is loaded from anywhere."""
    body = [*_heading(found), *_figures(found), *_tables(found), *_slices(found), *_making(found)]
    title = f"StyleHub evaluation: {found.protocol}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main>\n" + "\n".join(body) + "\n</main></body></html>\n"
    )


def _heading(found: Comparison) -> list[str]:
    which = "with the blend" if found.blended else "without the blend"
    facts = {
        "Protocol": found.protocol,
        "Held out": found.asked,
        "Customers asked": f"{found.customers:,}",
        "Candidates": f"all {found.articles:,} articles",
        "Shown here": f"the first {found.k} recommended, {which}",
        "Gains over": _title(found, found.baseline),
        "Chance": f"{found.k} random articles have a recall of {found.chance:.5f}, of any kind of article",
        "Written": time.strftime("%Y-%m-%d %H:%M %Z"),
    }
    return [f"<h1>{escape(ASKED.get(found.protocol, found.protocol))}</h1>", _listed(facts)]


def _figures(found: Comparison) -> list[str]:
    if not found.lines:
        return ["<p>Nothing is measured under this protocol yet.</p>"]
    recall = [(line.title, line.ranges["recall"]) for line in found.lines]
    points = [(line.title, line.ranges["novelty"].value, line.ranges["recall"].value) for line in found.lines]
    return [
        f"<h2>Recall at {found.k}</h2>",
        _wide(ranges_figure(recall, f"recall at {found.k}, with 95 % ranges", found.chance), "Recall, drawn"),
        "<h2>Accuracy against novelty</h2>",
        "<p>Filled and joined: nothing is better in both. Novelty is in bits.</p>",
        _wide(trade_off_figure(points, "novelty", f"recall at {found.k}"), "Accuracy against novelty, drawn"),
        f"<p>{' · '.join(f'{at}&nbsp;{escape(name)}' for at, (name, *_) in enumerate(points, 1))}</p>",
    ]


def _tables(found: Comparison) -> list[str]:
    parts = ["<h2>All figures</h2>", f"<p>{escape(RANGES)}</p>"]
    headings = [*(MEASURES[name] for name in _ACCURACY), Words("Gain", "of recall, over the baseline"), Words("p", "")]
    rows = [
        (line.title, [*(_range(line.ranges[name], MEASURES[name]) for name in _ACCURACY), *_gain(line)])
        for line in found.lines
    ]
    parts.append(_table(f"How right: means over customers at {found.k}, with 95 % ranges", headings, rows))
    rows = [(line.title, [_beyond(line, name) for name in _BEYOND]) for line in found.lines]
    parts.append(_table("What else the lists are like", [MEASURES[name] for name in _BEYOND], rows))
    measured = [line for line in found.lines if line.space]
    if measured:
        rows = [(one.title, [_range(one.space.get(name), SPACES[name]) for name in SPACES]) for one in measured]
        parts.append(_table("The spaces of the models, on purchases after their own cut", [*SPACES.values()], rows))
    parts.append(_meanings([*(MEASURES[name] for name in (*_ACCURACY, *_BEYOND)), *SPACES.values()]))
    return parts


def _slices(found: Comparison) -> list[str]:
    if not found.slices:
        return []
    titles = [_title(found, name) for name in found.slices]
    parts = ["<h2>By slices</h2>", "<p>Recall of the best; n is the customers with such a purchase. Grey: few.</p>"]
    for way, names in next(iter(found.slices.values())).items():
        rows = []
        for name in names:
            ranges = [slices[way][name] for slices in found.slices.values()]
            if ranges[0].n:
                cells = [_range(one, MEASURES["recall"]) for one in ranges]
                rows.append((name, [f"{ranges[0].n:,}", *cells], ranges[0].n < _FEW))
        columns = [Words("n", ""), *(Words(title, "") for title in titles)]
        few = [row[2] for row in rows]
        parts.append(_table(f"By {way}", columns, [(name, cells) for name, cells, _ in rows], few))
    return parts


def _making(found: Comparison) -> list[str]:
    parts = ["<h2>How it was made</h2>", f"<p>{escape(SETTINGS)}</p>"]
    blend = ("own", "variant", "popular")
    columns = [
        *COSTS.values(),
        *(Words(f"Blend: {name}", "") for name in blend),
        Words("Measured", ""),
        Words("Settings", ""),
    ]
    rows = []
    for line in found.lines:
        weights = line.notes.get("blend", {})
        cells = [_number(line.notes.get(name)) for name in COSTS] + [f"{weights.get(name, 0):g}" for name in blend]
        made = str(line.notes.get("made", "–"))[:16].replace("T", " ")
        rows.append((line.title, [*cells, escape(made), escape(settings_text(line)) or "–"]))
    parts.append(_table("Settings and cost", columns, rows))
    parts += [f"<p>{escape(title)}: {escape(why)}</p>" for title, why in found.cautions.items()]
    machines = dict.fromkeys(str(line.notes["machine"]) for line in found.lines if line.notes.get("machine"))
    used = [line.notes["versions"] for line in found.lines if isinstance(line.notes.get("versions"), Mapping)]
    facts = {
        "Measured on": "; ".join(machines) or "not noted",
        "Measured with": "; ".join(dict.fromkeys(map(_versions, used))) or "not noted",
        "Written on": f"{machine()}",
        "Written with": _versions(versions()),
    }
    return [*parts, _listed(facts)]


def _table(
    caption: str, columns: Sequence[Words], rows: Sequence[tuple[str, Sequence[str]]], few: Sequence[bool] = ()
) -> str:
    head = "".join(f'<th scope="col" title="{escape(one.about)}">{escape(one.title)}</th>' for one in columns)
    lines = []
    for at, (name, cells) in enumerate(rows):
        grey = ' class="few"' if at < len(few) and few[at] else ""
        inside = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr{grey}><th scope="row">{escape(name)}</th>{inside}</tr>')
    inside = f'<caption>{escape(caption)}</caption><thead><tr><th scope="col"></th>{head}</tr></thead>'
    return _wide(f"<table>{inside}<tbody>{''.join(lines)}</tbody></table>", caption)


def _wide(inside: str, label: str) -> str:
    """What a phone scrolls sideways; the keyboard reaches it too."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">{inside}</div>'


def _listed(facts: Mapping[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts.items()) + "</dl>"


def _meanings(columns: Iterable[Words]) -> str:
    inside = "".join(f"<dt>{escape(one.title)}</dt><dd>{escape(one.about)}</dd>" for one in columns)
    return f"<details><summary>What the columns say</summary><dl>{inside}</dl></details>"


def _range(one: Range | None, words: Words) -> str:
    if one is None or not math.isfinite(one.value):
        return "–"
    digits = words.digits
    return f"{one.value:.{digits}f}<small>{one.low:.{digits}f} to {one.high:.{digits}f}</small>"


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


def _versions(found: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in found.items())


def _title(found: Comparison, name: str) -> str:
    return next((line.title for line in found.lines if line.name == name), name or "nothing")
