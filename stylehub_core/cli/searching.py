"""Commands that find articles, and those that give texts and pictures a vector: search, neighbours, embed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import numpy as np
import pyarrow as pa
import typer

from stylehub_core.arrays import FloatVector
from stylehub_core.cli.results import opened_hub, show_results, vector_column, write_parquet
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    CountOption,
    JsonOption,
    ModelOption,
    OutOption,
    WorkspaceOption,
    progress_bar,
    readable,
    tell,
)
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import picture_file
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.number_text import counted
from stylehub_core.request import Region, Request

if TYPE_CHECKING:
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lab.personal import PersonalSearch
    from stylehub_core.search.recipe import Mode as SearchMode
    from stylehub_core.search.recipe import Page
    from stylehub_core.search.results import Result

Mode = Annotated[
    Literal["fused", "model", "words"],
    typer.Option(help="Rank by model and words together, by the model alone, or by words alone."),
]
PicturesOption = Annotated[
    Path | None, typer.Option(help="A folder of picture files, each of which is searched by.", show_default=False)
]
T = TypeVar("T")
LikeOption = Annotated[
    list[str] | None,
    typer.Option(help="The id of an article that you like; may be given several times.", show_default=False),
]
UnlikeOption = Annotated[
    list[str] | None,
    typer.Option(help="The id of an article that you do not like; may be given several times.", show_default=False),
]
_WEIGHT_HELP = "How much the picture, or without one the liked articles, count beside the text, from 0 to 1."
_MODEL_HELP = "A built model. Default: raw-text, or photo if there is a picture."


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
    weight: Annotated[float, typer.Option(help=_WEIGHT_HELP)] = 0.5,
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
    """
    _check_one_source(text, picture, pictures, queries)
    part = Region.read(region) if region else None
    hub = opened_hub(workspace)
    from stylehub_core.search.liked import Liked
    from stylehub_core.search.recipe import Page

    page, liked = Page(k), Liked.of(hub.catalog, like or (), unlike or ())
    if queries and queries.suffix.lower() == ".csv":
        _answer_file(hub, queries, model, page, mode, personal, out, json)
        return
    if personal is not None and not customer:
        raise QueryError("--personal says how much a customer counts: give --customer ID too.")
    asker = _asker(hub, customer, personal) if customer else None

    def found(query: str, request: Request) -> tuple[str, "tuple[Result, ...]"]:
        request = replace(request, like=liked.like, unlike=liked.unlike)
        if asker is not None:
            return query, asker(request, model, page, mode)
        return query, hub.search(request, model or hub.usual_model(request), page, mode=mode).items

    def found_by(file: Path) -> tuple[str, "tuple[Result, ...]"]:
        return found(file.name, Request(readable(text), picture_file(file), part, weight))

    if pictures:
        usable = _Usable()
        answers = (usable.answer(file.name, partial(found_by, file)) for file in _picture_files(pictures))
        results = [answer for answer in answers if answer]
        usable.tell()
    elif picture:
        results = [found_by(picture)]
    else:
        texts = _lines(queries) if queries else [readable(text)]
        results = [found(query, Request(query, region=part)) for query in texts]
    show_results(hub, "query", results, out, json)


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


def embed(
    out: OutOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: ModelOption = FIRST_MODEL,
    texts: Annotated[Path | None, typer.Option(help="A text file; each line is a text.", show_default=False)] = None,
    pictures: Annotated[Path | None, typer.Option(help="A folder of picture files.", show_default=False)] = None,
) -> None:
    """Write the vectors of texts or pictures in a model's space to a Parquet file.

    The columns are `input`, the line or the file's name, and `vector`, a list of float32 numbers of unit length.
    Lines keep their order, files are sorted by name.

    Example: `python -m stylehub_core embed --model photo --pictures photos --out photos.parquet`
    """
    if out is None:
        raise QueryError("Say where the vectors go: give --out FILE.parquet.")
    if (texts is None) == (pictures is None):
        raise QueryError("Give either --texts FILE or --pictures FOLDER, one of the two.")
    opened = opened_hub(workspace).opened(model)
    inputs: list[str] = []
    if texts is not None:
        opened.check(Request("text"))
        inputs = [line.removesuffix("\r") for line in _text(texts).removesuffix("\n").split("\n")]
        if inputs == [""]:
            raise QueryError(f"{texts} is empty: write one text a line.")
        vectors = opened.text_vectors(inputs)
    else:
        assert pictures is not None
        opened.check(Request(picture=b"picture"))
        usable, found = _Usable(), []

        def vector_of(file: Path) -> FloatVector:
            return opened.picture_vector(picture_file(file))

        with progress_bar() as progress:
            files = _picture_files(pictures)
            for done, file in enumerate(files):
                progress("pictures", done, len(files))
                vector = usable.answer(file.name, partial(vector_of, file))
                if vector is not None:
                    inputs.append(file.name)
                    found.append(vector)
        usable.tell()
        vectors = np.stack(found)
    write_parquet(pa.table({"input": pa.array(inputs, pa.string()), "vector": vector_column(vectors)}), out)
    tell(f"Wrote {counted(len(vectors), 'vector')} of {vectors.shape[1]} dimensions to {out}.")


