"""Searches of customers on the command line: of one, and of a file of requests with a customer each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stylehub_core.cli.personal_queries import answered, personal_queries, results_table
from stylehub_core.cli.results import show_results, tell_who_answered, write_table
from stylehub_core.cli.terminal import progress_bar, tell
from stylehub_core.errors import WorkspaceError
from stylehub_core.number_text import counted
from stylehub_core.request import Request

if TYPE_CHECKING:
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lab.personal import PersonalSearch
    from stylehub_core.search.recipe import Mode, Page
    from stylehub_core.search.results import Results


Search = Callable[[Request, str, "Page", "Mode", bool], "Results"]


def asker(hub: "Hub", customer: str, weight: float | None) -> tuple[Search, Callable[[Request], str]]:
    """(a search by this customer, the model that usually answers its requests). It is prepared first, if needed."""
    from stylehub_core.shopper.customers import find_customer

    row, personal = find_customer(hub.catalog, customer).row, _prepared(hub)
    history = personal.serving.history(row)

    def search(request: Request, model: str, page: "Page", mode: "Mode", literally: bool) -> "Results":
        own = replace(request, history=history)
        return personal.search(own, model, page, mode=mode, weight=weight, literally=literally)

    return search, personal.usual_model


def answer_file(
    hub: "Hub", file: Path, model: str, page: "Page", mode: "Mode", weight: float | None, out: Path | None,
    json: bool, *, literally: bool = False,
) -> None:  # fmt: skip
    """Print or write the answers to a file of requests with a customer each."""
    queries = personal_queries(file)
    personal = _prepared(hub)
    with progress_bar() as progress:
        results = answered(personal, file, queries, model, page, mode, weight, progress, literally=literally)
    if out:
        write_table(results_table(results), out)
        tell(f"Wrote the results of {counted(len(queries), 'query', 'queries')} to {out}.")
        return
    customers = [query.customer_id for query, _ in results]
    answers = [(query.query, found.items) for query, found in results]
    show_results(hub, "query", answers, None, json, customers, [found.described for _, found in results])
    tell_who_answered(hub, model or personal.model, mode)


def _prepared(hub: "Hub") -> "PersonalSearch":
    from stylehub_core.lab.personal import PersonalSearch
    from stylehub_core.lab.serving import Serving

    personal = PersonalSearch(Serving(hub, "today"))
    if not personal.is_ready:
        tell("Searches with a customer are prepared first. This is done once and takes minutes on a large catalogue.")
    try:
        with progress_bar() as progress:
            personal.prepare(progress)
    except WorkspaceError as error:
        raise WorkspaceError(f"Searches with a customer are not prepared yet. {error}") from error
    return personal
