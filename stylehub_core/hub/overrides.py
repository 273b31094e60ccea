"""Settings of models, recommenders and stages given by the user: read, checked, merged, named if a fit fails."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from stylehub_core.config import shown
from stylehub_core.errors import ModelError, QueryError, did_you_mean
from stylehub_core.hub.workspace_settings import Overrides

ALL = "all"
"""The name that `removed` accepts for all settings."""


class Adjustable(Protocol):
    """A model, a recommender or a stage, with settings that can be changed."""

    @property
    def name(self) -> str: ...
    def setting(self, name: str) -> Any: ...
    def changed(self, settings: Mapping[str, Any]) -> Self: ...


A = TypeVar("A", bound=Adjustable)


def with_overrides(adjustable: A, overrides: Overrides) -> A:
    """The same with the workspace's settings.

    Raises ModelError, which says how to remove the settings, if one of them no longer exists in the code.
    """
    settings = overrides.get(adjustable.name)
    if not settings:
        return adjustable
    try:
        return adjustable.changed(settings)
    except ModelError as error:
        raise ModelError(
            f"{error} It is set in this workspace; 'build --unset {adjustable.name}' removes it."
        ) from error


def read_texts(texts: Sequence[str]) -> Overrides:
    """The overrides from texts "name.setting=value"; values stay text. Raises QueryError for another form of text."""
    overrides: dict[str, dict[str, Any]] = {}
    for text in texts:
        path, sign, value = text.partition("=")
        name, dot, setting = path.strip().partition(".")
        if not (sign and name and dot and setting):
            raise QueryError(
                f"'{text[:80]}' is not a setting: give the model, recommender or stage, the setting and its value, "
                "such as transactional.training.epochs=3."
            )
        overrides.setdefault(name, {})[setting] = value.strip()
    return overrides


def read_file(file: Path) -> Overrides:
    """The overrides from a TOML file with a table for each name. Raises QueryError if it is invalid."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QueryError(f"{file} cannot be read as TOML ({reason}): see docs/settings.md.") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise QueryError(
                f"{file}: '{name}' is outside a table: put it below the name of a model, such as [transactional]."
            )
    return {name: dict(_flat(table, "")) for name, table in tables.items()}


def merged(first: Overrides, second: Overrides) -> Overrides:
    """Both overrides together; if both set something, the second one's value."""
    names = [*first, *(name for name in second if name not in first)]
    return {name: {**first.get(name, {}), **second.get(name, {})} for name in names}


def checked(overrides: Overrides, known: Mapping[str, Adjustable]) -> Overrides:
    """The overrides with every value converted to its type. known: all that has settings, by name.

    Raises ModelError for an unknown name or setting, or a value of the wrong type.
    """
    converted: dict[str, dict[str, Any]] = {}
    for name, settings in overrides.items():
        if name not in known:
            raise ModelError(
                f"No model, recommender or stage '{name[:60]}' has settings.{did_you_mean(name, known)} "
                f"There are: {', '.join(known)}."
            )
        adjusted = known[name].changed(settings)
        converted[name] = {setting: adjusted.setting(setting) for setting in settings}
    return converted


def removed(overrides: Overrides, names: Sequence[str]) -> Overrides:
    """The overrides without these names: "all", such as "transactional", or such as "transactional.training.epochs".

    Raises QueryError if nothing of that name is set.
    """
    for path in names:
        before = lines(overrides)
        overrides = {
            name: {setting: value for setting, value in settings.items() if not _is_of(f"{name}.{setting}", path)}
            for name, settings in overrides.items()
        }
        if path != ALL and lines(overrides) == before:
            current = f"The settings are: {', '.join(before)}." if before else "Nothing is set."
            raise QueryError(f"'{path[:80]}' is not set in this workspace. {current}")
    return {name: settings for name, settings in overrides.items() if settings}


def lines(overrides: Overrides) -> list[str]:
    """One text per setting, such as "transactional.training.epochs=3"."""
    return [
        f"{name}.{setting}={shown(value)}"
        for name, settings in overrides.items()
        for setting, value in settings.items()
    ]


@contextmanager
def blamed(name: str, overrides: Overrides) -> Iterator[None]:
    """If the fit in this block fails and the user gave settings for it, raise an error that names them.

    A ModelError keeps its kind, so that too little data stays too little data; other failures become a ModelError.
    """
    settings = overrides.get(name)
    given = ", ".join(lines({name: settings})) if settings else ""
    try:
        yield
    except ModelError as error:
        if not settings:
            raise
        raise type(error)(f"{error} It was fitted with {given}.") from error
    except (ArithmeticError, AssertionError, IndexError, KeyError, RuntimeError, TypeError, ValueError) as error:
        if not settings:
            raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(
            f"{name} cannot be fitted with {given} ({reason}): set another value, or remove it with --unset {name}."
        ) from error


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _is_of(setting: str, path: str) -> bool:
    return path in (ALL, setting) or setting.startswith(f"{path}.")
