"""The command line: `python -m stylehub_core COMMAND`."""

import sys

import typer

from stylehub_core.cli import (
    adding,
    answers,
    comparing,
    data,
    embedding,
    flagging,
    making,
    outfits,
    recommending,
    searching,
    settings,
    teaching,
)
from stylehub_core.cli.terminal import complain
from stylehub_core.errors import StyleHubError

app = typer.Typer(
    help="StyleHub shows, measures and compares what a fashion embedding has learned.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
MODULES = (data, making, settings, adding, searching, embedding, answers, comparing, flagging, recommending, teaching)
for module in MODULES:
    for command in module.COMMANDS:
        app.command()(command)
app.command("export")(answers.export_vectors)
app.add_typer(outfits.app, name="outfit")


def main() -> None:
    """Run the command line. Exit codes:

    0: done. 1: failed, with the reason. 130: stopped by the user.
    2: an unknown command or option, or a value of the wrong kind.
    3: done, except for what has too little data, with the reasons (`build` and `demo` only).
    """
    try:
        app()
    except StyleHubError as error:
        complain(str(error))
        sys.exit(1)
    except (BrokenPipeError, KeyboardInterrupt):
        complain("Stopped. Finished work is kept; run the same command again to resume.")
        sys.exit(130)
    except OSError as error:
        complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        sys.exit(1)
