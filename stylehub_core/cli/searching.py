"""Commands that find articles: search and neighbours."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stylehub_core.cli.picture_folder import PictureFolder
from stylehub_core.cli.results import check_table_file, opened_hub, show_results, tell_reading, tell_who_answered
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    CountOption,
    JsonOption,
    ModelOption,
    OutOption,
    WorkspaceOption,
    readable,
)
from stylehub_core.cli.text_file import query_lines
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import picture_file
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.request import Region, Request

if TYPE_CHECKING:
    from stylehub_core.search.results import Results

Mode = Annotated[
    Literal["fused", "model", "words"],
    typer.Option(help="Rank by model and words together, by the model alone, or by words alone."),
]
PicturesOption = Annotated[
    Path | None, typer.Option(help="A folder of picture files, each of which is searched by.", show_default=False)
]
LikeOption = Annotated[
    list[str] | None,
    typer.Option(help="The id of an article that you like; may be given several times.", show_default=False),
]
UnlikeOption = Annotated[
    list[str] | None,
    typer.Option(help="The id of an article that you do not like; may be given several times.", show_default=False),
]
_WEIGHT_HELP = (
    "How much the picture, or without one the liked articles, count beside the text, from 0 to 1. Default: 0.5."
)
_USUAL_WEIGHT = Request.picture_share
_MODEL_HELP = (
    "A built model. Default: the one that answers words best (item-text, or else raw-text), or photo if there is a "
    "picture; for a customer's words, the model that the order was learned with."
)


def search(
    text: Annotated[str, typer.Argument(help="The text to search for.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: Annotated[str, typer.Option("--model", "-m", help=_MODEL_HELP, show_default=False)] = "",
    k: CountOption = 12,
    mode: Mode = "fused",
    picture: Annotated[Path | None, typer.Option(help="A picture file to search by, alone or with the text.")] = None,
    pictures: PicturesOption = None,
    region: Annotated[
        str, typer.Option(help="The part of the picture that counts: x,y,width,height as shares of it.")
    ] = "",
    weight: Annotated[float | None, typer.Option(help=_WEIGHT_HELP, show_default=False)] = None,
    like: LikeOption = None,
    unlike: UnlikeOption = None,
    queries: Annotated[
        Path | None,
        typer.Option(help="A file with one query a line, or a .csv with query, customer_id and perhaps day."),
    ] = None,
    customer: Annotated[
        str, typer.Option(help="The customer who asks: an id, or its beginning. The order then is this customer's own.")
    ] = "",
    personal: Annotated[
        float | None,
        typer.Option(help="How much the customer counts: 0 for just the words, 1 for just the customer.", min=0, max=1),
    ] = None,
    by_product: Annotated[
        bool, typer.Option("--by-product", help="One result a product: of its colours, the one that fits best.")
    ] = False,
    literal: Annotated[
        bool, typer.Option("--literal", help="Search for the words as they are: exclude and correct nothing.")
    ] = False,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Find articles by text, by a picture, by articles that you like, or by all of them together.

    Examples:

    - `python -m stylehub_core search "navy wool coat" --model item-text`
    - `python -m stylehub_core search --queries queries.txt --out results.parquet`
    - `python -m stylehub_core search "black dress" --customer 00a1b2c3 --personal 0.7`
    - `python -m stylehub_core search --queries requests.csv --out results.parquet`
    - `python -m stylehub_core search "but in red" --picture dress.jpg --weight 0.6`
    - `python -m stylehub_core search --pictures photos --region 0.2,0.1,0.6,0.8 --out results.parquet`
    - `python -m stylehub_core search "summer dress" --like 0108775015 --unlike 0706016001`
    - `python -m stylehub_core search "knitted jumper" --by-product`
    - `python -m stylehub_core search "coat without a belt, for women, under 60"`
    """
    check_table_file(out)
    own = {"--customer": customer, "--like": like, "--unlike": unlike, "--region": region, "--weight": weight}
    _check_one_source(text, picture, pictures, queries, own)
    if personal is not None and not (customer or _is_csv(queries)):
        raise QueryError("--personal says how much a customer counts: give --customer ID too.")
    if weight is not None and not (picture or pictures or like):
        raise QueryError(
            "--weight says how much a picture, or what is liked, counts beside the text: give --picture FILE or "
            "--like ID too."
        )
    part = Region.read(region) if region else None
    hub = opened_hub(workspace)
    from stylehub_core.cli.asking import answer_file, asker
    from stylehub_core.search.liked import Liked
    from stylehub_core.search.recipe import Page

    page, liked = Page(k, by_product=by_product), Liked.of(hub.catalog, like or (), unlike or ())
    if queries and _is_csv(queries):
        answer_file(hub, queries, model, page, mode, personal, out, json, literally=literal)
        return
    asked_by, usual_model = asker(hub, customer, personal) if customer else (None, hub.usual_model)
    name = model or usual_model(Request(picture=b"picture") if picture or pictures else Request("text"))
    share = _USUAL_WEIGHT if weight is None else weight

    def found(query: str, text: str, content: bytes | None = None) -> tuple[str, "Results"]:
        request = Request(text, content, part, share, liked.like, liked.unlike)
        if asked_by is not None:
            return query, asked_by(request, name, page, mode, literal)
        return query, hub.search(request, name, page, mode=mode, literally=literal)

    def found_by(file: Path) -> tuple[str, "Results"]:
        return found(file.name, readable(text), picture_file(file))

    if pictures:
        folder = PictureFolder(pictures)
        results = [answer for file in folder.files if (answer := folder.answer(file, found_by))]
        folder.tell()
    elif picture:
        results = [found_by(picture)]
    else:
        texts = query_lines(queries) if queries else [readable(text)]
        results = [found(query, query) for query in texts]
    answers = [(query, of_query.items) for query, of_query in results]
    readings = [of_query.described for _, of_query in results] if text or queries else ()
    show_results(hub, "query", answers, out, json, readings=readings)
    for query, of_query in results:
        tell_reading(query, of_query)
    tell_who_answered(hub, name, mode)


