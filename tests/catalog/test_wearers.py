"""For whom articles are made, and what somebody's own words say of it."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.catalog.wearers import Age, Gender, Wearer, Wearers, wearer_of, wearers_of


@pytest.mark.parametrize(
    ("text", "gender", "age"),
    [
        ("ladieswear | ladieswear | womens tailoring", Gender.WOMEN, Age.ADULT),
        ("divided | divided | divided collection", Gender.WOMEN, Age.ADULT),
        ("menswear | menswear | contemporary casual", Gender.MEN, Age.ADULT),
        ("sport | sport | men h&m sport", Gender.MEN, Age.ADULT),
        ("sport | sport | kids sports", Gender.ANY, Age.CHILD),
        ("baby/children | children sizes 134-170 | young girl", Gender.WOMEN, Age.YOUNG),
        ("baby/children | children sizes 92-140 | kids boy", Gender.MEN, Age.KID),
        ("baby/children | baby sizes 50-98 | baby girl", Gender.WOMEN, Age.BABY),
        ("baby/children | children accessories, swimwear | kids & baby shoes", Gender.ANY, Age.CHILD),
        ("black jeans for men", Gender.MEN, Age.ADULT),
        ("summer wedding", Gender.ANY, Age.ANY),
        ("for women and men", Gender.ANY, Age.ADULT),
    ],
)
def test_who_wears_it(text: str, gender: Gender, age: Age) -> None:
    assert wearer_of(text) == Wearer(gender, age)


def test_children_of_one_size_wear_nothing_of_another() -> None:
    ages = [Age.ADULT, Age.BABY, Age.KID, Age.YOUNG, Age.CHILD, Age.ANY]
    wearers = Wearers(np.zeros(6, np.int8), np.array(ages, np.int8))
    assert wearers.suit(Wearer(age=Age.KID)).tolist() == [False, False, True, False, True, True]
    assert wearers.suit(Wearer(age=Age.CHILD)).tolist() == [False, True, True, True, True, True]
    assert wearers.suit(Wearer(age=Age.ADULT)).tolist() == [True, False, False, False, False, True]
    assert wearers.suit(Wearer()).all()


def test_where_no_department_tells_the_name_does() -> None:
    articles = pd.DataFrame({"section_name": ["Sale", "Sale"], "prod_name": ["Men's shirt", "Scarf"]})
    found = wearers_of(articles)
    assert found.gender.tolist() == [Gender.MEN, Gender.ANY]


def test_the_department_says_what_index_and_section_leave_open() -> None:
    articles = pd.DataFrame(
        {
            "index_name": ["Children Accessories, Swimwear", "Children Accessories, Swimwear", "Sport", "Ladieswear"],
            "section_name": ["Kids & Baby Shoes", "Kids Accessories", "Kids Sports", "Womens Shoes"],
            "department_name": ["Young Boy Shoes", "Kids Girl Big Acc", "Sport", "Men Shoes"],
        }
    )
    found = wearers_of(articles)
    assert found.gender.tolist() == [Gender.MEN, Gender.WOMEN, Gender.ANY, Gender.WOMEN]
    assert found.age.tolist() == [Age.YOUNG, Age.CHILD, Age.CHILD, Age.ADULT]
