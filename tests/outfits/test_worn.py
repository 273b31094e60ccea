"""What customers wear, with and without an outfit."""

import numpy as np

from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.worn import Worn


def outfits() -> Outfits:
    sets = ArticleSets.of([[0, 1], [1, 2, 3], [4, 5], [0, 5]])
    return Outfits(sets, np.array([7, 7, 2, -1], np.int32), np.full(4, -1, np.int32), "table")


def test_articles_count_by_how_many_outfits_have_them() -> None:
    worn, share = Worn.of(outfits(), 6).shares(np.array([7, -1, 2, 99, 0], np.int32))
    np.testing.assert_allclose(worn.toarray()[0], [0.2, 0.4, 0.2, 0.2, 0, 0], rtol=1e-6)
    np.testing.assert_allclose(worn.toarray()[2], [0, 0, 0, 0, 0.5, 0.5], rtol=1e-6)
    assert not worn.toarray()[[1, 3, 4]].any()
    np.testing.assert_allclose(share, [0.5, 0, 1 / 3, 0, 0], rtol=1e-6)


def test_an_outfit_does_not_count_for_itself() -> None:
    worn, share = Worn.of(outfits(), 6).without(outfits())
    expected = np.zeros((4, 6))
    expected[0, [1, 2, 3]] = 1 / 3
    expected[1, [0, 1]] = 1 / 2
    np.testing.assert_allclose(worn.toarray(), expected, rtol=1e-6)
    np.testing.assert_allclose(share, [1 / 3, 1 / 3, 0, 0], rtol=1e-6)


def test_without_customers_nobody_wears_anything() -> None:
    nobody = outfits().part(np.array([False, False, False, True]))
    worn, share = Worn.of(nobody, 6).shares(np.array([3, -1], np.int32))
    assert worn.shape == (2, 6) and not worn.nnz and not share.any()
