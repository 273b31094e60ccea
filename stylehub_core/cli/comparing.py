"""The command that lists where texts and pictures disagree."""

from typing import Annotated, Literal

import typer

from stylehub_core.cli.results import check_table_file, give_table, opened_hub
from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, JsonOption, OutOption, WorkspaceOption
from stylehub_core.errors import QueryError

_SHOWN = ("rank", "article_id", "name", "alignment", "sentence", "flagged")


def alignment(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    k: Annotated[int, typer.Option("--k", "-k", help="Number of articles, the worst first; 0 for all.")] = 50,
    attribute: Annotated[
        str, typer.Option(help="Only those that disagree about this: type, colour or pattern.", show_default=False)
    ] = "",
    flags: Annotated[
        Literal["all", "flagged", "not-flagged"],
        typer.Option(help="All articles, only those that people have flagged, or only the others."),
    ] = "all",
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """List the articles whose text and picture disagree, the worst first.

    The alignment is the probability that the text is right. It is told by classifiers that have not seen the article's
    text. `flag` and `unflag` set the flags.

    Examples:

    - `python -m stylehub_core alignment --k 50 --attribute colour --out wrong.csv`
    - `python -m stylehub_core alignment --k 0 --flags flagged --out flagged.csv`
    """
    if k < 0:
        raise QueryError(f"--k cannot be {k}: give a number of articles, or 0 for all.")
    check_table_file(out)
    hub = opened_hub(workspace)
    from stylehub_core.hub.disagreeing import disagreement_table

    table = disagreement_table(hub, k or None, attribute, flags)
    shown = table[list(_SHOWN)].assign(flagged=table["flagged"].map({True: "flagged", False: ""}))
    give_table(table, "article", out, json, shown)


COMMANDS = (alignment,)
