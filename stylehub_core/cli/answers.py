"""Commands that ask a built workspace: search, neighbours, compare, evaluate, tune, export."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import typer
from rich.console import Console
from rich.table import Table

from stylehub_core.cli.settings import SetOption, SettingsOption, UnsetOption, keep
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    CountOption,
    JsonOption,
    ModelOption,
    OutOption,
    WorkspaceOption,
    print_json,
    progress_bar,
    readable,
    tell,
)
from stylehub_core.errors import QueryError
from stylehub_core.files import write_text
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.number_text import figure_text
from stylehub_core.request import Request
from stylehub_core.workspace import Workspace

if TYPE_CHECKING:
    from stylehub_core.hub.hub import Hub
    from stylehub_core.search.agreement import Agreement
    from stylehub_core.search.results import Result

Mode = Annotated[
    Literal["fused", "model", "words"], typer.Option(help="Model and words, the model alone, words alone.")
]


def search(
    text: Annotated[str, typer.Argument(help="What to look for.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
    k: CountOption = 12,
    mode: Mode = "fused",
    picture: Annotated[Path | None, typer.Option(help="A picture file, alone or beside the text.")] = None,
    queries: Annotated[Path | None, typer.Option(help="A file with one query a line, with --out.")] = None,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Find articles by text, by a picture, or by both together.

    Examples: `search "navy wool coat" --model item-text`, `search --queries asked.txt --out found.parquet`,
    `search "in red" --picture dress.jpg` with a model that takes both
    """
    if text and queries:
        raise QueryError("Both a text and --queries are given: leave one of the two out.")
    hub = _open(workspace)
    asked = _lines(queries) if queries else [readable(text)]
    content = _picture(picture) if picture else None
    from stylehub_core.search.recipe import Page

    page = Page(k)
    found = [
        (query or (picture.name if picture else ""), hub.search(Request(query, content), model, page, mode=mode).items)
        for query in asked
    ]
    _answer(hub, "query", found, out, json)


