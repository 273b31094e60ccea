"""How much of a request's words articles have, as steps."""

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector

SHARES = ("attributes", "all attributes", "words", "all words")
_ALL = 0.999


def shared_words(asked: sparse.csr_array, attributes: sparse.csr_array, anywhere: sparse.csr_array) -> FloatVector:
    """(4, r, c) SHARES: the share of each request's words that an article has, and whether that is all of them.

    asked: (r, v) rows that sum to 1. attributes, anywhere: (c, v) 0 or 1, of the articles.
    """
    shares = []
    for has in (attributes, anywhere):
        share = np.asarray((asked @ has.T).toarray(), np.float32)
        shares += [share, (share >= _ALL).astype(np.float32)]
    return np.stack(shares)
