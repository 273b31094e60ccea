"""The command for classrooms: lesson."""

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
        Literal["failure", "cure"],
        typer.Option(help="failure: the study's transactional training; cure: a training that avoids its fault."),
    ] = "failure",
    change: Annotated[
        str,
        typer.Option(
            "--set",
            help="The one setting to change: pairs, source, temperature, batch, mask or log_q, as in pairs=fresh.",
        ),
    ] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Change one setting of a training and see what difference it makes, within two minutes.

    Without `--set`, the two presets are compared. Runs that are trained already are reused. On a large catalogue, a
    lesson uses a part of the data.

    Examples:

    - `python -m stylehub_core lesson --preset failure`
    - `python -m stylehub_core lesson --preset failure --set pairs=fresh`
    """
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lesson.recipe import PRESETS, changed
    from stylehub_core.lesson.recipe import preset as checked_preset
    from stylehub_core.lesson.train import lesson as lesson_of
    from stylehub_core.lesson.train import teach
    from stylehub_core.lesson.verdict import reading, verdict

    if change:
        changed(PRESETS[checked_preset(preset)], change)  # a wrong option fails before the workspace is opened
    hub = Hub(workspace)
    compared = lesson_of(hub.workspace, hub.settings.encoder, checked_preset(preset), change)
    with progress_bar() as progress:
        chosen, base = teach(hub.workspace, hub.world(), compared, progress)
    outcome = verdict(chosen, base)
    if json:
        print_json({"before": chosen.before, "base": base.last, "chosen": chosen.last, "verdict": outcome})
        return
    Console().print(_table(chosen, base))
    print(f"\n{reading(chosen)}", *outcome.sentences, sep="\n")


def _table(chosen: "Run", base: "Run") -> Table:
    """The meters of the raw texts, the base run and the chosen run. The first three are mean cosine distances."""
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
