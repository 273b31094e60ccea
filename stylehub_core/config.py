"""Settings of models, recommenders and stages: frozen dataclasses, changed by name and written as plain JSON."""

import math
import types
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any, Generic, Literal, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from stylehub_core.errors import ModelError, did_you_mean

C = TypeVar("C")

_ABOVE_ZERO = ("temperature", "learning_rate")
"""Settings that are divided by, or without which nothing is learned."""
NOTHING = "none"
"""How the value None is written as text."""


class Unconfigured(ABC):
    """What has no settings, unless it is `Configured`, too."""

    @property
    @abstractmethod
    def config(self) -> object:
        """Every setting that its results depend on."""

    def changed(self, settings: Mapping[str, Any]) -> Self:
        """The same with other settings. settings: by name, such as "training.epochs"; see `changed` below.

        Raises ModelError for an unknown setting or a value of the wrong type.
        """
        own = getattr(self, "name", "")
        for name in settings:
            raise ModelError(f"There is no setting '{own}.{name}': {own} has no settings.")
        return self

    def setting(self, name: str) -> Any:
        """The value of a setting, named as in `changed`."""
        return value_of(self.config, name)


class Configured(Generic[C]):
    """What is made from its config alone: from C, a frozen dataclass. A subclass sets `name` and `default`."""

    default: C
    """The config used if none is given; not a ClassVar, as these cannot have the type of a type variable."""

    def __init__(self, config: C | None = None) -> None:
        self._config = config or self.default

    @property
    def config(self) -> C:
        return self._config

    def changed(self, settings: Mapping[str, Any]) -> Self:
        """The same with other settings: see `changed` below."""
        return type(self)(changed(self._config, settings, getattr(self, "name", "")))

    def setting(self, name: str) -> Any:
        """The value of a setting, named as in `changed`."""
        return value_of(self._config, name)


def as_json(config: object) -> Any:
    """The settings as JSON values: a dataclass becomes a dict, a tuple of dataclasses a list."""
    if is_dataclass(config) and not isinstance(config, type):
        return asdict(config)
    if isinstance(config, tuple | list):
        return [as_json(part) for part in config]
    return config


def changed(config: C, settings: Mapping[str, object], of: str = "") -> C:
    """A copy of the frozen dataclass `config` with these settings, each converted to its field's type.

    settings: values by name, such as "fading.half_after"; a value may be text ("0.5", "none", "256,128").
    of: the owner of the settings, such as "transactional", for error messages.
    Raises ModelError for an unknown setting or a value of the wrong type.
    """
    for name, value in settings.items():
        config = _changed(config, f"{of}." if of else "", name, value)
    return config


def value_of(config: object, name: str) -> Any:
    """The value of a setting, such as "fading.half_after"."""
    for part in name.split("."):
        config = getattr(config, part)
    return config


def settings_of(config: object) -> dict[str, Any]:
    """Every setting's value by its full name, such as "fading.half_after"; empty if `config` is not a dataclass."""
    values: dict[str, Any] = {}
    if not is_dataclass(config):
        return values
    for field in fields(config):
        value = getattr(config, field.name)
        inner = {f"{field.name}.{name}": setting for name, setting in settings_of(value).items()}
        values |= inner or {field.name: value}
    return values


def shown(value: object) -> str:
    """A value as text that `changed` can read back."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ",".join(map(shown, value))
    return NOTHING if value is None else str(value)


# inside ------------------------------------------------------------------------------------------------------


def _changed(config: C, at: str, name: str, value: object) -> C:
    """at: the prefix of the setting's full name, ending with a dot, or ''."""
    first, _, rest = name.partition(".")
    hints = get_type_hints(type(config)) if is_dataclass(config) else {}
    if first not in hints:
        raise ModelError(_unknown(config, at, name))
    group = _group(hints[first])
    inner: object
    if not rest:
        inner = _in_range(_typed(value, hints[first], f"{at}{first}"), getattr(config, first), f"{at}{first}")
    elif group is None:
        raise ModelError(f"There is no setting '{at}{name}': '{at}{first}' is a single setting, not a group.")
    else:
        inner = _changed(getattr(config, first) or group(), f"{at}{first}.", rest, value)
    return replace(config, **{first: inner})  # type: ignore[type-var]


