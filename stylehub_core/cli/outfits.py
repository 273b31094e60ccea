"""The commands about outfits: outfit score, outfit complete."""

from pathlib import Path
from typing import Annotated

import typer

from stylehub_core.cli.results import check_table_file, give_table, opened_hub
from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, CountOption, JsonOption, OutOption, WorkspaceOption

app = typer.Typer(help="How well articles go together, and what completes an outfit.", no_args_is_help=True)

ScorerOption = Annotated[str, typer.Option("--model", "-m", help="A built set scorer, such as mean-cosine.")]


@app.command()
def score(
    model: ScorerOption,
    sets: Annotated[
        Path, typer.Option(help="A CSV file: set_id, article_id and perhaps customer_id; a line for each article.")
    ],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Score sets of articles: higher goes together better. `weakest` is the article that fits the rest least.

    Sets have 2 to 50 articles. Scores are comparable within one set scorer.

    Example: `python -m stylehub_core outfit score --model mean-cosine --sets sets.csv --out scores.parquet`
    """
    import pandas as pd

    from stylehub_core.cli.sets_file import given_sets
    from stylehub_core.hub.outfitting import Outfitting

    check_table_file(out)
    hub = opened_hub(workspace)
    given = given_sets(sets, hub.catalog)
    judged = Outfitting(hub).judged(model, given.sets, given.customers)
    table = pd.DataFrame({"set_id": given.ids, "score": judged.scores, "weakest": hub.catalog.ids[judged.weakest]})
    give_table(table, "set", out, json)


@app.command()
def complete(
    article_ids: Annotated[list[str], typer.Argument(help="The articles of the outfit so far.")],
    model: ScorerOption,
    slot: Annotated[str, typer.Option(help="What is missing: upper, lower, full, shoes or accessories.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    k: CountOption = 12,
    customer: Annotated[str, typer.Option(help="Who would wear it: a customer_id, or its beginning.")] = "",
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """List the articles of a slot that complete an outfit best.

    Example: `python -m stylehub_core outfit complete --model mean-cosine 0706016001 --slot shoes -k 12`
    """
    import pandas as pd

    from stylehub_core.hub.outfitting import Outfitting
    from stylehub_core.outfits.slots import slot_named
    from stylehub_core.shopper.customers import find_customer

    check_table_file(out)
    hub = opened_hub(workspace)
    wearer = find_customer(hub.catalog, customer).row if customer else -1
    rows = hub.catalog.rows_of(article_ids)
    found = Outfitting(hub).completions(model, rows, slot_named(slot), k, wearer)
    table = pd.DataFrame(
        {
            "rank": range(1, len(found.rows) + 1),
            "article_id": hub.catalog.ids[found.rows],
            "name": hub.articles["prod_name"].iloc[found.rows].tolist(),
            "score": found.scores,
        }
    )
    give_table(table, "article", out, json)
