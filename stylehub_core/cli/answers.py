"""Commands that read a built workspace: search, neighbours, compare, evaluate, tune, export."""

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
    Literal["fused", "model", "words"],
    typer.Option(help="Rank by model and words together, by the model alone, or by words alone."),
]


def search(
    text: Annotated[str, typer.Argument(help="The text to search for.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
    k: CountOption = 12,
    mode: Mode = "fused",
    picture: Annotated[Path | None, typer.Option(help="A picture file to search by, alone or with the text.")] = None,
    queries: Annotated[Path | None, typer.Option(help="A file with one query a line, in place of the text.")] = None,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Find articles by text, by a picture, or by both together.

    Examples:

    - `python -m stylehub_core search "navy wool coat" --model item-text`
    - `python -m stylehub_core search --queries queries.txt --out results.parquet`
    """
    if text and queries:
        raise QueryError("A text and --queries cannot be used together: leave one of the two out.")
    hub = _open(workspace)
    texts = _lines(queries) if queries else [readable(text)]
    content = _picture(picture) if picture else None
    from stylehub_core.search.recipe import Page

    page = Page(k)
    results = [
        (query or (picture.name if picture else ""), hub.search(Request(query, content), model, page, mode=mode).items)
        for query in texts
    ]
    _answer(hub, "query", results, out, json)


def neighbours(
    article_ids: Annotated[list[str], typer.Argument(help="One or more article ids.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
    k: CountOption = 12,
    variants: Annotated[bool, typer.Option(help="Include other colours of the same product.")] = True,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Find the nearest neighbours of articles.

    Example: `python -m stylehub_core neighbours 0108775015 0706016001 --model transactional --no-variants`
    """
    hub = _open(workspace)
    from stylehub_core.search.recipe import Page

    page = Page(k, variants=variants)
    results = [(article_id, hub.neighbours(article_id, model, page).items) for article_id in article_ids]
    _answer(hub, "article_id", results, out, json)


def compare(
    first: Annotated[str, typer.Argument(help="The name of a model.")],
    second: Annotated[str, typer.Argument(help="The name of another model.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    k: CountOption = 12,
    json: JsonOption = False,
) -> None:
    """Compare two models: how far their neighbour lists agree over all articles, and which articles differ most.

    Example: `python -m stylehub_core compare raw-text transactional -k 12`
    """
    from stylehub_core.search.agreement import agreement

    hub = _open(workspace)
    agreed = agreement(hub.neighbour_lists(first), hub.neighbour_lists(second), hub.articles, depth=k)
    changed = [
        {
            "article_id": str(hub.catalog.ids[row]),
            "name": str(hub.articles["prod_name"].iat[row]),
            "change": float(value),
        }
        for row, value in zip(agreed.changed_rows, agreed.changes, strict=True)
    ]
    if json:
        print_json(
            {
                "models": [first, second],
                "curve": agreed.curve,
                "by_product_group": agreed.by_group,
                "by_popularity": agreed.by_popularity,
                "changed_most": changed,
            }
        )
        return
    _show_agreement(agreed, changed)


def evaluate(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    models: Annotated[str, typer.Option(help="Names separated by commas; by default, all that are built.")] = "",
    protocol: Annotated[
        Literal["models", "next-week", "next-basket", "co-purchase"],
        typer.Option(help="models: the figures on the Compare screen; the others: recommenders on held-out purchases."),
    ] = "models",
    baseline: Annotated[
        str, typer.Option(help="With a protocol: what to measure gains over; by default, the best baseline.")
    ] = "",
    html: Annotated[Path | None, typer.Option(help="With a protocol: write the report to this HTML file.")] = None,
    csv: Annotated[Path | None, typer.Option(help="With a protocol: write the table to this CSV file.")] = None,
    set_texts: SetOption = None,
    settings_file: SettingsOption = None,
    unset: UnsetOption = None,
    json: JsonOption = False,
) -> None:
    """Measure models on purchases after a cut in time: recall, NDCG, MAP@12, pair separation, attribute queries.

    With a protocol, recommenders and models are measured together: on what each customer bought next (`next-week`,
    `next-basket`), or on one held-out article of a basket (`co-purchase`). What is measured is kept, and an interrupted
    run resumes.

    Examples:

    - `python -m stylehub_core evaluate --models raw-text,transactional --json`
    - `python -m stylehub_core evaluate --protocol next-basket --html report.html`
    """
    from stylehub_core.lab.models_table import evaluate as evaluate_models

    names = [name.strip() for name in models.split(",") if name.strip()] or None
    if protocol != "models":
        keep(Workspace(workspace), set_texts, settings_file, unset)
        _evaluate_recommenders(workspace, protocol, names, baseline, json, html=html, csv=csv)
        return
    if html or csv or set_texts or settings_file or unset:
        raise QueryError(
            "--html, --csv, --set, --settings and --unset need a protocol: "
            "add --protocol next-week, next-basket or co-purchase. To change a model's settings, use 'build --set'."
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
    figures = table(measured, len(hub.catalog), baseline)
    if html or csv:
        comparison = compared(hub, measured.protocol, measured.outcomes, baseline=figures.baseline)
        for path, text in ((html, html_report(comparison)), (csv, comparison.to_csv())):
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_text(path, text)
                tell(f"The {'report' if path is html else 'table'} is in {path}.")
    print(figures.to_json() if json else figures.to_text())


def tune(
    protocol: Annotated[Literal["next-week", "next-basket"], typer.Option(help="The protocol to tune for.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    models: Annotated[
        str, typer.Option(help="Names separated by commas; by default, every recommender and model.")
    ] = "",
    trials: Annotated[int, typer.Option(help="Trials for each recommender, the current settings first.")] = 20,
    seconds: Annotated[float, typer.Option(help="Time limit for each recommender; no trial starts after it.")] = 600.0,
    json: JsonOption = False,
) -> None:
    """Search for each recommender's best settings on validation data; `evaluate` and Shopper then use them.

    Every recommender gets the same number of trials. An interrupted search resumes.

    Example: `python -m stylehub_core tune --protocol next-basket --trials 20 --seconds 300`
    """
    from stylehub_core.lab.tune import TuneConfig
    from stylehub_core.lab.tune import tune as search_settings

    names = [name.strip() for name in models.split(",") if name.strip()] or None
    with progress_bar() as progress:
        tuned = search_settings(_open(workspace), protocol, names, TuneConfig(trials, seconds), progress)
    if json:
        print_json(tuned)
        return
    rows = [
        (search.name, search.trials, search.seconds, search.before, search.score, _settings(search.settings))
        for search in tuned.found
    ]
    _show(("", "trials", "seconds", "before", "recall@12 on validation", "settings"), rows)
    for name, reason in tuned.failed.items():
        tell(f"{name}: {reason}")


def _settings(values: dict[str, object]) -> str:
    shown = (f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in values.items())
    return ", ".join(shown) or "no settings to tune"


def export_vectors(
    out: Annotated[Path, typer.Option("--out", "-o", help="The Parquet file to write.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
) -> None:
    """Write a model's article vectors to a Parquet file.

    The columns are `article_id` and `vector`, a list of float32 numbers scaled to unit length.

    Example: `python -m stylehub_core export --model item-text --out item-text.parquet`
    """
    hub = _open(workspace)
    vectors = np.ascontiguousarray(hub.model(model).vectors, dtype=np.float32)
    offsets = pa.array(np.arange(len(vectors) + 1, dtype=np.int32) * vectors.shape[1], pa.int32())
    column = pa.ListArray.from_arrays(offsets, pa.array(vectors.ravel(), pa.float32()))
    write_parquet(pa.table({"article_id": pa.array(hub.catalog.ids.tolist(), pa.string()), "vector": column}), out)
    tell(f"Wrote {len(vectors):,} vectors of {vectors.shape[1]} dimensions to {out}.")


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
        lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file} cannot be read as text ({error}): give a text file with one query a line.") from error
    queries = [line for line in lines if line]
    if not queries:
        raise QueryError(f"{file} has no queries: write one a line.")
    return queries


def _picture(file: Path) -> bytes:
    """The bytes of the file. Whether it is a usable picture is checked by the model that reads it."""
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QueryError(f"The picture {file} cannot be read ({reason}): give a picture file.") from error


def _answer(
    hub: "Hub", key: str, results: Sequence[tuple[str, Sequence["Result"]]], out: Path | None, json: bool
) -> None:
    """Print the results, or write them to `out`.

    key: the column that holds the queries, 'query' or 'article_id'.
    """
    if json and not out:
        print_json([{key: query, "results": list(items)} for query, items in results])
        return
    flat = [(query, item) for query, items in results for item in items]
    other = "article_id" if key == "query" else "neighbour_id"
    table = pa.table(
        {
            key: pa.array([query for query, _ in flat], pa.string()),
            "rank": pa.array([item.rank for _, item in flat], pa.int32()),
            other: pa.array([item.article_id for _, item in flat], pa.string()),
            "score": pa.array([item.score for _, item in flat], pa.float32()),
        }
    )
    if out:
        write_parquet(table, out)
        tell(f"Wrote {len(flat):,} results to {out}.")
        return
    names, colours = hub.articles["prod_name"], hub.articles["colour_group_name"]
    rows = [
        (query, item.rank, item.article_id, names.iat[item.row], colours.iat[item.row], item.score, ", ".join(item.why))
        for query, item in flat
    ]
    _show((key, "rank", "article", "name", "colour", "score", "why"), rows)


def _show_agreement(agreed: "Agreement", changed: list[dict[str, object]]) -> None:
    curve = agreed.curve
    _show(("k", "overlap", "Jaccard", "RBO"), zip(curve.k, curve.overlap, curve.jaccard, curve.rbo, strict=True))
    groups = [(group.name, group.articles, group.change) for group in (*agreed.by_popularity, *agreed.by_group)]
    _show(("group", "articles", "neighbourhood change"), groups)
    _show(("article that changes most", "name", "change"), [tuple(article.values()) for article in changed])


def _show(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        cells = (figure_text(cell) if isinstance(cell, float) else str(cell) for cell in row)
        table.add_row(*(cell.replace("[", "\\[") for cell in cells))
    Console().print(table)


COMMANDS = (search, neighbours, compare, evaluate, tune)
