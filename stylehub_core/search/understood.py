"""What a reading means for a catalogue: which articles may be found, and what to tell the person who asked."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector
from stylehub_core.search.audiences import Audiences
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.reading.audience import audience_wishes
from stylehub_core.search.reading.reading import Reading
from stylehub_core.search.reading.tokens import tokens_of

NO_CURRENCY = "The catalogue names no currency, so “{}” was ignored: give one in catalog.toml."


@dataclass(frozen=True, eq=False)
class Understood:
    """allowed: (articles,) which articles may be found; None for all.

    stating: (articles,) which of them say that what is excluded is absent; None if nothing is excluded.
    ignored: the chips that could not be followed, with the reason for each.
    """

    allowed: BoolVector | None
    stating: BoolVector | None
    ignored: dict[str, str]


def understood(
    reading: Reading, lexical: LexicalIndex, audiences: Callable[[], Audiences], amounts: NDArray[np.float64] | None
) -> Understood:
    """amounts: (articles,) prices in the catalogue's currency, NaN where unknown; None if it names no currency."""
    allowed, stating = np.ones(lexical.rows, np.bool_), np.zeros(lexical.rows, np.bool_)
    ignored: dict[str, str] = {}
    for excluded in reading.excluded:
        having = lexical.having(excluded.text)
        people = audience_wishes(excluded.text, tokens_of(excluded.text))
        if people:
            having = having | audiences().mask(wish.audience for wish in people)
        allowed &= ~having | lexical.denying(excluded.text)
        stating |= lexical.stating_absence(excluded.text)
    if reading.audiences:
        meant = audiences().mask(wish.audience for wish in reading.audiences)
        if (meant & allowed).any():
            allowed &= meant
        else:
            names = " and ".join(wish.audience.value.lower() for wish in reading.audiences)
            for wish in reading.audiences:
                ignored[wish.audience.value] = f"The catalogue says of no article that it is for {names}."
    if reading.price is not None:
        if amounts is None:
            ignored[reading.price.text] = NO_CURRENCY.format(reading.price.text.lower())
        else:
            with np.errstate(invalid="ignore"):
                low, high = reading.price.lowest, reading.price.highest
                allowed &= amounts >= (-np.inf if low is None else low)
                allowed &= amounts <= (np.inf if high is None else high)
    return Understood(None if allowed.all() else allowed, stating if stating.any() else None, ignored)
