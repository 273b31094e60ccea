"""The list of screens: every `SCREEN` in a file ui/<name>/screen.py, in the order of their pages."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ui.places import APP

_HERE = Path(__file__).parent


class Screen(NamedTuple):
    """page: the script, relative to the app's folder, such as "pages/8_Outfits.py".

    icon: the name of a Material icon.
    """

    page: str
    title: str
    icon: str


@cache
def screens() -> tuple[Screen, ...]:
    """The screens whose page exists, Home first, then by the number of the page."""
    declared: list[Screen] = [
        import_module(f"ui.{file.parent.name}.screen").SCREEN for file in sorted(_HERE.glob("*/screen.py"))
    ]
    return tuple(sorted((screen for screen in declared if (APP / screen.page).is_file()), key=_order))


def _order(screen: Screen) -> tuple[int, str]:
    number = Path(screen.page).name.partition("_")[0]
    return (int(number) if number.isdigit() else 0, screen.page)
