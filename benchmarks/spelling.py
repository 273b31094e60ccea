"""How often misspelt words are corrected to the right one, right ones are left alone, and other languages are doubted.

Words are drawn from the catalogue's own. A misspelling that the catalogue has as a word is never corrected, and is left
out here. The settings were chosen with --seed 1 on hm-slice.

python -m benchmarks.spelling --data DIR --seed 7
"""

import argparse
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd

from benchmarks.foreign_requests import BORROWED, CHOSEN, ENGLISH, SEEN, UNSEEN
from benchmarks.machine import heading
from benchmarks.misspellings import SLIPS, misspelt
from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.reading.english import english_words
from stylehub_core.search.reading.language import language_doubt
from stylehub_core.search.reading.spelling import Speller
from stylehub_core.search.words import STOP_WORDS, stem

LEAST_WEIGHT = 5
"""The least weight of a word that is drawn: rarer ones are often misspelt themselves."""
TIMED = 1000


@dataclass(frozen=True)
class Shares:
    """Of `tried` misspellings: the share corrected to the right word or a form of it, to another word, and English ones
    among those that were left as they were.
    """

    tried: int
    right: float
    wrong: float
    english: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with an articles.csv in Kaggle's layout")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--words", type=int, default=3000)
    arguments = parser.parse_args()
    articles = pd.read_csv(arguments.data / "articles.csv", dtype=str)
    started = time.perf_counter()
    words = CatalogueWords.of(articles)
    counted = time.perf_counter()
    speller = Speller(words)
    print(heading(f"Spelling, {len(articles):,} articles, {len(words.weights):,} words, seed {arguments.seed}"))
    print(f"words counted in {counted - started:.2f} s, speller made in {time.perf_counter() - counted:.2f} s\n")
    _print_corrections(speller, words, arguments.seed, arguments.words)
    _print_left_alone(speller, words)
    _print_times(speller, words, arguments.seed)
    _print_languages(speller, words, arguments.seed)


def shares(speller: Speller, drawn: Sequence[str], random: Random) -> Shares:
    """What becomes of these words, each with one slip; all kinds of slips in turn."""
    tried = right = wrong = english = 0
    for number, word in enumerate(drawn):
        typed = misspelt(word, SLIPS[number % len(SLIPS)], random)
        if typed == word or speller.knows(typed):
            continue
        meant = speller.corrected(typed).text
        tried += 1
        right += stem(meant) == stem(word)
        wrong += meant != typed and stem(meant) != stem(word)
        english += meant == typed in english_words()
    return Shares(tried, right / tried, wrong / tried, english / tried)


def _drawable(words: CatalogueWords) -> dict[str, int]:
    """The weights of the words that may be drawn."""
    return {
        word: weight
        for word, weight in words.weights.items()
        if weight >= LEAST_WEIGHT and word.isascii() and word.isalpha() and word.islower() and word not in STOP_WORDS
    }


def _print_corrections(speller: Speller, words: CatalogueWords, seed: int, count: int) -> None:
    print(f"{'misspelt words':<44}{'tried':>7}{'right':>8}{'wrong':>8}{'left: English':>15}")
    weights = _drawable(words)
    for letters, low, high in (("4 letters", 4, 4), ("5 letters or more", 5, 99), ("5 to 6 letters", 5, 6)):
        pool = [word for word in weights if low <= len(word) <= high]
        drawn = Random(seed).choices(pool, [weights[word] for word in pool], k=count)
        _print_shares(f"{letters}, by how often they occur", shares(speller, drawn, Random(seed)))
    frequent = [word for word in weights if len(word) >= 5 and weights[word] >= 50]
    drawn = Random(seed).choices(frequent, k=count)
    _print_shares("5 letters or more, all with weight 50 alike", shares(speller, drawn, Random(seed)))
    common = sorted(english_words(), key=lambda word: -english_words()[word])[:8000]
    outside = [word for word in common if len(word) >= 5 and not speller.knows(word)]
    _print_shares(
        "English words outside the catalogue", shares(speller, Random(seed).choices(outside, k=count), Random(seed))
    )


def _print_shares(name: str, found: Shares) -> None:
    print(f"{name:<44}{found.tried:>7,}{found.right:>8.3f}{found.wrong:>8.3f}{found.english:>15.3f}")


def _print_left_alone(speller: Speller, words: CatalogueWords) -> None:
    print(f"\n{'right words':<44}{'tried':>7}{'changed':>10}")
    by_count = sorted(english_words(), key=lambda word: -english_words()[word])
    english = [word for word in by_count if not speller.knows(word)]
    for name, pool in (
        ("the catalogue's", list(words.weights)),
        ("the most common English words it lacks", english[:7000]),
        ("less common English words it lacks", english[7000:25_000]),
        ("rare English words it lacks", english[25_000:]),
    ):
        changed = sum(bool(speller.corrected(word).corrections) for word in pool)
        print(f"{name:<44}{len(pool):>7,}{changed / len(pool):>10.4f}")


def _print_times(speller: Speller, words: CatalogueWords, seed: int) -> None:
    weights, random, times = _drawable(words), Random(seed), []
    pool = [word for word in weights if len(word) > 3]
    for _ in range(TIMED):
        first, *others = random.choices(pool, [weights[word] for word in pool], k=3)
        request = " ".join([misspelt(first, random.choice(SLIPS), random), *others])
        started = time.process_time()
        speller.corrected(request)
        times.append(1000 * (time.process_time() - started))
    print(f"\nthree words, one misspelt: {np.median(times):.2f} ms, p95 {np.percentile(times, 95):.2f} ms")


def _print_languages(speller: Speller, words: CatalogueWords, seed: int) -> None:
    print(f"\n{'other languages':<44}{'tried':>7}{'doubted':>10}{'named right':>13}")
    for name, requests in (("with which the rules were made", CHOSEN), ("seen", SEEN), ("unseen", UNSEEN)):
        pairs = [(language, text) for language, texts in requests.items() for text in _each(texts)]
        doubts = [(language, doubt.language) for language, text in pairs if (doubt := language_doubt(text, speller))]
        right = sum(doubted in language for language, doubted in doubts) / len(doubts)
        print(f"{name:<44}{len(pairs):>7,}{len(doubts) / len(pairs):>10.3f}{right:>13.3f}")
    print(f"\n{'English':<44}{'tried':>7}{'doubted':>10}")
    weights, random = _drawable(words), Random(seed)
    pool = [word for word in weights if len(word) > 3]
    drawn = [random.choices(pool, [weights[word] for word in pool], k=random.choice((1, 2, 3))) for _ in range(TIMED)]
    wrong = [" ".join(misspelt(word, random.choice(SLIPS), random) for word in request) for request in drawn]
    for name, texts in (
        ("that looks foreign, brands and nonsense", _each(ENGLISH)),
        ("more borrowed words and brands", _each(BORROWED)),
        ("one to three words, all misspelt", wrong),
    ):
        tried = list(texts)
        print(f"{name:<44}{len(tried):>7,}{sum(bool(language_doubt(t, speller)) for t in tried) / len(tried):>10.3f}")


def _each(texts: str) -> Iterable[str]:
    return (" ".join(text.split()) for text in texts.split(","))


if __name__ == "__main__":
    main()