def _group(hint: Any) -> type[Any] | None:
    """The dataclass of a group of settings; None for a single setting."""
    return next((kind for kind in _alternatives(hint) if is_dataclass(kind) and isinstance(kind, type)), None)


def _unknown(config: object, at: str, name: str) -> str:
    """The message for a setting that `config` does not have."""
    known = settings_of(config)
    whose = f"The settings of '{at.removesuffix('.')}' are" if at else "The settings are"
    if not known:
        return f"There is no setting '{at}{name}': nothing can be set here."
    listed = dict.fromkeys(first + ".…" * bool(rest) for first, _, rest in (full.partition(".") for full in known))
    return f"There is no setting '{at}{name}'.{did_you_mean(name, known)} {whose}: {', '.join(listed)}."


def _typed(value: object, hint: Any, full: str) -> Any:
    """`value` converted to the type `hint`. Raises ModelError that names the setting."""
    if group := _group(hint):
        if _written(value) == NOTHING and None in _alternatives(hint):
            return None
        raise ModelError(
            f"'{full}' is a group of settings: set one of its settings ({', '.join(settings_of(group()))})."
        )
    for alternative in _alternatives(hint):
        for converted in _converted(value, alternative):
            return converted
    raise ModelError(f"'{full}' cannot be '{shown(value)[:60]}': it takes {_described(hint)}.")


def _in_range(value: Any, current: object, full: str) -> Any:
    """The same value. Raises ModelError for a number that cannot work, judged by the value that it replaces.

    A number is not negative, and a count that is at least 1 stays so.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if full.rpartition(".")[2] in _ABOVE_ZERO and value <= 0:
        raise ModelError(f"'{full}' cannot be {shown(value)}: it must be above 0.")
    counts = isinstance(current, int) and not isinstance(current, bool) and current >= 1
    least = 1 if counts and isinstance(value, int) else 0
    if value < least and not (isinstance(current, int | float) and current < 0):
        raise ModelError(f"'{full}' cannot be {shown(value)}: it must be at least {least}.")
    return value


def _alternatives(hint: Any) -> tuple[Any, ...]:
    """The types of a union, None first and text last; the type itself if it is not a union."""
    if get_origin(hint) not in (Union, types.UnionType):
        return (hint,)
    parts = [None if part is type(None) else part for part in get_args(hint)]
    return tuple(sorted(parts, key=lambda part: (part is not None, part is str)))


def _converted(value: object, hint: Any) -> Iterator[Any]:
    """The value converted to this type; yields nothing if it cannot be."""
    origin = get_origin(hint)
    if hint is None:
        yield from (None,) if value is None or _written(value) == NOTHING else ()
    elif origin is Literal:
        yield from (option for option in get_args(hint) if value == option or value == shown(option))
    elif origin is tuple:
        yield from _tuple(value, get_args(hint))
    elif hint is bool:
        yield from (option for option in (True, False) if value is option or _written(value) == shown(option))
    elif hint in (int, float):
        yield from _number(value, hint)
    elif hint is str and isinstance(value, str):
        yield value


def _number(value: object, hint: type[int] | type[float]) -> Iterator[int | float]:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return
    if hint is int and isinstance(value, float):
        return
    try:
        number = hint(value)
    except (ValueError, OverflowError):
        return
    if math.isfinite(number):
        yield number


def _tuple(value: object, inside: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """inside: (type, ...) for any number of values, or one type for each value."""
    if isinstance(value, str):
        text = value.strip().removeprefix("[").removesuffix("]").strip()
        value = [part.strip() for part in text.split(",")] if text else []
    if not isinstance(value, list | tuple):
        return
    kinds = [inside[0]] * len(value) if inside[-1] is Ellipsis else list(inside)
    if len(kinds) != len(value):
        return
    converted = [list(_converted(part, kind))[:1] for part, kind in zip(value, kinds, strict=True)]
    if all(converted):
        yield tuple(first for (first,) in converted)


def _written(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


def _described(hint: Any) -> str:
    """The type in words, such as "a whole number or none"."""
    alternatives = [kind for kind in _alternatives(hint) if kind is not None]
    words = [_word(kind) for kind in alternatives] + [NOTHING] * (None in _alternatives(hint))
    return " or ".join(words)


def _word(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(shown, get_args(hint)))
    if get_origin(hint) is tuple:
        return f"values separated by commas, each {_described(get_args(hint)[0])}" if get_args(hint) else "no value"
    return {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}.get(hint, "another value")
