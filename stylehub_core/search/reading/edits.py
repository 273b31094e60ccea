"""How unlikely it is that somebody types one word for another: a Damerau-Levenshtein distance with cheaper slips."""

from functools import lru_cache

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_ALIKE = frozenset(frozenset(pair) for pair in ("ck", "sz", "cs", "kq", "gj", "vw", "mn", "fv", "td", "xc"))
SWAPPED, DOUBLED, NEARBY, MISSING, ANY = 0.7, 0.5, 0.75, 0.85, 1.0
CHEAPEST = DOUBLED
"""The costs of two letters in the wrong order; of a letter typed once instead of twice, or twice instead of once; of a
neighbouring key, another vowel or a letter that sounds alike; and of any other edit.
"""
OTHER_START = 0.5
"""What is added where the first letter differs: people know how a word starts."""


def _neighbours() -> frozenset[frozenset[str]]:
    """Pairs of letters whose keys touch."""
    places = {letter: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, letter in enumerate(keys)}
    return frozenset(
        frozenset((one, other))
        for one, (row, column) in places.items()
        for other, (other_row, other_column) in places.items()
        if one < other and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
    )


_CHEAP = (
    _neighbours() | _ALIKE | frozenset(frozenset((one, other)) for one in _VOWELS for other in _VOWELS if one < other)
)


@lru_cache(maxsize=20_000)
def edit_cost(typed: str, meant: str) -> float:
    """0 for the same word; about 1 for each letter that is missing, too many, wrong, or swapped with the next."""
    before: list[float] = []
    last = [0.0]
    for column in range(1, len(meant) + 1):
        last.append(last[-1] + _one_more(meant, column - 1, MISSING))
    for row in range(1, len(typed) + 1):
        current = [last[0] + _one_more(typed, row - 1, ANY)]
        for column in range(1, len(meant) + 1):
            here, there = typed[row - 1], meant[column - 1]
            cost = min(
                last[column - 1] + _instead(here, there),
                last[column] + _one_more(typed, row - 1, ANY),
                current[column - 1] + _one_more(meant, column - 1, MISSING),
            )
            swapped = row > 1 and column > 1 and here == meant[column - 2] and there == typed[row - 2]
            if swapped and here != there:
                cost = min(cost, before[column - 2] + SWAPPED)
            current.append(cost)
        before, last = last, current
    return last[-1] + (OTHER_START if typed[:1] != meant[:1] else 0.0)


def _instead(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return NEARBY if frozenset((one, other)) in _CHEAP else ANY


def _one_more(word: str, at: int, cost: float) -> float:
    """The cost of the letter of `word` at this place, which the other word lacks."""
    return DOUBLED if at and word[at] == word[at - 1] else cost
