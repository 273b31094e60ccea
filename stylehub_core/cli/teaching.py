"""The command for classrooms: lesson."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, print_json, progress_bar
from stylehub_core.number_text import figure_text

if TYPE_CHECKING:
    from stylehub_core.lesson.subject import Run, Subject


def lesson(
    preset: Annotated[
        Literal["failure", "cure", "pictures"],
        typer.Option(
            help="failure: the study's transactional training; cure: a training that avoids its fault; "
            "pictures: a training on pictures alone (SimCLR)."
        ),
    ] = "failure",
    change: Annotated[
        str,
        typer.Option(
            "--set",
            help="The one setting to change: pairs, source, temperature, batch, mask or log_q, as in pairs=fresh; "
            "of the preset pictures: augmentation.",
        ),
    ] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Change one setting of a training and see what difference it makes, within two minutes.

    Without `--set`, the presets failure and cure are compared. Runs that are trained already are reused. On a large
    catalogue, a lesson uses a part of the data.

    Examples:

    - `python -m stylehub_core lesson --preset failure`
    - `python -m stylehub_core lesson --preset failure --set pairs=fresh`
    - `python -m stylehub_core lesson --preset pictures --set "augmentation=strong jitter and grey"`
    """
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lesson.recipe import preset as checked_preset
    from stylehub_core.lesson.train import compared, reading, teach, verdict
    from stylehub_core.lesson.train import lesson as lesson_of

    compared(checked_preset(preset), change)  # a wrong option fails before the workspace is opened
    hub = Hub(workspace)
    both = lesson_of(hub.workspace, hub.settings.encoder, preset, change)
    with progress_bar() as progress:
        chosen, base = teach(hub.workspace, hub.world(), both, progress)
    outcome = verdict(chosen, base)
    if json:
        print_json({"before": chosen.before, "base": base.last, "chosen": chosen.last, "verdict": outcome})
        return
    Console().print(_table(both.subject, chosen, base))
    print(f"\n{reading(chosen)}", *outcome.sentences, sep="\n")


def _table(subject: "Subject[Any, Any, Any]", chosen: "Run", base: "Run") -> Table:
    """The meters before any training, of the base run and of the chosen run."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for title in subject.meters.values():
        table.add_column(title, justify="right", no_wrap=True)
    for row, meters in ((subject.before, chosen.before), ("base", base.last), ("chosen", chosen.last)):
        table.add_row(row, *(figure_text(meters.get(key)) for key in subject.meters))
    return table


COMMANDS = (lesson,)
