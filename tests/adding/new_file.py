"""A file in a folder of its own that is found as if it were in the package that looks for it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any


@contextmanager
def added(package: ModuleType, file: Path, home: Path, *caches: Callable[..., Any]) -> Iterator[None]:
    """Adds a copy of `file`, kept in `home`, to `package`. caches: functions that remember the package's files."""
    home.mkdir(parents=True)
    shutil.copy(file, home)
    package.__path__.append(str(home))
    _forget(caches)
    try:
        yield
    finally:
        package.__path__.remove(str(home))
        sys.modules.pop(f"{package.__name__}.{file.stem}", None)
        vars(package).pop(file.stem, None)
        _forget(caches)


def _forget(caches: tuple[Callable[..., Any], ...]) -> None:
    for cache in caches:
        cache.cache_clear()  # type: ignore[attr-defined]
