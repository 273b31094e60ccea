"""Fitted recommenders on disk, as skops files: loading restores arrays and named classes, and runs no code."""

from pathlib import Path

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import whole_file
from stylehub_core.recommenders.contract import Scorer

FORM = 2
"""Raised when classes of a saved recommender have moved, so that it is fitted again instead of failing to load."""

_TRUSTED = ("stylehub_core.", "scipy.sparse.", "sklearn.", "implicit.cpu.", "numpy.")
"""Classes of these packages are restored; a file that names any other is refused."""


def save(scorer: Scorer, file: Path) -> None:
    """Write `scorer`, whole or not at all."""
    import skops.io

    with whole_file(file) as partial:
        skops.io.dump(scorer, partial)


def load(file: Path) -> Scorer:
    """The scorer in `file`. Raises WorkspaceError if it is damaged or names a class that is not a recommender's."""
    import skops.io

    try:
        unknown = skops.io.get_untrusted_types(file=file)
        if untrusted := [name for name in unknown if not name.startswith(_TRUSTED)]:
            raise WorkspaceError(f"{file} names the class {untrusted[0]}, which no recommender uses: delete {file}.")
        scorer: Scorer = skops.io.load(file, trusted=unknown)
    except WorkspaceError:
        raise
    except Exception as error:  # a damaged archive fails in many ways
        raise WorkspaceError(f"{file} is damaged ({error}): delete it, and prepare the recommender again.") from error
    return scorer