def neighbours(
    article_ids: Annotated[list[str], typer.Argument(help="One or more article ids.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
    k: CountOption = 12,
    variants: Annotated[bool, typer.Option(help="Include other colours of the same product.")] = True,
    bought: Annotated[
        bool, typer.Option("--bought", help="What customers bought with them on the same day, without a model.")
    ] = False,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Find the nearest neighbours of articles, or what was bought with them; then the score is how often.

    Example: `python -m stylehub_core neighbours 0108775015 0706016001 --model transactional --no-variants`
    """
    check_table_file(out)
    hub = opened_hub(workspace)
    from stylehub_core.hub.related import together_with
    from stylehub_core.search.recipe import Page

    page = Page(k, variants=variants)
    results = [
        (
            article_id,
            together_with(hub, article_id, page) if bought else hub.neighbours(article_id, model, page).items,
        )
        for article_id in article_ids
    ]
    show_results(hub, "article_id", results, out, json)


def _check_one_source(
    text: str, picture: Path | None, pictures: Path | None, queries: Path | None, own: Mapping[str, object]
) -> None:
    """Raises QueryError if the options contradict each other.

    own: by name, the values of the options that a .csv file of requests has no use for.
    """
    if queries and (text or picture or pictures):
        raise QueryError("--queries cannot be used together with a text or a picture: leave one of the two out.")
    if picture and pictures:
        raise QueryError("--picture and --pictures cannot be used together: leave one of the two out.")
    given = [name for name, value in own.items() if value not in (None, "", [])]
    if _is_csv(queries) and given:
        raise QueryError(
            f"{queries} holds whole requests, each with its customer, so {given[0]} cannot be used with it: leave "
            f"{given[0]} out, or give a text file with one query a line."
        )


def _is_csv(queries: Path | None) -> bool:
    """Whether it is a file of requests with a customer each, not of one query a line."""
    return queries is not None and queries.suffix.lower() == ".csv"


COMMANDS = (search, neighbours)
