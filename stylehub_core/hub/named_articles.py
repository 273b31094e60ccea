"""Articles that people write down: by id, or by the name on the label."""

import difflib

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub

_SHOWN = 40


def articles_named(hub: Hub, texts: list[str]) -> tuple[IntVector, list[str]]:
    """(the rows of these articles, notes about names that several articles have).

    texts: ids, or names in any case. Of several articles with a name, the one that sold most is taken.
    Raises QueryError that names the first unknown one and the names most like it, or an article that is there twice.
    """
    rows, notes = [], []
    names = hub.articles["prod_name"].astype(str).str.strip().str.lower().to_numpy()
    for text, found in zip(texts, hub.catalog.find(texts).tolist(), strict=True):
        row = found
        if row < 0:
            alike = np.flatnonzero(names == text.strip().lower())
            if not len(alike):
                raise QueryError(_unknown(text, names.tolist()))
            row = int(alike[np.argmax(hub.values("times_sold")[alike].astype(np.int64))])
            if len(alike) > 1:
                notes.append(f"{len(alike)} articles are called “{text[:_SHOWN]}”: the one that sold most is taken.")
        if row in rows:
            raise QueryError(f"The article {hub.catalog.ids[row]} is named twice: name each article once.")
        rows.append(row)
    return np.array(rows, np.int32), notes


def _unknown(text: str, names: list[str]) -> str:
    close = difflib.get_close_matches(text.strip().lower(), set(names), n=3, cutoff=0.6)
    hint = f" Did you mean {', '.join(close)}?" if close else " Give an article id, or a name as on the Article screen."
    return f"No article is called “{text.strip()[:_SHOWN]}”.{hint}"
