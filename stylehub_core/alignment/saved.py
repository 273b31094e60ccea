"""An alignment on disk: one table, a row for each article with a picture."""

from pathlib import Path

import numpy as np
import pandas as pd

from stylehub_core.alignment.alignment import Alignment, AspectAlignment
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, writing

_FILE = "alignment.parquet"
_PARTS = ("against", "says", "looks")


def save_alignment(alignment: Alignment, folder: Path) -> None:
    columns: dict[str, object] = {"row": alignment.rows, "alignment": alignment.scores}
    for aspect in alignment.aspects:
        for part, values in zip(_PARTS, (aspect.evidence, aspect.says, aspect.looks), strict=True):
            columns[f"{aspect.name}_{part}"] = values
    with writing(folder / _FILE):
        pd.DataFrame(columns).to_parquet(folder / _FILE, index=False)


def load_alignment(folder: Path, articles: int) -> Alignment:
    """The alignment in `folder`. Raises WorkspaceError if it is damaged or of another catalogue."""
    with reading(folder / _FILE):
        table = pd.read_parquet(folder / _FILE)
        rows = table["row"].to_numpy(np.int32)
        names = [name.removesuffix(f"_{_PARTS[0]}") for name in table if name.endswith(f"_{_PARTS[0]}")]
        aspects = tuple(
            AspectAlignment(
                name,
                table[f"{name}_against"].to_numpy(np.float32),
                table[f"{name}_says"].to_numpy(object),
                table[f"{name}_looks"].to_numpy(object),
            )
            for name in names
        )
        scores = table["alignment"].to_numpy(np.float32)
    if len(rows) and rows.max() >= articles:
        raise WorkspaceError(f"{folder} is of another catalogue, with more than {articles} articles: build again.")
    return Alignment(rows, scores, aspects)
