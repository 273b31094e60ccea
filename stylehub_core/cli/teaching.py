"""The command for a classroom: lesson."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, print_json, progress_bar
from stylehub_core.number_text import figure_text

if TYPE_CHECKING:
    from stylehub_core.lesson.run import Run


def lesson(
    preset: Annotated[
        Literal["failure", "cure"], typer.Option(help="The study's transactional training, or what cures it.")
    ] = "failure",
    change: Annotated[
        str, typer.Option("--set", help="One thing to change: pairs, source, temperature, batch, mask or log_q.")
    ] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Change one thing in a training and see what comes of it: at most two minutes, on a part of large data.

    With nothing changed, the two presets are compared. What is trained already is not trained again.

    Examples: `lesson --preset failure`, `lesson --preset failure --set pairs=fresh`, `lesson --set temperature=0.5`
    """
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lesson.recipe import PRESETS, changed
    from stylehub_core.lesson.recipe import preset as known
    from stylehub_core.lesson.train import lesson as lesson_of
    from stylehub_core.lesson.train import teach
    from stylehub_core.lesson.verdict import reading, verdict

    if change:
        changed(PRESETS[known(preset)], change)  # what is wrong is said before anything is opened
    hub = Hub(workspace)
    asked = lesson_of(hub.workspace, hub.settings.encoder, known(preset), change)
    with progress_bar() as progress:
        chosen, base = teach(hub.workspace, hub.world(), asked, progress)
    found = verdict(chosen, base)
    if json:
        print_json({"before": chosen.before, "base": base.last, "chosen": chosen.last, "verdict": found})
        return
    Console().print(_table(chosen, base))
    print(f"\n{reading(chosen)}", *found.sentences, sep="\n")


def _table(chosen: "Run", base: "Run") -> Table:
    """The meters of the texts alone, of the base and of the chosen run; the first three are mean cosine distances."""
    titles = {
        "train_positive": "learned", "test_positive": "held out", "test_negative": "random", "auc": "AUC",
        "recall_at_12": "recall@12", "effective_rank": "rank", "uniformity": "uniform.",
    }  # fmt: skip
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for title in titles.values():
        table.add_column(title, justify="right", no_wrap=True)
    for row, meters in (("texts alone", chosen.before), ("base", base.last), ("chosen", chosen.last)):
        table.add_row(row, *(figure_text(meters[key]) for key in titles))
    return table


COMMANDS = (lesson,)
