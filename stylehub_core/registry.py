"""Finds the classes defined in a folder's files: this is how models and recommenders are added."""

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from types import ModuleType
from typing import Any, TypeVar

from stylehub_core.errors import ModelError, did_you_mean

T = TypeVar("T")


def concrete(folder: ModuleType, base: type[T]) -> dict[str, type[T]]:
    """Every concrete subclass of `base` with a `name` in the files of `folder`, by name, sorted by `order`."""
    by_name: dict[str, Any] = {}
    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        classes: list[tuple[str, Any]] = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
        for _, value in classes:
            own = value.__module__ == module.name and hasattr(value, "name")
            if own and issubclass(value, base) and not inspect.isabstract(value):
                by_name[value.name] = value
    return dict(sorted(by_name.items(), key=lambda item: (item[1].order, item[0])))


def named(name: str, known: Mapping[str, T], noun: str) -> T:
    """The entry called `name`. Raises ModelError, with the closest name, if there is none.

    noun: what the entries are, such as "model", for the error message.
    """
    if name not in known:
        raise ModelError(f"No {noun} '{name[:60]}'.{did_you_mean(name, known)} The {noun}s are: {', '.join(known)}.")
    return known[name]
