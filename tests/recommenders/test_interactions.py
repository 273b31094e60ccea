"""The matrix of purchases, customers by articles."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.models.world import World
from stylehub_core.recommenders.interactions import interactions
from tests.conftest import MakeCatalog

PURCHASES = [
    ("2020-01-01", 0, 3),
    ("2020-01-10", 0, 3),
    ("2020-01-10", 0, 3),
    ("2020-01-10", 0, 1),
    ("2020-01-05", 2, 4),
    ("2020-01-20", 2, 0),
]


def test_it_counts_the_pieces_of_every_customer(make_catalog: MakeCatalog, encoder) -> None:
    matrix = interactions(World(make_catalog(PURCHASES, 5, 4), encoder, date(2020, 1, 10)))
    assert matrix.dtype == np.float32 and matrix.has_sorted_indices
    np.testing.assert_array_equal(matrix.toarray(), [[0, 1, 0, 3, 0], [0] * 5, [0, 0, 0, 0, 1], [0] * 5])


def test_older_pieces_count_less(make_catalog: MakeCatalog, encoder) -> None:
    matrix = interactions(World(make_catalog(PURCHASES, 5, 4), encoder, date(2020, 1, 10)), half_after=10).toarray()
    np.testing.assert_allclose(matrix[0, [1, 3]], [1 / 1.1, 2 / 1.1 + 1 / 2], rtol=1e-6)
    assert matrix[2, 4] == pytest.approx(1 / 1.6)


def test_a_customer_s_hidden_purchases_do_not_count(make_catalog: MakeCatalog, encoder) -> None:
    hidden = pd.DataFrame({"customer": [0], "hidden_from": [date(2020, 1, 10)]})
    matrix = interactions(World(make_catalog(PURCHASES, 5, 4), encoder, hidden_from=hidden))
    np.testing.assert_array_equal(matrix.toarray(), [[0, 0, 0, 1, 0], [0] * 5, [1, 0, 0, 0, 1], [0] * 5])


def test_no_purchases_say_what_to_do(make_catalog: MakeCatalog, encoder) -> None:
    with pytest.raises(ModelError, match="needs purchases.*later last day"):
        interactions(World(make_catalog(PURCHASES), encoder, date(2019, 1, 1)))
