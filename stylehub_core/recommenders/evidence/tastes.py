"""Tastes for kinds of articles (section, type, colour …): purchases compared with the catalogue's offer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.ndimage import gaussian_filter1d

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.models.world import World

COLUMNS = (
    "section_no",
    "department_no",
    "product_type_name",
    "index_code",
    "index_group_name",
    "garment_group_name",
    "colour_group_name",
    "perceived_colour_value_name",
    "graphical_appearance_name",
)
"""Columns of the catalogue for which a customer may have a taste."""

TYPE_IN_SECTION = "type in section"
BY_AGE = ("section_no", "department_no", "product_type_name")

_OLDEST = 110
_YEARS = 4.0  # of age, over which purchases are smoothed
_KERNEL = _YEARS * float(np.sqrt(2 * np.pi))  # so that a purchase at exactly this age counts 1


@dataclass(frozen=True, eq=False)
class Tastes:
    """By column of the catalogue:

    codes: (articles,) its values as numbers.
    offered: (values,) their shares of the articles.
    by_age: (ages, values) log of each age's share of purchases over the share offered; the last row is for all ages.
    """

    codes: dict[str, IntVector]
    offered: dict[str, FloatVector]
    by_age: dict[str, FloatMatrix]

    @classmethod
    def of(cls, world: World) -> "Tastes":
        articles = world.articles
        known = [name for name in COLUMNS if name in articles]
        codes = {name: pd.factorize(articles[name].astype(str))[0].astype(np.int32) for name in known}
        if "section_no" in codes and "product_type_name" in codes:
            both = codes["section_no"].astype(np.int64) * len(articles) + codes["product_type_name"]
            codes[TYPE_IN_SECTION] = pd.factorize(both)[0].astype(np.int32)
        offered = {name: np.asarray(np.bincount(code) / len(code), np.float32) for name, code in codes.items()}
        by_age = _by_age(world, {name: codes[name] for name in BY_AGE if name in codes}, offered)
        return cls(codes, offered, by_age)

    def lift(self, name: str, bought: IntVector, weight: FloatVector, prior: float = 0.5) -> FloatVector:
        """(articles,) the `lifts` of each article's value."""
        return self.lifts(name, bought, weight, prior)[self.codes[name]]

    def lifts(self, name: str, bought: IntVector, weight: FloatVector, prior: float = 0.5) -> FloatVector:
        """(values,) log of each value's share of the purchases over its share of the catalogue.

        weight: of each purchase.
        prior: how many purchases, in the catalogue's shares, are added.
        """
        offered = self.offered[name]
        own = np.bincount(self.codes[name][bought], weight, len(offered))
        return np.asarray(np.log((own + prior * offered) / (own.sum() + prior) / offered), dtype=np.float32)

    def at_age(self, age: float) -> Iterator[tuple[str, FloatVector]]:
        """(column, (values,) lifts) of the purchases of customers of about this age; for NaN, of all customers."""
        for name, lifts in self.by_age.items():
            yield name, lifts[len(lifts) - 1 if np.isnan(age) else min(max(int(age), 0), _OLDEST)]


def _by_age(world: World, codes: dict[str, IntVector], offered: dict[str, FloatVector]) -> dict[str, FloatMatrix]:
    with world.purchases() as purchases:
        sold = purchases.execute(
            "SELECT article, least(greatest(coalesce(age, -1), -1), $oldest)::INTEGER AS age, count(*) AS pieces "
            "FROM purchases JOIN customers USING (customer) GROUP BY ALL ORDER BY article, age",
            {"oldest": _OLDEST},
        ).fetchnumpy()
    article, age, pieces = (sold[name].astype(np.int32) for name in ("article", "age", "pieces"))
    lifts = {}
    for name, code in codes.items():
        counts = np.zeros((_OLDEST + 1, len(offered[name])))
        aged = age >= 0
        np.add.at(counts, (age[aged], code[article[aged]]), pieces[aged])
        everybody = np.bincount(code[article], pieces, len(offered[name]))
        near = np.concatenate([gaussian_filter1d(counts, _YEARS, axis=0, mode="constant") * _KERNEL, everybody[None]])
        share = (near + 50 * offered[name]) / (near.sum(axis=1, keepdims=True) + 50)
        lifts[name] = np.log(share / offered[name]).astype(np.float32)
    return lifts
