"""Reads a JSON file of a published data set, with one clear sentence for each way in which it may be broken."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, overload

from stylehub_core.errors import CatalogError

_NAMES: Mapping[type[Any], str] = {list: "a list", dict: "an object"}


@overload
def read_json(path: Path, form: type[list[Any]]) -> list[Any]: ...
@overload
def read_json(path: Path, form: type[dict[str, Any]]) -> dict[str, Any]: ...
def read_json(path: Path, form: type[Any]) -> Any:
    """The content of a file. form: list or dict. Raises CatalogError that names the file and the way out."""
    again = "Is the download complete? Fetch the file again."
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise CatalogError(
            f"{path.name}: no such file in {path.parent}, although Polyvore is published with it. {again}"
        ) from error
    except OSError as error:
        raise CatalogError(f"{path.name}: cannot be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        raise CatalogError(f"{path.name}: not valid JSON ({str(error)[:120]}). {again}") from error
    if not isinstance(content, form):
        raise CatalogError(
            f"{path.name}: must be {_NAMES[form]}, but is {json.dumps(content, ensure_ascii=False)[:60]}. {again}"
        )
    return content
