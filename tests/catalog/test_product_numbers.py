"""Products are numbered in the order of their codes, wherever their articles stand in the table."""

import pandas as pd

from stylehub_core.catalog.product_numbers import product_numbers


def test_all_colours_of_a_product_have_its_number() -> None:
    articles = pd.DataFrame({"product_code": ["0200", "0100", "0200", "dress-7", "0100"]})
    assert product_numbers(articles).tolist() == [1, 0, 1, 2, 0]
    assert product_numbers(articles.iloc[[3, 0, 2]]).tolist() == [1, 0, 0]
    assert product_numbers(articles.astype("category")).tolist() == [1, 0, 1, 2, 0]
    assert product_numbers(articles).dtype == "int32"


def test_without_product_codes_each_article_is_a_product() -> None:
    assert product_numbers(pd.DataFrame({"prod_name": ["Hat", "Hat"]})).tolist() == [0, 1]
    assert product_numbers(pd.DataFrame({"product_code": []})).tolist() == []
