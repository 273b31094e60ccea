"""How people misspell a word: a letter left out or doubled, two swapped, the key beside it, another vowel."""

import numpy as np

VOWELS = "aeiou"
SECOND_EDIT = 0.1
"""The share of misspelt words with two errors, among words of LONG letters or more."""
LONG = 6

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHIFTS = (0.0, 0.3, 0.8)  # of a keyboard's rows, in keys
_PLACES = {
    letter: (row, column + shift)
    for row, (letters, shift) in enumerate(zip(_ROWS, _SHIFTS, strict=True))
    for column, letter in enumerate(letters)
}
BESIDE = {
    letter: "".join(
        other
        for other, (its_row, its_column) in _PLACES.items()
        if other != letter and abs(its_row - row) <= 1 and abs(its_column - column) <= 1
    )
    for letter, (row, column) in _PLACES.items()
}
"""The keys that touch a letter's key."""


def misspelt(word: str, rng: np.random.Generator) -> str:
    """The word, of letters a to z, with one error, or seldom two. It may be the word itself: two swaps undo each other.

    The first letter is seldom wrong, as with people: an error that would fall on it is drawn a second time.
    """
    for _ in range(2 if rng.random() < SECOND_EDIT and len(word) >= LONG else 1):
        word = _with_one_error(word, rng)
    return word


def one_error_away(word: str) -> set[str]:
    """All words of a to z that lack, add, change or swap one letter of the word."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    letters = BESIDE.keys()
    return (
        {before + after[1:] for before, after in parts if after}
        | {before + letter + after for before, after in parts for letter in letters}
        | {before + letter + after[1:] for before, after in parts if after for letter in letters}
        | {before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1}
    )


def _with_one_error(word: str, rng: np.random.Generator) -> str:
    place = int(rng.integers(len(word))) or int(rng.integers(len(word)))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kinds = ["drop", "double", "key"]
    if after and after[0] != letter:
        kinds.append("swap")
    if letter in VOWELS:
        kinds.append("vowel")
    match kinds[int(rng.integers(len(kinds)))]:
        case "drop":
            return before + after
        case "double":
            return before + letter * 2 + after
        case "swap":
            return before + after[0] + letter + after[1:]
        case "key":
            return before + _one_of(BESIDE[letter], rng) + after
        case _:
            return before + _one_of(VOWELS.replace(letter, ""), rng) + after


def _one_of(letters: str, rng: np.random.Generator) -> str:
    return letters[int(rng.integers(len(letters)))]
