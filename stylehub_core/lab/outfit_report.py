"""Set scorers measured under one outfit protocol as an HTML report."""

from collections.abc import Mapping
from html import escape

from stylehub_core.config import NOTHING, shown
from stylehub_core.evaluation.outfit_questions import WRONG
from stylehub_core.lab.outfit_table import TESTED, OutfitTable
from stylehub_core.lab.report_page import (
    MEASURED,
    NOTHING_MEASURED,
    html_table,
    listed,
    made_cell,
    meanings,
    number_cell,
    origin,
    page,
    range_cell,
    wide,
)
from stylehub_core.lab.report_svg import ranges_figure
from stylehub_core.lab.report_words import (
    OUTFIT_CHART,
    OUTFIT_COSTS,
    OUTFIT_GAINS,
    OUTFIT_KIND,
    OUTFIT_MEASURES,
    OUTFIT_RANGES,
    OUTFIT_SETTINGS,
    Words,
    outfit_gain_title,
)
from stylehub_core.number_text import counted

_BLANK = OUTFIT_MEASURES["blank"]


def html_report(table: OutfitTable) -> str:
    """The whole report. Text from the workspace is escaped."""
    facts = {
        "Held out": table.note,
        "Questions": f"{counted(table.questions, 'outfit')}, one question each",
        "Best floor": table.best_floor_title or "none measured",
    }
    if not table.outcomes:
        return page(table.protocol, facts, [NOTHING_MEASURED, *_cautions(table)])
    return page(table.protocol, facts, [*_chart(table), *_tables(table), *_cautions(table), *_making(table)])


def _chart(table: OutfitTable) -> list[str]:
    rows = [(each.title, each.ranges["blank"]) for each in table.best_first]
    floors = [each.title for each in table.outcomes if each.is_floor]
    title = f"{_BLANK.title.lower()}, with 95 % ranges"
    figure = ranges_figure(rows, title, 1 / (1 + WRONG), _BLANK.digits, hollow=floors)
    return [
        f"<h2>{escape(_BLANK.title)}</h2>",
        wide(figure, f"{_BLANK.title}, chart"),
        f"<p>{escape(f'{_BLANK.about} {OUTFIT_CHART}')}</p>",
    ]


def _tables(table: OutfitTable) -> list[str]:
    rows = [
        (each.title, [each.kind, *(range_cell(each.ranges[name], words) for name, words in OUTFIT_MEASURES.items())])
        for each in table.best_first
    ]
    return [
        "<h2>All figures</h2>",
        f"<p>{escape(OUTFIT_RANGES)}</p>",
        html_table("Means over outfits, with 95 % ranges", [OUTFIT_KIND, *OUTFIT_MEASURES.values()], rows),
        *([_gains(table)] if table.gains else []),
        meanings([OUTFIT_KIND, *OUTFIT_MEASURES.values(), *OUTFIT_GAINS.values(), *OUTFIT_COSTS.values()]),
    ]


def _gains(table: OutfitTable) -> str:
    parts = [(measure, name, words) for measure in TESTED for name, words in OUTFIT_GAINS.items()]
    headings = [Words(outfit_gain_title(measure, name), words.about) for measure, name, words in parts]
    rows = []
    for each in table.best_first:
        if gains := table.gains.get(each.name):
            cells = [number_cell(getattr(gains[measure], name), words.digits) for measure, name, words in parts]
            rows.append((each.title, cells))
    return html_table(f"Gains over the best floor, {table.best_floor_title}", headings, rows)


def _cautions(table: OutfitTable) -> list[str]:
    said = [f"{' · '.join(titles)}: {why}" for why, titles in table.cautions.items()]
    said += [f"{name} was not measured: {why}" for name, why in table.failed.items()]
    return [f"<p>{escape(text)}</p>" for text in said]


def _making(table: OutfitTable) -> list[str]:
    reports = {each.title: each.report for each in table.best_first}
    rows = []
    for title, report in reports.items():
        costs = [number_cell(report.get(cost), words.digits) for cost, words in OUTFIT_COSTS.items()]
        rows.append((title, [*costs, made_cell(report)]))
    settings = {title: ", ".join(_settings(report.get("config"))) or NOTHING for title, report in reports.items()}
    return [
        "<h2>How it was made</h2>",
        f"<p>{escape(OUTFIT_SETTINGS)}</p>",
        html_table("Costs", [*OUTFIT_COSTS.values(), MEASURED], rows),
        f"<details><summary>Settings of each set scorer</summary>{listed(settings)}</details>",
        origin(list(reports.values())),
    ]


def _settings(config: object, at: str = "") -> list[str]:
    """Such as 'training.epochs 20'. at: the beginning of each name, with a dot at the end."""
    if isinstance(config, Mapping):
        return [text for name, value in config.items() for text in _settings(value, f"{at}{name}.")]
    return [f"{at.removesuffix('.')} {shown(config) or NOTHING}"] if at else []
