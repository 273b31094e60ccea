"""Names clusters by attribute values that are frequent inside them and rare outside."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.search.attributes import codes, says_something
from stylehub_core.search.words import stems

TYPE, COLOUR = "product_type_name", "colour_group_name"
NOUNS = (TYPE, "product_group_name")
DETAILS = (COLOUR, "graphical_appearance_name", "index_group_name", TYPE, "garment_group_name")
PREFERRED = DETAILS[:3]
"""Details that may appear in any name; the others, which the noun often implies, only distinguish equal names."""

NOUN_SHARE = 0.5
"""A noun must fit this share of the cluster; otherwise its two most typical product types are joined."""

COLOUR_SHARE = 0.5
"""From this share, a cluster is named by its colour: 'Black trousers'."""

DETAIL_SHARE, DETAIL_LIFT = 0.3, 1.5
"""A detail appears in the name if at least this share of the cluster has it, and this many times the overall share."""

PLAIN = frozenset({"Solid"})


def cluster_names(labels: IntVector, articles: pd.DataFrame) -> tuple[str, ...]:
    """One name for each label 0..max, all different, such as 'Black trousers' or 'Swimwear · All over pattern'.

    A value's weight is class-based TF-IDF: its share of the cluster times log(1 + mean frequency / frequency), after
    Grootendorst, BERTopic, 2022, eq. 2, with shares instead of counts.
    """
    count = int(labels.max(initial=-1)) + 1
    nouns = [_ranked(labels, articles, column, count) for column in NOUNS]
    details = {column: _ranked(labels, articles, column, count) for column in DETAILS}
    taken: set[str] = set()
    names = []
    for label in range(count):
        noun = _noun([ranked[label] for ranked in nouns])
        name = _unused(noun, {column: ranked[label] for column, ranked in details.items()}, taken)
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


@dataclass(frozen=True)
class Value:
    """share: of the cluster's articles; lift: share relative to that of all articles; weight: class-based TF-IDF."""

    text: str
    share: float
    lift: float
    weight: float


def _ranked(labels: IntVector, articles: pd.DataFrame, column: str, count: int) -> list[list[Value]]:
    """For each cluster, the column's five values with the highest weight."""
    row_codes, values = codes(articles, column)
    known = row_codes.to_numpy()
    table = np.zeros((count, len(values)))
    np.add.at(table, (labels[known >= 0], known[known >= 0]), 1)
    overall = table.sum(axis=0) / max(len(labels), 1)
    shares = table / np.maximum(np.bincount(labels, minlength=count)[:, None], 1)
    weights = shares * np.log1p(1 / np.maximum(shares.sum(axis=0), 1e-9))
    weights[:, [not says_something(value) for value in values]] = 0
    lifts = shares / np.maximum(overall, 1e-9)
    order = np.argsort(-weights, axis=1, kind="stable")[:, :5]
    return [
        [
            Value(values[i], float(shares[label, i]), float(lifts[label, i]), float(weights[label, i]))
            for i in order[label]
            if weights[label, i] > 0
        ]
        for label in range(count)
    ]


def _noun(ranked: list[list[Value]]) -> str:
    """The noun for the articles: the product type or group that fits most of them."""
    for column in ranked:
        # 'Garment Upper body' covers half of all articles
        fitting = [value for value in column if value.share >= NOUN_SHARE and not value.text.startswith("Garment ")]
        if fitting:
            return max(fitting, key=lambda value: value.weight).text
    types = [value.text for value in ranked[0][:2]]
    return " and ".join([*types[:1], *(text.lower() for text in types[1:])]) or "Other articles"


def _unused(noun: str, details: dict[str, list[Value]], taken: set[str]) -> str:
    """The noun with its colour or most typical detail; further details, then a number, until the name is new."""
    colours = [value.text for value in details[COLOUR] if value.share >= COLOUR_SHARE]
    name = f"{colours[0]} {noun.lower()}" if colours else noun
    typical = sorted((value for ranked in details.values() for value in ranked), key=lambda value: -value.weight)
    preferred = sorted((value for column in PREFERRED for value in details[column]), key=lambda value: -value.weight)
    strong = [value for value in preferred if value.share >= DETAIL_SHARE and value.lift >= DETAIL_LIFT]
    parts = [value.text for value in strong if _adds(value.text, name)]
    if parts and not colours:
        name = f"{name} · {parts[0]}"
    for text in [*parts, *(value.text for value in typical)]:
        if name.lower() not in taken:
            break
        if _adds(text, name):
            name = f"{name} · {text}"
    number, numbered = 2, name
    while numbered.lower() in taken:
        numbered, number = f"{name} {number}", number + 1
    return numbered


def _adds(text: str, name: str) -> bool:
    """Whether the text adds to the name: none of its words are there already, in any form."""
    return text not in PLAIN and not set(stems(text)) & set(stems(name))
