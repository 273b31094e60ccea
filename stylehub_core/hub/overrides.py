"""Settings of models and recommenders that a person gave: read, checked, put together, and named when a fit fails."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from stylehub_core.config import shown
from stylehub_core.errors import ModelError, QueryError, did_you_mean
from stylehub_core.hub.workspace_settings import Overrides

ALL = "all"
"""What `removed` takes for everything."""


class Adjustable(Protocol):
    """A model or a recommender."""

    @property
    def name(self) -> str: ...
    def setting(self, name: str) -> Any: ...
    def changed(self, settings: Mapping[str, Any]) -> Self: ...


A = TypeVar("A", bound=Adjustable)


def with_overrides(one: A, overrides: Overrides) -> A:
    """`one` with what this workspace sets of it.

    Raises ModelError, which says how to take it out, where the code does not know such a setting any more.
    """
    settings = overrides.get(one.name)
    if not settings:
        return one
    try:
        return one.changed(settings)
    except ModelError as error:
        raise ModelError(f"{error} The workspace sets it; 'build --unset {one.name}' takes it out.") from error


def read_texts(texts: Sequence[str]) -> Overrides:
    """Of "name.setting=value" texts, the values still text. Raises QueryError for a text without a name and a '='."""
    found: dict[str, dict[str, Any]] = {}
    for text in texts:
        path, sign, value = text.partition("=")
        name, dot, setting = path.strip().partition(".")
        if not (sign and name and dot and setting):
            raise QueryError(
                f"'{text[:80]}' is no setting: give the model, the setting and its value, "
                "such as transactional.training.epochs=3."
            )
        found.setdefault(name, {})[setting] = value.strip()
    return found


def read_file(file: Path) -> Overrides:
    """Of a TOML file with a table for each model or recommender. Raises QueryError where it cannot be read."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QueryError(f"{file} cannot be read as TOML ({reason}): see docs/settings.md.") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise QueryError(f"{file}: '{name}' stands outside a table: put it below the name of a model, [{name}].")
    return {name: dict(_flat(table, "")) for name, table in tables.items()}


def together(first: Overrides, second: Overrides) -> Overrides:
    """Both; the second's value where both set something."""
    names = [*first, *(name for name in second if name not in first)]
    return {name: {**first.get(name, {}), **second.get(name, {})} for name in names}


def checked(overrides: Overrides, known: Mapping[str, Adjustable]) -> Overrides:
    """The same with every value of its type. known: models and recommenders by name.

    Raises ModelError for an unknown name or setting, and for a value of another type.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, settings in overrides.items():
        if name not in known:
            raise ModelError(
                f"No model or recommender '{name[:60]}'.{did_you_mean(name, known)} There are: {', '.join(known)}."
            )
        one = known[name].changed(settings)
        found[name] = {setting: one.setting(setting) for setting in settings}
    return found


def removed(overrides: Overrides, names: Sequence[str]) -> Overrides:
    """Without these: "all", a model's name, or a setting such as "transactional.training.epochs".

    Raises QueryError where nothing of that name is set.
    """
    for path in names:
        before = lines(overrides)
        overrides = {
            name: {setting: value for setting, value in settings.items() if not _is_of(f"{name}.{setting}", path)}
            for name, settings in overrides.items()
        }
        if path != ALL and lines(overrides) == before:
            there = f"Set are: {', '.join(before)}." if before else "Nothing is set."
            raise QueryError(f"'{path[:80]}' is not set in this workspace. {there}")
    return {name: settings for name, settings in overrides.items() if settings}


def lines(overrides: Overrides) -> list[str]:
    """For people: "transactional.training.epochs=3", one a setting."""
    return [f"{name}.{one}={shown(value)}" for name, settings in overrides.items() for one, value in settings.items()]


@contextmanager
def blamed(name: str, overrides: Overrides) -> Iterator[None]:
    """Where a fit fails that somebody gave settings to, a ModelError names them; it also stands for a traceback."""
    settings = overrides.get(name)
    such = ", ".join(lines({name: settings})) if settings else ""
    try:
        yield
    except ModelError as error:
        if not settings:
            raise
        raise ModelError(f"{error} It was to learn with {such}.") from error
    except (ArithmeticError, AssertionError, IndexError, KeyError, RuntimeError, TypeError, ValueError) as error:
        if not settings:
            raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(
            f"{name} cannot be fitted with {such} ({reason}): set another value, or take it out with --unset {name}."
        ) from error


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _is_of(setting: str, path: str) -> bool:
    return path in (ALL, setting) or setting.startswith(f"{path}.")
