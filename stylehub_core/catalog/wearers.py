"""For whom an article is made, as its departments tell: women or men, and grown-ups or children of a size."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

CodeVector = NDArray[np.int8]


class Gender(IntEnum):
    ANY, WOMEN, MEN = range(3)


class Age(IntEnum):
    """CHILD: a child of any size, as for most children's accessories."""

    ANY, ADULT, BABY, KID, YOUNG, CHILD = range(6)


_VAGUE = (Age.ANY, Age.CHILD)
_CHILDREN = (Age.BABY, Age.KID, Age.YOUNG, Age.CHILD)
_MEN = re.compile(r"\b(?:men|mens|man|male|gentlem[ae]n|boys?|sons?|husband|him|his|he)\b|\bmenswear\b|\bmen's")
_WOMEN = re.compile(
    r"\b(?:wom[ae]n|womens|lad(?:y|ies)|ladieswear|lingeries?|female|girls?|daughters?|wife|mama|maternity|divided|"
    r"her|she|bride|bridesmaid)\b|\bwomen's"
)
_AGES = (
    (Age.BABY, re.compile(r"\b(?:bab(?:y|ies)|newborns?|infants?|toddlers?)\b|50-98")),
    (Age.YOUNG, re.compile(r"\b(?:young|teens?|teenagers?)\b|134-170")),
    (Age.KID, re.compile(r"92-140")),
    (Age.CHILD, re.compile(r"\b(?:child|children|childrens|kids?|girls?|boys?|sons?|daughters?)\b")),
)
_ADULTS = re.compile(
    r"\b(?:adults?|wom[ae]n|womens|lad(?:y|ies)|ladieswear|divided|men|mens|menswear|sport|mama|lingeries?)\b"
)
_COLUMNS = ("index_group_name", "index_name", "section_name")
_FALLBACK = ("department_name", "product_group_name", "product_type_name", "prod_name")
_ALL_CHILDREN = re.compile(r"\bbaby/children\b|\bkids & baby\b")
"""H&M's words for children of all sizes, which name babies too."""


@dataclass(frozen=True)
class Wearer:
    gender: Gender = Gender.ANY
    age: Age = Age.ANY


@dataclass(frozen=True, eq=False)
class Wearers:
    """gender, age: (articles,) codes of Gender and Age."""

    gender: CodeVector
    age: CodeVector

    def suit(self, wearer: Wearer) -> NDArray[np.bool_]:
        """(articles,) which articles this wearer may wear: an unknown gender or age suits all."""
        gender = (self.gender == wearer.gender) | (self.gender == Gender.ANY) | (wearer.gender == Gender.ANY)
        return np.asarray(gender & np.isin(self.age, _ages_beside(wearer.age)))

    def of(self, row: int) -> Wearer:
        return Wearer(Gender(int(self.gender[row])), Age(int(self.age[row])))


def _ages_beside(age: Age) -> Sequence[Age]:
    if age is Age.ANY:
        return tuple(Age)
    if age is Age.CHILD:
        return (Age.ANY, *_CHILDREN)
    return (Age.ANY, Age.ADULT) if age is Age.ADULT else (Age.ANY, age, Age.CHILD)


def wearers_of(articles: pd.DataFrame) -> Wearers:
    """For whom each article is made. Where index and section do not tell, the department, type and name do."""
    names = [name for name in (*_COLUMNS, *_FALLBACK) if name in articles]
    columns = [articles[name].astype(str).str.lower().tolist() for name in names]
    known: dict[tuple[str, ...], Wearer] = {}
    codes = np.empty((len(articles), 2), np.int8)
    first = sum(name in _COLUMNS for name in names)
    has_department = _FALLBACK[0] in articles
    for row, texts in enumerate(zip(*columns, strict=True)):
        told = known.get(texts[:first])
        if told is None:
            told = known[texts[:first]] = wearer_of(" | ".join(texts[:first]))
        if told == Wearer():
            told = wearer_of(" | ".join(texts[first:]))
        elif has_department and (told.gender is Gender.ANY or told.age in _VAGUE):
            told = _sharpened(told, wearer_of(texts[first]))
        codes[row] = told.gender, told.age
    return Wearers(codes[:, 0].copy(), codes[:, 1].copy())


def _sharpened(told: Wearer, more: Wearer) -> Wearer:
    """What the department adds: 'Kids & Baby Shoes' are a boy's in the department 'Young Boy Shoes'."""
    age = more.age if told.age is Age.ANY or (told.age is Age.CHILD and more.age in _CHILDREN) else told.age
    return Wearer(more.gender if told.gender is Gender.ANY else told.gender, age)


def wearer_of(text: str) -> Wearer:
    """For whom a text says that something is: a lower-case description of departments, or somebody's own words."""
    man, woman = _MEN.search(text), _WOMEN.search(text)
    gender = Gender.ANY if bool(man) == bool(woman) else Gender.MEN if man else Gender.WOMEN
    text = _ALL_CHILDREN.sub("children", text)
    age = next((age for age, words in _AGES if words.search(text)), Age.ANY)
    return Wearer(gender, Age.ADULT if age is Age.ANY and _ADULTS.search(text) else age)
