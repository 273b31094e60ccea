"""Fitted recommenders on disk, as skops files: loading restores arrays and named classes, and runs no code."""

from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import whole_file
from stylehub_core.recommenders.contract import Scorer

FORM = 2
"""Raised when classes of a saved recommender have moved, so that it is fitted again instead of failing to load."""

_TRUSTED = ("stylehub_core.", "scipy.sparse.", "sklearn.", "implicit.cpu.", "numpy.")
"""Classes of these packages are restored; a file that names any other is refused."""


def save(scorer: Scorer, file: Path) -> None:
    """Write `scorer`, whole or not at all."""
    with whole_file(file) as partial:
        _skops().dump(scorer, partial)


def load(file: Path) -> Scorer:
    """The scorer in `file`. Raises WorkspaceError if it is damaged or names a class that is not a recommender's."""
    skops = _skops()
    try:
        unknown = skops.get_untrusted_types(file=file)
        if untrusted := [name for name in unknown if not name.startswith(_TRUSTED)]:
            raise WorkspaceError(f"{file} names the class {untrusted[0]}, which no recommender uses: delete {file}.")
        scorer: Scorer = skops.load(file, trusted=unknown)
    except WorkspaceError:
        raise
    except Exception as error:  # a damaged archive fails in many ways
        raise WorkspaceError(f"{file} is damaged ({error}): delete it, and prepare the recommender again.") from error
    return scorer


def _skops() -> ModuleType:
    """skops.io, without its list of every class of scikit-learn.

    To make the list, skops imports all of scikit-learn, and PyTorch with it, which takes seconds. `load` does not need
    it: it decides by itself which classes it trusts.
    """
    import sklearn.utils

    with patch.object(sklearn.utils, "all_estimators", list):
        import skops.io
    module: ModuleType = skops.io
    return module
