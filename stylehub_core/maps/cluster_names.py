"""Names for clusters, from the attribute values that are frequent inside and rare outside."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.search.attributes import codes, says_something
from stylehub_core.search.words import stems

TYPE, COLOUR = "product_type_name", "colour_group_name"
NOUNS = (TYPE, "product_group_name")
DETAILS = (COLOUR, "graphical_appearance_name", "index_group_name", TYPE, "garment_group_name")
TOLD = DETAILS[:3]
"""Details that are told; the others, which the noun often implies, only tell names apart."""

NOUN_SHARE = 0.5
"""A noun must fit this share of the cluster; else its two most telling product types are named together."""

COLOUR_SHARE = 0.5
"""From this share on, a cluster is called by its colour: 'Black trousers'."""

DETAIL_SHARE, DETAIL_LIFT = 0.3, 1.5
"""A detail is told where this share of the cluster has it, this many times as many as in all articles."""

PLAIN = frozenset({"Solid"})


def cluster_names(labels: IntVector, articles: pd.DataFrame) -> tuple[str, ...]:
    """One name for each label 0..max, all different, as 'Black trousers' or 'Swimwear · All over pattern'.

    A value's weight is class-based TF-IDF: its share of the cluster times log(1 + mean frequency / frequency), after
    Grootendorst, BERTopic, 2022, eq. 2, with shares for counts.
    """
    count = int(labels.max(initial=-1)) + 1
    nouns = [_ranked(labels, articles, column, count) for column in NOUNS]
    details = {column: _ranked(labels, articles, column, count) for column in DETAILS}
    taken: set[str] = set()
    names = []
    for label in range(count):
        noun = _noun([one[label] for one in nouns])
        name = _unused(noun, {column: one[label] for column, one in details.items()}, taken)
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


@dataclass(frozen=True)
class Value:
    """share: of the cluster's articles; lift: that over its share of all articles; weight: class-based TF-IDF."""

    text: str
    share: float
    lift: float
    weight: float


def _ranked(labels: IntVector, articles: pd.DataFrame, column: str, count: int) -> list[list[Value]]:
    """For each cluster the five heaviest values of a column."""
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
    """What the articles are: the product type or the group that fits most of them."""
    for column in ranked:
        # 'Garment Upper body' is half of all articles
        fitting = [value for value in column if value.share >= NOUN_SHARE and not value.text.startswith("Garment ")]
        if fitting:
            return max(fitting, key=lambda value: value.weight).text
    types = [value.text for value in ranked[0][:2]]
    return " and ".join([*types[:1], *(text.lower() for text in types[1:])]) or "Other articles"


def _unused(noun: str, details: dict[str, list[Value]], taken: set[str]) -> str:
    """The noun with its colour or its most telling detail; then further details, then a number, until it is new."""
    colours = [value.text for value in details[COLOUR] if value.share >= COLOUR_SHARE]
    name = f"{colours[0]} {noun.lower()}" if colours else noun
    telling = sorted((value for one in details.values() for value in one), key=lambda value: -value.weight)
    told = sorted((value for column in TOLD for value in details[column]), key=lambda value: -value.weight)
    strong = [value for value in told if value.share >= DETAIL_SHARE and value.lift >= DETAIL_LIFT]
    parts = [value.text for value in strong if _adds(value.text, name)]
    if parts and not colours:
        name = f"{name} · {parts[0]}"
    for text in [*parts, *(value.text for value in telling)]:
        if name.lower() not in taken:
            break
        if _adds(text, name):
            name = f"{name} · {text}"
    number, numbered = 2, name
    while numbered.lower() in taken:
        numbered, number = f"{name} {number}", number + 1
    return numbered


def _adds(text: str, name: str) -> bool:
    """Whether the text says what the name does not: no word of it is there already, in whatever form."""
    return text not in PLAIN and not set(stems(text)) & set(stems(name))
