"""A shelf shows many kinds of article before it repeats a kind."""

import pandas as pd

from stylehub_core.shopper.shelf import varied


def test_each_kind_has_its_turn() -> None:
    articles = pd.DataFrame({"product_type_name": pd.Categorical(["Shirt", "Shirt", "Sock", "Shirt", "Hat"])})
    assert varied(articles, [0, 1, 2, 3, 4], 4) == [0, 2, 4, 1]
    assert varied(articles, [3, 1], 9) == [3, 1]
    assert varied(articles, [], 3) == []
