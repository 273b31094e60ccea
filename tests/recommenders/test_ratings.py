"""The matrix of ratings, customers by articles."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.catalog.schema import TRANSACTIONS_FILE
from stylehub_core.models.world import World
from stylehub_core.recommenders.adjusted_cosine import AdjustedCosine, PlainCosine, similarities
from stylehub_core.recommenders.interactions import interactions
from stylehub_core.recommenders.ratings import ratings_of
from tests.conftest import MakeCatalog
from tests.recommenders.test_interactions import PURCHASES

RATINGS = (5, 4, None, 1, 0, 3)
FIRST_OF_JUNE = date(2020, 6, 1)


def test_it_is_the_mean_of_a_customer_s_ratings_of_an_article(make_catalog: MakeCatalog, encoder) -> None:
    matrix = ratings_of(World(make_catalog(PURCHASES, 5, 4, ratings=RATINGS), encoder))
    assert matrix.dtype == np.float32 and matrix.has_sorted_indices
    np.testing.assert_array_equal(matrix.toarray(), [[0, 1, 0, 4.5, 0], [0] * 5, [3, 0, 0, 0, 0], [0] * 5])
    assert matrix.nnz == 4  # a 0 is a rating


def test_ratings_that_may_not_be_seen_do_not_count(make_catalog: MakeCatalog, encoder) -> None:
    catalog = make_catalog(PURCHASES, 5, 4, ratings=RATINGS)
    matrix = ratings_of(World(catalog, encoder, date(2020, 1, 9)))
    assert matrix[0, 3] == 5 and matrix.nnz == 2


def test_pieces_stand_for_ratings_where_there_are_none(make_catalog: MakeCatalog, encoder) -> None:
    for ratings in (None, [None] * len(PURCHASES)):
        world = World(make_catalog(PURCHASES, 5, 4, ratings=ratings), encoder)
        np.testing.assert_array_equal(ratings_of(world).toarray(), interactions(world).toarray())


def test_a_catalogue_from_before_there_were_ratings_opens_without_any(make_catalog: MakeCatalog, encoder) -> None:
    catalog = make_catalog(PURCHASES, 5, 4)
    with catalog.connect() as connection:
        path = catalog.folder / TRANSACTIONS_FILE
        connection.execute(f"COPY (SELECT * EXCLUDE (rating) FROM transactions) TO '{path}.old' (FORMAT parquet)")
    Path(f"{path}.old").replace(path)
    opened = type(catalog).open(catalog.folder)
    with World(opened, encoder, FIRST_OF_JUNE).purchases() as purchases:
        assert purchases.execute("SELECT count(*), count(rating) FROM purchases").fetchall() == [(6, 0)]


@pytest.mark.parametrize(("recommender", "adjusted"), [(AdjustedCosine(), True), (PlainCosine(), False)])
def test_both_cosines_learn_from_ratings(make_catalog: MakeCatalog, encoder, tmp_path, recommender, adjusted) -> None:
    purchases = [("2020-01-01", who, row) for who in range(3) for row in range(3)]
    given = [5, 3, 1, 4, 1, 2, 1, 5, 3]
    world = World(make_catalog(purchases, 3, 3, ratings=given), encoder)
    expected = similarities(ratings_of(world), adjusted=adjusted).toarray()
    similarity = recommender.fit(world, tmp_path).similarity.toarray()
    np.testing.assert_allclose(similarity, expected)
    pieces = similarities(interactions(world), adjusted=adjusted).toarray()
    assert not np.allclose(similarity, pieces)
