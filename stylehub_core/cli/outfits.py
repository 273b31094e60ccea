"""The commands about outfits: outfit score, complete, compose, check, swap and picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stylehub_core.cli.results import check_table_file, give_table, opened_hub, show
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    CountOption,
    JsonOption,
    OutOption,
    WorkspaceOption,
    print_json,
    tell,
)

if TYPE_CHECKING:
    from stylehub_core.opened_outfits import OpenedOutfits

app = typer.Typer(help="How well articles go together, and what completes an outfit.", no_args_is_help=True)

ScorerOption = Annotated[str, typer.Option("--model", "-m", help="A built set scorer, such as mean-cosine.")]


UsualScorerOption = Annotated[
    str, typer.Option("--model", "-m", help="A built set scorer; by default stylist, or the best that is built.")
]
WearerOption = Annotated[str, typer.Option(help="Who would wear it: a customer_id, or its beginning.")]


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
    customer: WearerOption = "",
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """List the articles of a slot that complete an outfit best.

    Example: `python -m stylehub_core outfit complete --model mean-cosine 0706016001 --slot shoes -k 12`
    """
    import pandas as pd

    from stylehub_core.hub.outfit_members import members
    from stylehub_core.hub.outfitting import Outfitting
    from stylehub_core.outfits.slots import slot_named
    from stylehub_core.shopper.customers import find_customer

    check_table_file(out)
    hub = opened_hub(workspace)
    wearer = find_customer(hub.catalog, customer).row if customer else -1
    rows = members(hub.catalog, article_ids)
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


@app.command()
def compose(
    article_ids: Annotated[list[str] | None, typer.Argument(help="Articles that every look has.")] = None,
    text: Annotated[str, typer.Option(help="What the looks are for, such as 'a summer wedding'.")] = "",
    picture: Annotated[Path | None, typer.Option(help="A picture of something to wear.")] = None,
    customer: WearerOption = "",
    model: UsualScorerOption = "",
    looks: Annotated[int, typer.Option("--looks", "-n", help="How many looks, at most.")] = 3,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Put looks together from articles, a text, a picture, a customer, or nothing: then from bestsellers.

    Any two looks share at most half of their articles.

    Example: `python -m stylehub_core outfit compose --text "what to wear to a summer wedding"`
    """
    from stylehub_core.hub.outfit_tables import for_reading

    shop = _outfits(workspace, out)
    found = shop.compose(
        article_ids or [], text=text, picture=picture, customer=customer, scorer=model, looks=looks
    )  # fmt: skip
    give_table(found, "article", out, json, for_reading(found))


@app.command()
def check(
    articles: Annotated[list[str], typer.Argument(help="Two articles or more, by id or by name.")],
    customer: WearerOption = "",
    model: UsualScorerOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Say how good an outfit is, which article fits the rest least, and which swap helps most.

    Example: `python -m stylehub_core outfit check 0706016001 0372860001 0610776002`
    """
    facts = _outfits(workspace).check(articles, customer=customer, scorer=model)
    if json:
        print_json(facts)
        return
    swap = f"Swap {facts['swap_out']} for {facts['swap_in']}." if facts["swap_in"] else "No single swap helps."
    show(["", ""], [["standing", facts["standing"]], ["weakest", facts["weakest_link"]], ["swap", swap]])


@app.command()
def swap(
    article_ids: Annotated[list[str], typer.Argument(help="The articles of the outfit.")],
    instead_of: Annotated[str, typer.Option(help="The article of the outfit to find others for.")],
    customer: WearerOption = "",
    model: UsualScorerOption = "",
    k: CountOption = 12,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """List the articles that best take the place of one, given the rest of the outfit.

    Example: `python -m stylehub_core outfit swap 0706016001 0372860001 --instead-of 0372860001`
    """
    from stylehub_core.hub.outfit_tables import for_reading

    shop = _outfits(workspace, out)
    found = shop.swap(article_ids, instead_of, k=k, customer=customer, scorer=model)
    give_table(found, "article", out, json, for_reading(found))


@app.command()
def picture(
    article_ids: Annotated[list[str], typer.Argument(help="The articles of the outfit.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="A .png file.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Draw an outfit as one picture, with names and the price in all.

    Example: `python -m stylehub_core outfit picture 0706016001 0372860001 --out look.png`
    """
    from stylehub_core.hub.outfit_picture import write_outfit_png

    hub = opened_hub(workspace)
    write_outfit_png(hub, hub.catalog.rows_of(article_ids), out)
    tell(f"Wrote the outfit to {out}.")


def _outfits(workspace: Path, out: Path | None = None) -> "OpenedOutfits":
    """The outfits of a workspace. Raises QueryError if the answer cannot be written to `out`."""
    from stylehub_core.opened_outfits import OpenedOutfits

    check_table_file(out)
    return OpenedOutfits(opened_hub(workspace))
