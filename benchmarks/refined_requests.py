"""A picture and words that change it: "this, but in red". What is found has the asked colour and the same type.

Requests and candidates are held-out articles, of which the model knows the pictures alone. A colour is asked for if it
is not the article's own, and at least FIRST candidates of the same type have it.
"""

from collections import Counter

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.features.picture_vectors import ArticlePictures
from stylehub_core.request import Request
from stylehub_core.search.opened_model import OpenedModel

FIRST = 12
TYPE, COLOUR = "product_type_name", "perceived_colour_master_name"
_UNNAMED = {"undefined", "unknown"}


def refined_requests(articles: pd.DataFrame, rows: IntVector, count: int) -> list[tuple[int, str]]:
    """At most `count` pairs of an article's row and the colour that is asked for, drawn at random.

    rows: (m,) of the candidates, which are asked about too.
    """
    candidates = articles.iloc[rows]
    types, colours = candidates[TYPE].to_numpy(str), candidates[COLOUR].to_numpy(str)
    counts = Counter(zip(types, colours, strict=True))
    often = {pair for pair, times in counts.items() if times >= FIRST}
    pairs = [
        (int(row), colour)
        for row, kind, own in zip(rows, types, colours, strict=True)
        for colour in sorted({asked for of_type, asked in often if of_type == kind})
        if colour != own and colour.lower() not in _UNNAMED
    ]
    chosen = np.random.default_rng(3).permutation(len(pairs))[:count]
    return [pairs[number] for number in chosen]


def refined(
    model: OpenedModel, pictures: ArticlePictures, articles: pd.DataFrame, rows: IntVector, asked: list[tuple[int, str]]
) -> tuple[float, float, float]:
    """(both right, colour right, type right): means over the requests of the shares of the first FIRST.

    rows: (m,) of the candidates; the article that is asked about is not among its answers.
    """
    candidates = articles.iloc[rows]
    types, colours = candidates[TYPE].to_numpy(str), candidates[COLOUR].to_numpy(str)
    vectors, shares = np.asarray(model.vectors[rows]), []
    for row, colour in asked:
        request = Request(f"this, but in {colour.lower()}", pictures.content(row))
        cosines = np.where(rows == row, -np.inf, vectors @ model.vector(request))
        first = np.argsort(-cosines, kind="stable")[:FIRST]
        same, right = types[first] == articles[TYPE].iat[row], colours[first] == colour
        shares.append(((same & right).mean(), right.mean(), same.mean()))
    both, of_colour, of_type = np.mean(shares, axis=0)
    return float(both), float(of_colour), float(of_type)
