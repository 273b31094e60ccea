"""The command that lists where texts and pictures disagree."""

from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from stylehub_core.cli.results import opened_hub, show, write_parquet
from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, print_json, tell
from stylehub_core.errors import QueryError
from stylehub_core.files import write_text
from stylehub_core.number_text import counted

_SHOWN = ("rank", "article_id", "name", "alignment", "sentence", "flagged")


def alignment(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    k: Annotated[int, typer.Option("--k", "-k", help="Number of articles, the worst first; 0 for all.")] = 50,
    attribute: Annotated[
        str, typer.Option(help="Only those that disagree about this: type, colour or pattern.", show_default=False)
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A .csv or .parquet file for the list.")] = None,
    json: JsonOption = False,
) -> None:
    """List the articles whose text and picture disagree, the worst first.

    The alignment is the probability that the text is right. It is told by classifiers that have not seen the article's
    text.

    Example: `python -m stylehub_core alignment --k 50 --attribute colour --out wrong.csv`
    """
    if k < 0:
        raise QueryError(f"--k cannot be {k}: give a number of articles, or 0 for all.")
    if out and out.suffix.lower() not in (".csv", ".parquet"):
        raise QueryError(f"The list cannot be written to {out}: give a name that ends in .csv or .parquet.")
    hub = opened_hub(workspace)
    from stylehub_core.hub.disagreeing import disagreement_table

    table = disagreement_table(hub, k or None, attribute)
    if out:
        if out.suffix.lower() == ".parquet":
            write_parquet(pa.Table.from_pandas(table, preserve_index=False), out)
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            write_text(out, table.to_csv(index=False))
        tell(f"Wrote {counted(len(table), 'article')} to {out}.")
    elif json:
        print_json(table.to_dict("records"))
    else:
        rows = table[list(_SHOWN)].assign(flagged=table["flagged"].map({True: "flagged", False: ""}))
        show(_SHOWN, rows.itertuples(index=False))


COMMANDS = (alignment,)
