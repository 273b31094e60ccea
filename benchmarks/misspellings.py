"""Words as people mistype them: a letter left out, typed twice, swapped with the next, or struck beside its key."""

from random import Random
from typing import Literal, get_args

Slip = Literal["dropped", "doubled", "swapped", "neighbouring key", "other vowel"]
SLIPS: tuple[Slip, ...] = get_args(Slip)
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {key: (row, column + row / 2) for row, keys in enumerate(_KEYS) for column, key in enumerate(keys)}
_VOWELS = "aeiou"


def misspelt(word: str, slip: Slip, random: Random) -> str:
    """The word with one slip at a random letter; the word itself where it offers none. word: letters from a to z."""
    at = random.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    match slip:
        case "dropped":
            return before + after
        case "doubled":
            return before + letter + letter + after
        case "swapped":
            at = random.randrange(max(len(word) - 1, 1))
            return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        case "neighbouring key":
            return before + random.choice(_neighbours(letter)) + after
        case "other vowel":
            vowels = [place for place, each in enumerate(word) if each in _VOWELS]
            if not vowels:
                return word
            at = random.choice(vowels)
            return word[:at] + random.choice(_VOWELS.replace(word[at], "")) + word[at + 1 :]


def _neighbours(key: str) -> list[str]:
    row, column = _PLACES[key]
    return [
        other
        for other, (other_row, other_column) in _PLACES.items()
        if other != key and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
    ]
