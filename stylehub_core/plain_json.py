"""JSON that every parser accepts: NaN and infinity are written as null, and read back as NaN."""

import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def json_text(value: object, *, indent: int | None = 1, ensure_ascii: bool = True) -> str:
    """`value` as JSON text without NaN or infinity."""
    return json.dumps(plain(value), indent=indent, ensure_ascii=ensure_ascii, allow_nan=False)


def plain(value: Any) -> Any:
    """`value` converted to dicts, lists, strings, numbers and None.

    NaN and infinity become None.
    Dataclasses become dicts; tuples and arrays become lists; anything else becomes its text.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy's arrays and numbers
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)


def readings(values: Mapping[str, float | None]) -> dict[str, float]:
    """The figures as they were before `plain`: NaN where one is None."""
    return {key: math.nan if value is None else float(value) for key, value in values.items()}
