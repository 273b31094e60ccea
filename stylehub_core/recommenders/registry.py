"""Which recommenders there are: every concrete Recommender in a file of this folder."""

import difflib
import importlib
import inspect
import pkgutil
from functools import cache

import stylehub_core.recommenders as folder
from stylehub_core.errors import ModelError
from stylehub_core.recommenders.contract import Recommender


@cache
def recommenders() -> dict[str, type[Recommender]]:
    """All recommenders by name, in their order."""
    found: dict[str, type[Recommender]] = {}
    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        for _, value in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            own = inspect.isclass(value) and value.__module__ == module.name and hasattr(value, "name")
            if own and issubclass(value, Recommender) and not inspect.isabstract(value):
                found[value.name] = value
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def recommender(name: str) -> Recommender:
    """The recommender called `name`; ModelError that names the near ones otherwise."""
    known = recommenders()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise ModelError(f"No recommender '{name[:60]}'.{hint} The recommenders are: {', '.join(known)}.")
    return known[name]()
