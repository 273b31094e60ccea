"""What the HTML reports share: one self-contained page that opens offline, in light and dark, and is accessible."""

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.lab.report_words import PROTOCOL_QUESTIONS, Words
from stylehub_core.machine.description import machine
from stylehub_core.workspace import versions

MEASURED = Words("Measured", "")
"""The heading over `made_cell`."""
NOTHING_MEASURED = "<p>Nothing is measured under this protocol yet.</p>"

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
.wide { overflow-x: auto; margin-bottom: 1.5rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .5rem; }
th, td { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
thead th { font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 500; }
td small { color: var(--quiet); display: block; }
.few { opacity: .5; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.25rem; }
dd { margin: 0; overflow-wrap: anywhere; }
svg { width: 100%; min-width: 34rem; max-width: 46rem; height: auto; }
svg text { fill: var(--ink); font-size: 12px; }
svg .dot { fill: var(--accent); } svg .other { fill: var(--paper); stroke: var(--quiet); stroke-width: 1.5; }
svg .range { stroke: var(--accent); stroke-width: 3; opacity: .5; } svg .range.other { stroke: var(--quiet); }
svg .axis, svg .chance { stroke: var(--quiet); } svg .chance { stroke-dasharray: 3 3; }
svg .front { fill: none; stroke: var(--accent); stroke-dasharray: 5 4; }
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); } dt { margin-top: .5rem; } }
"""


def page(protocol: str, facts: Mapping[str, str], body: Sequence[str]) -> str:
    """The whole report; nothing is loaded from anywhere.

    facts: plain text, listed below the protocol's question.
    body: HTML.
    """
    question = PROTOCOL_QUESTIONS.get(protocol, protocol)
    written = {"Written": time.strftime("%Y-%m-%d %H:%M %Z")}
    heading = [f"<h1>{escape(question)}</h1>", listed({"Protocol": protocol, **facts, **written})]
    title = f"StyleHub evaluation: {protocol}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main>\n" + "\n".join([*heading, *body]) + "\n</main></body></html>\n"
    )


def origin(reports: Sequence[Mapping[str, Any]]) -> str:
    """The machines and versions of the results, and of this report. reports: the lab's own, one for each result."""
    machines = dict.fromkeys(str(report["machine"]) for report in reports if report.get("machine"))
    used = [report["versions"] for report in reports if isinstance(report.get("versions"), Mapping)]
    return listed(
        {
            "Measured on": "; ".join(machines) or "not recorded",
            "Measured with": "; ".join(dict.fromkeys(map(_versions, used))) or "not recorded",
            "Written on": f"{machine()}",
            "Written with": _versions(versions()),
        }
    )


def html_table(
    caption: str, columns: Sequence[Words], rows: Sequence[tuple[str, Sequence[str]]], few: Sequence[bool] = ()
) -> str:
    """A table that scrolls sideways. rows: a plain heading with cells of HTML. few: which rows are grey."""
    head = "".join(f'<th scope="col" title="{escape(words.about)}">{escape(words.title)}</th>' for words in columns)
    lines = []
    for row, (name, cells) in enumerate(rows):
        grey = ' class="few"' if row < len(few) and few[row] else ""
        inside = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr{grey}><th scope="row">{escape(name)}</th>{inside}</tr>')
    inside = f'<caption>{escape(caption)}</caption><thead><tr><th scope="col"></th>{head}</tr></thead>'
    return wide(f"<table>{inside}<tbody>{''.join(lines)}</tbody></table>", caption)


def wide(inside: str, label: str) -> str:
    """A block that scrolls sideways on a phone and can be reached by keyboard."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">{inside}</div>'


def listed(facts: Mapping[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts.items()) + "</dl>"


def meanings(columns: Iterable[Words]) -> str:
    inside = "".join(f"<dt>{escape(words.title)}</dt><dd>{escape(words.about)}</dd>" for words in columns)
    return f"<details><summary>What the columns mean</summary><dl>{inside}</dl></details>"


def range_cell(mean: Range | None, words: Words, sign: str = "") -> str:
    """sign: '+' for differences."""
    if mean is None or not math.isfinite(mean.value):
        return "–"
    value, low, high = (f"{figure:{sign}.{words.digits}f}" for figure in (mean.value, mean.low, mean.high))
    return f"{value}<small>{low} to {high}</small>"


def number_cell(value: object, digits: int = 0) -> str:
    return f"{value:,.{digits}f}" if isinstance(value, int | float) and math.isfinite(value) else "–"


def made_cell(report: Mapping[str, Any]) -> str:
    """When a result was measured, to the minute."""
    return escape(str(report.get("made", "–"))[:16].replace("T", " "))


def _versions(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())
