"""The settings of a model, a recommender or a stage: frozen dataclasses, changed by name and written as plain JSON."""

import math
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from stylehub_core.errors import ModelError, did_you_mean

C = TypeVar("C")

NOTHING = "none"
"""How a person writes the value None."""


def as_json(config: object) -> Any:
    """The settings as JSON holds them: a dataclass becomes a dict, a tuple of dataclasses a list."""
    if is_dataclass(config) and not isinstance(config, type):
        return asdict(config)
    if isinstance(config, tuple | list):
        return [as_json(part) for part in config]
    return config


def changed(config: C, settings: Mapping[str, object], of: str = "") -> C:
    """`config`, a frozen dataclass, with these settings, each of the type that the dataclass says.

    settings: by name, such as "fading.half_after"; a value may be text, as a person writes it ("0.5", "none",
    "256,128").
    of: whose settings they are, such as "transactional", for the error message.
    Raises ModelError for a setting that it does not have, and for a value of another type.
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
    """Every setting by its full name, such as "fading.half_after", with its value; none of what is no dataclass."""
    found: dict[str, Any] = {}
    if not is_dataclass(config):
        return found
    for field in fields(config):
        value = getattr(config, field.name)
        inner = {f"{field.name}.{name}": one for name, one in settings_of(value).items()}
        found |= inner or {field.name: value}
    return found


def shown(value: object) -> str:
    """A value as `changed` reads it from a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ",".join(map(shown, value))
    return NOTHING if value is None else str(value)


# inside ------------------------------------------------------------------------------------------------------


def _changed(config: C, at: str, name: str, value: object) -> C:
    """at: what stands before `name` in the full name of the setting, with a dot at its end, or ''."""
    first, _, rest = name.partition(".")
    hints = get_type_hints(type(config)) if is_dataclass(config) else {}
    if first not in hints:
        raise ModelError(_unknown(config, at, name))
    group = _group(hints[first])
    inner: object
    if not rest:
        inner = _typed(value, hints[first], f"{at}{first}")
    elif group is None:
        raise ModelError(f"There is no setting '{at}{name}': '{at}{first}' is one setting, and no group.")
    else:
        inner = _changed(getattr(config, first) or group(), f"{at}{first}.", rest, value)
    return replace(config, **{first: inner})  # type: ignore[type-var]


def _group(hint: Any) -> type[Any] | None:
    """The dataclass of a setting that is a group of settings."""
    return next((one for one in _alternatives(hint) if is_dataclass(one) and isinstance(one, type)), None)


def _unknown(config: object, at: str, name: str) -> str:
    """The message for a setting that `config` does not have."""
    known = settings_of(config)
    whose = f"The settings of '{at.removesuffix('.')}' are" if at else "The settings are"
    if not known:
        return f"There is no setting '{at}{name}': there is nothing to set."
    listed = dict.fromkeys(first + ".…" * bool(rest) for first, _, rest in (one.partition(".") for one in known))
    return f"There is no setting '{at}{name}'.{did_you_mean(name, known)} {whose}: {', '.join(listed)}."


def _typed(value: object, hint: Any, full: str) -> Any:
    """`value` as `hint` has it. Raises ModelError that names the setting."""
    if group := _group(hint):
        if _written(value) == NOTHING and None in _alternatives(hint):
            return None
        raise ModelError(f"'{full}' is a group of settings: set one of {', '.join(settings_of(group()))} in it.")
    for alternative in _alternatives(hint):
        for converted in _converted(value, alternative):
            return converted
    raise ModelError(f"'{full}' cannot be '{shown(value)[:60]}': it takes {_described(hint)}.")


def _alternatives(hint: Any) -> tuple[Any, ...]:
    """The types of a union, None first and text last; the type itself where it is none."""
    if get_origin(hint) not in (Union, types.UnionType):
        return (hint,)
    parts = [None if part is type(None) else part for part in get_args(hint)]
    return tuple(sorted(parts, key=lambda part: (part is not None, part is str)))


def _converted(value: object, hint: Any) -> Iterator[Any]:
    """The value in this type, or nothing where it has none."""
    origin = get_origin(hint)
    if hint is None:
        yield from (None,) if value is None or _written(value) == NOTHING else ()
    elif origin is Literal:
        yield from (option for option in get_args(hint) if value == option or value == shown(option))
    elif origin is tuple:
        yield from _tuple(value, get_args(hint))
    elif hint is bool:
        yield from (one for one in (True, False) if value is one or _written(value) == shown(one))
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
    """inside: (type, ...) for any number of values, or a type for each."""
    if isinstance(value, str):
        text = value.strip().removeprefix("[").removesuffix("]").strip()
        value = [part.strip() for part in text.split(",")] if text else []
    if not isinstance(value, list | tuple):
        return
    kinds = [inside[0]] * len(value) if inside[-1] is Ellipsis else list(inside)
    if len(kinds) != len(value):
        return
    found = [list(_converted(one, kind))[:1] for one, kind in zip(value, kinds, strict=True)]
    if all(found):
        yield tuple(one for part in found for one in part)


def _written(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


def _described(hint: Any) -> str:
    """For people: "a whole number or none"."""
    alternatives = [one for one in _alternatives(hint) if one is not None]
    words = [_word(one) for one in alternatives] + [NOTHING] * (None in _alternatives(hint))
    return " or ".join(words)


def _word(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(shown, get_args(hint)))
    if get_origin(hint) is tuple:
        return f"values with commas between, each {_described(get_args(hint)[0])}" if get_args(hint) else "no value"
    return {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}.get(hint, "another value")