def neighbours(
    article_ids: Annotated[list[str], typer.Argument(help="One or more article ids.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
    k: CountOption = 12,
    variants: Annotated[bool, typer.Option(help="Other colours of the same product too.")] = True,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Find the articles nearest to others.

    Example: `neighbours 0108775015 0706016001 --model transactional --no-variants`
    """
    hub = _open(workspace)
    from stylehub_core.search.recipe import Page

    page = Page(k, variants=variants)
    found = [(article_id, hub.neighbours(article_id, model, page).items) for article_id in article_ids]
    _answer(hub, "article_id", found, out, json)


def compare(
    first: Annotated[str, typer.Argument(help="A model.")],
    second: Annotated[str, typer.Argument(help="Another model.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    k: CountOption = 12,
    json: JsonOption = False,
) -> None:
    """How much two models agree on what is near, over all articles, and where they differ most.

    Example: `compare raw-text transactional -k 12`
    """
    from stylehub_core.search.agreement import agreement

    hub = _open(workspace)
    found = agreement(hub.neighbour_lists(first), hub.neighbour_lists(second), hub.articles, depth=k)
    changed = [
        {
            "article_id": str(hub.catalog.ids[row]),
            "name": str(hub.articles["prod_name"].iat[row]),
            "change": float(value),
        }
        for row, value in zip(found.changed_rows, found.changes, strict=True)
    ]
    if json:
        print_json(
            {
                "models": [first, second],
                "curve": found.curve,
                "by_product_group": found.by_group,
                "by_popularity": found.by_popularity,
                "changed_most": changed,
            }
        )
        return
    _show_agreement(found, changed)


def evaluate(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    models: Annotated[str, typer.Option(help="Names with commas between; all that are built by default.")] = "",
    protocol: Annotated[
        Literal["models", "next-week", "next-basket", "co-purchase"],
        typer.Option(
            help="models: what the Compare screen shows; the others ask recommenders for customers' purchases."
        ),
    ] = "models",
    baseline: Annotated[str, typer.Option(help="What gains are measured over; by default the best baseline.")] = "",
    html: Annotated[Path | None, typer.Option(help="With a protocol: write the report to this file.")] = None,
    csv: Annotated[Path | None, typer.Option(help="With a protocol: write the table to this file.")] = None,
    given: SetOption = None,
    settings_file: SettingsOption = None,
    unset: UnsetOption = None,
    json: JsonOption = False,
) -> None:
    """Measure models on purchases after a cut in time: recall, NDCG, MAP@12, pair separation, attribute queries.

    With `--protocol next-week` or `next-basket`: every recommender and model on what customers bought then; with
    `co-purchase`: on the hidden article of a basket.

    Examples: `evaluate --models raw-text,transactional --json`, `evaluate --protocol next-basket --html report.html`
    """
    from stylehub_core.lab.models_table import evaluate as evaluate_models

    names = [name.strip() for name in models.split(",") if name.strip()] or None
    if protocol != "models":
        keep(Workspace(workspace), given, settings_file, unset)
        _evaluate_recommenders(workspace, protocol, names, baseline, json, html=html, csv=csv)
        return
    if html or csv or given or settings_file or unset:
        raise QueryError(
            "--html, --csv, --set, --settings and --unset are for protocols: "
            "add --protocol next-week, next-basket or co-purchase. What models learn with is set by 'build --set'."
        )
    with progress_bar() as progress:
        table = evaluate_models(_open(workspace), names, progress)
    print(table.to_json() if json else table.to_text())


def _evaluate_recommenders(
    workspace: Path, protocol: str, names: list[str] | None, baseline: str, json: bool, *,
    html: Path | None, csv: Path | None,
) -> None:  # fmt: skip
    from stylehub_core.lab.comparison import compared
    from stylehub_core.lab.report import html_report
    from stylehub_core.lab.run import run
    from stylehub_core.lab.table import table

    hub = _open(workspace)
    with progress_bar() as progress:
        measured = run(hub, protocol, names, progress)
    found = table(measured, len(hub.catalog), baseline)
    if html or csv:
        comparison = compared(hub, measured.protocol, measured.outcomes, baseline=found.baseline)
        for path, text in ((html, html_report(comparison)), (csv, comparison.to_csv())):
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_text(path, text)
                tell(f"The {'report' if path is html else 'table'} is in {path}.")
    print(found.to_json() if json else found.to_text())


def tune(
    protocol: Annotated[Literal["next-week", "next-basket"], typer.Option(help="What the settings shall be good for.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    models: Annotated[str, typer.Option(help="Names with commas between; every recommender by default.")] = "",
    trials: Annotated[int, typer.Option(help="Settings tried of each recommender, those in the code first.")] = 20,
    seconds: Annotated[float, typer.Option(help="For each recommender; no trial begins after it.")] = 600.0,
    json: JsonOption = False,
) -> None:
    """Search the recommenders' settings on validation, each with the same trials; `evaluate` then uses the best.

    Example: `tune --protocol next-basket --trials 20 --seconds 300`
    """
    from stylehub_core.lab.tune import TuneConfig
    from stylehub_core.lab.tune import tune as search_settings

    names = [name.strip() for name in models.split(",") if name.strip()] or None
    with progress_bar() as progress:
        found = search_settings(_open(workspace), protocol, names, TuneConfig(trials, seconds), progress)
    if json:
        print_json(found)
        return
    rows = [(one.name, one.trials, one.seconds, one.before, one.score, _settings(one.settings)) for one in found.found]
    _show(("", "trials", "seconds", "before", "recall@12 on validation", "settings"), rows)
    for name, why in found.failed.items():
        tell(f"{name}: {why}")


def _settings(found: dict[str, object]) -> str:
    shown = (f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in found.items())
    return ", ".join(shown) or "nothing to try"


def export_vectors(
    out: Annotated[Path, typer.Option("--out", "-o", help="The Parquet file to write.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
) -> None:
    """Write a model's article vectors: article_id, vector (float32 list of length one).

    Example: `export --model item-text --out item-text.parquet`
    """
    hub = _open(workspace)
    vectors = np.ascontiguousarray(hub.model(model).vectors, dtype=np.float32)
    offsets = pa.array(np.arange(len(vectors) + 1, dtype=np.int32) * vectors.shape[1], pa.int32())
    column = pa.ListArray.from_arrays(offsets, pa.array(vectors.ravel(), pa.float32()))
    write_parquet(pa.table({"article_id": pa.array(hub.catalog.ids.tolist(), pa.string()), "vector": column}), out)
    tell(f"{len(vectors):,} vectors of {vectors.shape[1]} dimensions are in {out}.")


def _open(workspace: Path) -> "Hub":
    from stylehub_core.hub.hub import Hub

    return Hub(workspace)


def write_parquet(table: pa.Table, out: Path) -> None:
    """Write `table` to `out`, whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.partial")
    try:
        pq.write_table(table, partial)
        partial.replace(out)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _lines(file: Path) -> list[str]:
    try:
        found = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file} cannot be read as text ({error}): give a file with one entry a line.") from error
    kept = [line for line in found if line]
    if not kept:
        raise QueryError(f"{file} has no entries: give one a line.")
    return kept


def _picture(file: Path) -> bytes:
    """What is in the file; whether it is a usable picture is checked where it is used."""
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QueryError(f"The picture {file} cannot be read ({reason}): give a picture file.") from error


def _answer(
    hub: "Hub", key: str, found: Sequence[tuple[str, Sequence["Result"]]], out: Path | None, json: bool
) -> None:
    if json and not out:
        print_json([{key: asked, "results": list(items)} for asked, items in found])
        return
    flat = [(asked, item) for asked, items in found for item in items]
    other = "article_id" if key == "query" else "neighbour_id"
    table = pa.table(
        {
            key: pa.array([asked for asked, _ in flat], pa.string()),
            "rank": pa.array([item.rank for _, item in flat], pa.int32()),
            other: pa.array([item.article_id for _, item in flat], pa.string()),
            "score": pa.array([item.score for _, item in flat], pa.float32()),
        }
    )
    if out:
        write_parquet(table, out)
        tell(f"{len(flat):,} results are in {out}.")
        return
    names, colours = hub.articles["prod_name"], hub.articles["colour_group_name"]
    rows = [
        (asked, one.rank, one.article_id, names.iat[one.row], colours.iat[one.row], one.score, ", ".join(one.why))
        for asked, one in flat
    ]
    _show((key, "rank", "article", "name", "colour", "score", "why"), rows)


def _show_agreement(found: "Agreement", changed: list[dict[str, object]]) -> None:
    curve = found.curve
    _show(("k", "overlap", "Jaccard", "RBO"), zip(curve.k, curve.overlap, curve.jaccard, curve.rbo, strict=True))
    groups = [(one.name, one.articles, one.change) for one in (*found.by_popularity, *found.by_group)]
    _show(("group", "articles", "neighbourhood change"), groups)
    _show(("article that changes most", "name", "change"), [tuple(one.values()) for one in changed])


def _show(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        cells = (figure_text(cell) if isinstance(cell, float) else str(cell) for cell in row)
        table.add_row(*(cell.replace("[", "\\[") for cell in cells))
    Console().print(table)


COMMANDS = (search, neighbours, compare, evaluate, tune)
