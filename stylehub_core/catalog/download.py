"""Downloads the H&M data from Kaggle with the user's own account."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import cast

from stylehub_core.errors import CatalogError, StyleHubError
from stylehub_core.progress import Progress, silent

COMPETITION = "h-and-m-personalized-fashion-recommendations"
PAGE = f"https://www.kaggle.com/competitions/{COMPETITION}"
TOKEN_PAGE = "https://www.kaggle.com/settings/api"
TABLES = ("articles.csv", "customers.csv", "transactions_train.csv")

_GIB = 1024**3
# Until the end, the disk holds both the archive and the unpacked files.
_NEEDED_WITH_PICTURES = 65 * _GIB
_NEEDED_FOR_TABLES = 5 * _GIB
_CACHE_VARIABLE = "KAGGLEHUB_CACHE"


def download(out: Path, pictures: bool = True, progress: Progress = silent) -> Path:
    """The folder with Kaggle's files, after downloading those that are missing: 35 GB with pictures, else 3.5 GB.

    Needs a Kaggle account that has accepted the competition's rules.
    A file appears in `out` only when it is complete; an interrupted download continues when started again.
    Raises CatalogError, which says what to do, if there is no login, no network or too little disk space, or if the
    rules are not accepted.
    """
    missing = [name for name in TABLES if not (out / name).is_file()]
    if not missing and (not pictures or (out / "images").is_dir()):
        return out
    _check_space(out, _NEEDED_WITH_PICTURES if pictures else _NEEDED_FOR_TABLES, pictures)
    fetch = _kagglehub()
    parts = out / ".download"
    try:
        parts.mkdir(parents=True, exist_ok=True)
        with _cache_in(parts):
            if pictures:
                progress("Downloading tables and pictures (35 GB)", 0, 0)
                _publish(Path(fetch(COMPETITION)).iterdir(), out)
            else:
                for done, name in enumerate(missing):
                    progress(f"Downloading {name}", done, len(missing))
                    _publish([Path(fetch(COMPETITION, path=name))], out)
                progress("Downloaded", len(missing), len(missing))
    except StyleHubError:
        raise
    except Exception as error:  # kagglehub raises its own errors, those of requests, and OS errors
        raise CatalogError(_advice(error, out)) from error
    shutil.rmtree(parts, ignore_errors=True)
    return out


@contextmanager
def _cache_in(folder: Path) -> Iterator[None]:
    """Put kagglehub's cache in `folder`: it can resume only from there, and the user chose this disk."""
    before = os.environ.get(_CACHE_VARIABLE)
    os.environ[_CACHE_VARIABLE] = str(folder.absolute())
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE_VARIABLE]
        else:
            os.environ[_CACHE_VARIABLE] = before


def _publish(files: Iterator[Path] | list[Path], out: Path) -> None:
    for file in list(files):
        if not (out / file.name).exists():
            file.rename(out / file.name)


def _kagglehub() -> Callable[..., str]:
    try:
        return cast(Callable[..., str], import_module("kagglehub").competition_download)
    except (ImportError, AttributeError) as error:
        raise CatalogError(
            "The download needs kagglehub, which is not installed or too old. Run: pip install kagglehub"
        ) from error


def _check_space(out: Path, needed: int, pictures: bool) -> None:
    present = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    free = shutil.disk_usage(present).free
    if free < needed:
        instead = " or download without pictures (3.5 GB)" if pictures else ""
        raise CatalogError(
            f"{out}: {free / _GIB:,.1f} GB free, but the download needs {needed / _GIB:,.0f} GB while it unpacks. "
            f"Choose another folder{instead}."
        )


def _advice(error: BaseException, out: Path) -> str:
    """What the user can do about an error of kagglehub."""
    names = {kind.__name__ for kind in type(error).__mro__}
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status == 403:
        return f"Kaggle refuses the download (403). Accept the competition's rules first: {PAGE}/rules"
    if status == 401 or names & {"UnauthenticatedError", "CredentialError"}:
        return (
            f"Kaggle does not know you: there is no login, or it is not valid. Create an API token at {TOKEN_PAGE} and "
            "set KAGGLE_USERNAME and KAGGLE_KEY, or save it as ~/.kaggle/kaggle.json."
        )
    if status == 404:
        return f"Kaggle does not know the competition {COMPETITION} any more (404). See {PAGE}"
    if status == 429:
        return "Kaggle asks you to wait (429, too many requests). Try again in a few minutes."
    if isinstance(error, OSError) and error.errno == 28:
        return f"{out}: the disk is full. Free some space, or download without pictures (3.5 GB)."
    if isinstance(error, (PermissionError, NotADirectoryError, FileExistsError)):
        return f"{out}: cannot be written ({error.strerror}). Choose a folder that you can write to."
    if names & {"ConnectionError", "Timeout", "TimeoutError", "gaierror"}:
        return "Kaggle cannot be reached. Check the network and try again; the download continues where it stopped."
    reason = (str(error) or type(error).__name__).strip().splitlines()[0][:200]
    return f"The download from Kaggle failed: {reason}. Try again, or fetch the files from {PAGE}/data"
