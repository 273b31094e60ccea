"""Commands that measure and compare what is built: compare, evaluate, tune, export."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
import pyarrow as pa
import typer

from stylehub_core.cli.output_file import output_file
from stylehub_core.cli.results import check_parquet_file, opened_hub, show, vector_column, write_parquet
from stylehub_core.cli.settings import SetOption, SettingsOption, UnsetOption, keep
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    CountOption,
    JsonOption,
    ModelOption,
    WorkspaceOption,
    print_json,
    progress_bar,
    tell,
)
from stylehub_core.errors import LEFT_OUT, QueryError
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.workspace import Workspace

if TYPE_CHECKING:
    from stylehub_core.search.agreement import Agreement


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

    hub = opened_hub(workspace)
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
        Literal["models", "next-week", "next-basket", "co-purchase", "outfits", "outfits-disjoint"],
        typer.Option(
            help="models: the figures on the Compare screen; outfits and outfits-disjoint: set scorers on held-out "
            "outfits; the others: recommenders on held-out purchases."
        ),
    ] = "models",
    baseline: Annotated[
        str,
        typer.Option(
            help="With a protocol of recommenders: what to measure gains over; by default, the best baseline."
        ),
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
    `next-basket`), or on one held-out article of a basket (`co-purchase`). Set scorers are measured on held-out
    outfits (`outfits`), also with articles that no outfit has (`outfits-disjoint`). What is measured is kept, and an
    interrupted run resumes.

    Examples:

    - `python -m stylehub_core evaluate --models raw-text,transactional --json`
    - `python -m stylehub_core evaluate --protocol next-basket --html report.html`
    - `python -m stylehub_core evaluate --protocol outfits --html outfits.html`
    """
    from stylehub_core.lab.models_table import evaluate as evaluate_models

    names = [name.strip() for name in models.split(",") if name.strip()] or None
    if protocol in ("outfits", "outfits-disjoint"):
        if baseline or set_texts or settings_file or unset:
            raise QueryError(
                f"--protocol {protocol} takes --models, --html, --csv and --json alone: leave --baseline, --set, "
                "--settings and --unset out."
            )
        _evaluate_set_scorers(workspace, protocol, names, json, html=html, csv=csv)
        return
    if protocol != "models":
        keep(Workspace(workspace), set_texts, settings_file, unset)
        _evaluate_recommenders(workspace, protocol, names, baseline, json, html=html, csv=csv)
        return
    if html or csv or set_texts or settings_file or unset:
        raise QueryError(
            "--html, --csv, --set, --settings and --unset need a protocol: add --protocol next-week, next-basket or "
            "co-purchase, or for --html and --csv also outfits or outfits-disjoint. To change a model's settings, use "
            "'build --set'."
        )
    with progress_bar() as progress:
        table = evaluate_models(opened_hub(workspace), names, progress)
    print(table.to_json() if json else table.to_text())


def _evaluate_set_scorers(
    workspace: Path, protocol: Literal["outfits", "outfits-disjoint"], names: list[str] | None, json: bool, *,
    html: Path | None, csv: Path | None,
) -> None:  # fmt: skip
    from stylehub_core.lab.outfit_report import html_report
    from stylehub_core.lab.outfits import measure_outfits

    with progress_bar() as progress:
        table = measure_outfits(opened_hub(workspace), protocol, names, progress)
    if html:
        _write("report", html_report(table), html, "--html")
    if csv:
        _write("table", table.to_csv(), csv, "--csv")
    print(table.to_json() if json else table.to_text())
    if table.failed:
        tell("; ".join(f"{name} was not measured: {why}" for name, why in table.failed.items()))
        raise typer.Exit(LEFT_OUT)


def _evaluate_recommenders(
    workspace: Path, protocol: str, names: list[str] | None, baseline: str, json: bool, *,
    html: Path | None, csv: Path | None,
) -> None:  # fmt: skip
    from stylehub_core.lab.comparison import compared
    from stylehub_core.lab.report import html_report
    from stylehub_core.lab.run import run
    from stylehub_core.lab.table import table

    hub = opened_hub(workspace)
    with progress_bar() as progress:
        measured = run(hub, protocol, names, progress)
    figures = table(measured, len(hub.catalog), baseline)
    if html or csv:
        comparison = compared(hub, measured.protocol, measured.outcomes, baseline=figures.baseline)
        if html:
            _write("report", html_report(comparison), html, "--html")
        if csv:
            _write("table", comparison.to_csv(), csv, "--csv")
    print(figures.to_json() if json else figures.to_text())


def _write(kind: str, text: str, path: Path, option: str) -> None:
    with output_file(path, option) as partial:
        partial.write_text(text)
    tell(f"The {kind} is in {path}.")


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
        tuned = search_settings(opened_hub(workspace), protocol, names, TuneConfig(trials, seconds), progress)
    if json:
        print_json(tuned)
        return
    rows = [
        (search.name, search.trials, search.seconds, search.before, search.score, _settings(search.settings))
        for search in tuned.found
    ]
    show(("", "trials", "seconds", "before", "recall@12 on validation", "settings"), rows)
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
    check_parquet_file(out)
    hub = opened_hub(workspace)
    vectors = np.asarray(hub.model(model).vectors)
    ids = pa.array(hub.catalog.ids.tolist(), pa.string())
    write_parquet(pa.table({"article_id": ids, "vector": vector_column(vectors)}), out)
    tell(f"Wrote {len(vectors):,} vectors of {vectors.shape[1]} dimensions to {out}.")


def _show_agreement(agreed: "Agreement", changed: list[dict[str, object]]) -> None:
    curve = agreed.curve
    show(("k", "overlap", "Jaccard", "RBO"), zip(curve.k, curve.overlap, curve.jaccard, curve.rbo, strict=True))
    groups = [(group.name, group.articles, group.change) for group in (*agreed.by_popularity, *agreed.by_group)]
    show(("group", "articles", "neighbourhood change"), groups)
    show(("article that changes most", "name", "change"), [tuple(article.values()) for article in changed])


COMMANDS = (compare, evaluate, tune)
