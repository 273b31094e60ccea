"""One number for each article on disk, as simple set scorers keep it."""

from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, writing


def save_vector(path: Path, values: FloatVector) -> None:
    with writing(path):
        np.save(path, values, allow_pickle=False)


def load_vector(path: Path, articles: int) -> FloatVector:
    """(articles,) Raises WorkspaceError if the file is missing, damaged or of another catalogue."""
    with reading(path):
        values: FloatVector = np.load(path, allow_pickle=False)
    if values.shape != (articles,):
        raise WorkspaceError(f"{path} is of {values.size} articles, but the catalogue has {articles}: build again.")
    return values