def _asker(
    hub: "Hub", customer: str, weight: float | None
) -> Callable[[Request, str, "Page", "SearchMode"], "tuple[Result, ...]"]:
    """A search by this customer. It is prepared first, if it is not yet."""
    from stylehub_core.shopper.customers import find_customer

    row, personal = find_customer(hub.catalog, customer).row, _prepared(hub)
    history = personal.serving.history(row)

    def search(request: Request, model: str, page: "Page", mode: "SearchMode") -> "tuple[Result, ...]":
        return personal.search(replace(request, history=history), model, page, mode=mode, weight=weight).items

    return search


def _answer_file(
    hub: "Hub", file: Path, model: str, page: "Page", mode: "SearchMode", weight: float | None, out: Path | None,
    json: bool,
) -> None:  # fmt: skip
    """Answer a file of requests with a customer each."""
    from stylehub_core.cli.personal_queries import answered, personal_queries, results_table

    queries = personal_queries(file)
    personal = _prepared(hub)
    with progress_bar() as progress:
        results = answered(personal, file, queries, model, page, mode, weight, progress)
    if out:
        write_parquet(results_table(results), out)
        tell(f"Wrote the results of {counted(len(queries), 'query', 'queries')} to {out}.")
        return
    show_results(hub, "query", [(query.query, items) for query, items in results], None, json)


def _prepared(hub: "Hub") -> "PersonalSearch":
    from stylehub_core.lab.personal import PersonalSearch
    from stylehub_core.lab.serving import Serving

    personal = PersonalSearch(Serving(hub, "today"))
    with progress_bar() as progress:
        personal.prepare(progress)
    return personal


class _Usable:
    """Notes the picture files that cannot be used, so that the others can."""

    def __init__(self) -> None:
        self.used, self.reasons = 0, dict[str, str]()

    def answer(self, name: str, work: "Callable[[], T]") -> "T | None":
        """What `work` returns; None, with the reason noted, if it raises QueryError."""
        try:
            result = work()
        except QueryError as error:
            self.reasons[name] = str(error)
            return None
        self.used += 1
        return result

    def tell(self) -> None:
        """Say what was left out. Raises QueryError if nothing is left."""
        if not self.reasons:
            return
        name, reason = next(iter(self.reasons.items()))
        if not self.used:
            raise QueryError(f"None of the files can be used. {name}: {reason}")
        tell(f"Left out: {counted(len(self.reasons), 'file')} that cannot be used, such as {name}. {reason}")


def _check_one_source(text: str, picture: Path | None, pictures: Path | None, queries: Path | None) -> None:
    if queries and (text or picture or pictures):
        raise QueryError("--queries cannot be used together with a text or a picture: leave one of the two out.")
    if picture and pictures:
        raise QueryError("--picture and --pictures cannot be used together: leave one of the two out.")


def _picture_files(folder: Path) -> list[Path]:
    """The files in the folder, sorted by name. Links are followed; hidden files are left out."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QueryError(f"The folder {folder} cannot be read ({reason}): give a folder of picture files.") from error
    if not files:
        raise QueryError(f"There is no file in {folder}: give a folder of picture files.")
    return files


def _lines(file: Path) -> list[str]:
    """The lines that are not empty, without spaces around them."""
    queries = [line.strip() for line in _text(file).splitlines() if line.strip()]
    if not queries:
        raise QueryError(f"{file} has no queries: write one a line.")
    return queries


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file} cannot be read as text ({error}): give a text file with one query a line.") from error


COMMANDS = (search, neighbours, embed)
