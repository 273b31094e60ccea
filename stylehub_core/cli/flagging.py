"""Commands for the flags of the Alignment screen: flags, flag, unflag."""

from typing import Annotated

import typer

from stylehub_core.cli.results import check_table_file, opened_hub, show, write_table
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    JsonOption,
    OutOption,
    WorkspaceOption,
    print_json,
    readable,
    tell,
)
from stylehub_core.errors import QueryError
from stylehub_core.number_text import counted


def flags(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """List the articles that people have flagged, the latest first, with the reason and the time.

    They are those of the Alignment screen. `alignment --flags flagged` lists them as that screen does.

    Example: `python -m stylehub_core flags --out flagged.csv`
    """
    check_table_file(out)
    from stylehub_core.hub.flagging import COLUMNS, flag_table

    table = flag_table(opened_hub(workspace))
    if out:
        write_table(table, out)
        tell(f"Wrote {counted(len(table), 'article')} to {out}.")
    elif json:
        print_json(table.to_dict("records"))
    elif len(table):
        show(COLUMNS, table.itertuples(index=False))
    else:
        tell("Nothing is flagged.")


def flag(
    article_ids: Annotated[list[str], typer.Argument(help="One or more article ids.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    why: Annotated[
        str, typer.Option(help="What is wrong; by default, what text and picture disagree about.", show_default=False)
    ] = "",
) -> None:
    """Flag articles because their text or picture is wrong, as on the Alignment screen.

    Example: `python -m stylehub_core flag 0108775015 --why "The picture is of another article."`
    """
    from stylehub_core.hub.flagging import flag_articles

    flag_articles(opened_hub(workspace), article_ids, readable(why))
    tell(f"Flagged: {', '.join(article_ids)}.")


def unflag(
    article_ids: Annotated[
        list[str] | None, typer.Argument(help="One or more article ids.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    every: Annotated[bool, typer.Option("--all", help="Take all flags back.")] = False,
) -> None:
    """Take flags back.

    Examples:

    - `python -m stylehub_core unflag 0108775015`
    - `python -m stylehub_core unflag --all`
    """
    if bool(article_ids) == every:
        raise QueryError("Give either the ids of articles or --all, not both or neither.")
    from stylehub_core.alignment.flags import flagged
    from stylehub_core.hub.flagging import unflag_articles

    hub = opened_hub(workspace)
    ids = article_ids or sorted(flagged(hub.workspace))
    unflag_articles(hub, ids)
    tell(f"Took {counted(len(ids), 'flag')} back.")


COMMANDS = (flags, flag, unflag)
