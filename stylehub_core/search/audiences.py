"""The articles for the people that a request names."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import BoolVector
from stylehub_core.catalog.wearers import Age, Gender, Wearers, wearers_of
from stylehub_core.search.reading.audience import Audience

_PEOPLE: dict[Audience, tuple[Gender, tuple[Age, ...]]] = {
    Audience.WOMEN: (Gender.WOMEN, (Age.ADULT, Age.ANY)),
    Audience.MEN: (Gender.MEN, (Age.ADULT, Age.ANY)),
    Audience.GIRLS: (Gender.WOMEN, (Age.BABY, Age.KID, Age.YOUNG, Age.CHILD)),
    Audience.BOYS: (Gender.MEN, (Age.BABY, Age.KID, Age.YOUNG, Age.CHILD)),
    Audience.CHILDREN: (Gender.ANY, (Age.BABY, Age.KID, Age.YOUNG, Age.CHILD)),
    Audience.TEENS: (Gender.ANY, (Age.YOUNG,)),
    Audience.BABIES: (Gender.ANY, (Age.BABY,)),
}
_NAMED = {
    Audience.MATERNITY: r"\bmama\b|\bmaternity\b|\bpregnan|\bnursing\b",
    Audience.SPORT: r"\bsports?(?:wear)?\b|\bactivewear\b",
    Audience.PLUS_SIZE: r"\bh&m\+|\bplus[- ]?sizes?\b|\bcurve\b",
}
"""What departments say of those who are not told by gender and age."""
_COLUMNS = ("index_group_name", "index_name", "section_name", "department_name", "garment_group_name", "prod_name")


@dataclass(frozen=True, eq=False)
class Audiences:
    """wearers: of all articles. named: (articles,) those for each audience that departments name."""

    wearers: Wearers
    named: dict[Audience, BoolVector]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "Audiences":
        return cls(wearers_of(articles), {audience: _naming(articles, words) for audience, words in _NAMED.items()})

    def mask(self, audiences: Iterable[Audience]) -> BoolVector:
        """(articles,) which articles are for these: for any of the people, and for each of the other audiences."""
        audiences = list(audiences)
        mask = np.ones(len(self.wearers.gender), np.bool_)
        gendered = {Audience.GIRLS, Audience.BOYS, Audience.WOMEN, Audience.MEN}
        for group in (gendered, set(_PEOPLE) - gendered):  # "teen girls" are both, "men and women" are either
            people = [self._for(audience) for audience in audiences if audience in group]
            if people:
                mask &= np.logical_or.reduce(people)
        for audience in audiences:
            if audience in self.named:
                mask &= self.named[audience]
        return mask

    def _for(self, audience: Audience) -> BoolVector:
        gender, ages = _PEOPLE[audience]
        mask = np.isin(self.wearers.age, ages)
        return mask if gender is Gender.ANY else mask & (self.wearers.gender == gender)


def _naming(articles: pd.DataFrame, words: str) -> BoolVector:
    naming = np.zeros(len(articles), np.bool_)
    for column in _COLUMNS:
        if column in articles:
            texts = articles[column].astype("category")
            says = texts.cat.categories.astype(str).str.contains(words, case=False, regex=True)
            naming |= np.append(says, False)[texts.cat.codes.to_numpy()]
    return naming
