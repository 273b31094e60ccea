"""Product names with H&M's quirks: a first word, a tag for the kind, sometimes a suffix or capitals."""

from collections.abc import Sequence

import numpy as np

_GIVEN = (
    "Majvi", "Torunn", "Elvine", "Sannika", "Brisa", "Odalys", "Junot", "Marlis", "Veslemo", "Ansa", "Linnéa",
    "Tindre",
    "Ylvali", "Solvej", "Maiken", "Henrika", "Svea", "Petronel", "Klarika", "Amarie", "Lisbeta", "Fenja", "Gunnel",
    "Dorthe",
    "Isolde", "Rosalin", "Merit", "Thyra", "Astri", "Bodil", "Carin", "Dagny", "Embla", "Frida", "Gerda", "Hedda",
    "Idun",
    "Janna", "Kajsalie", "Lovis", "Malou", "Nanna", "Ottilia", "Pernilla", "Ragna", "Sigrid", "Tuva", "Ulla",
    "Vilja", "Ebba",
    "Alvar", "Birk", "Casper", "Didrik", "Einar", "Folke", "Gustaf", "Hjalmar", "Ivar", "Jorn", "Kettil", "Love",
    "Melker",
    "Nils", "Orvar", "Sixten", "Tage", "Ulrik", "Vidar", "Walter", "Loke", "Ruben", "Sander", "Tobias",
)  # fmt: skip
_WORDS = (
    "River", "Harbour", "Lantern", "Meadow", "Granite", "Juniper", "Saffron", "Wicker", "Cinder", "Marble",
    "Clover", "Drift",
    "Ember", "Fjord", "Glacier", "Heather", "Indigo", "Kelp", "Lagoon", "Mallow", "Nectar", "Opal", "Pebble",
    "Quartz", "Rye",
    "Sorbet", "Thistle", "Umber", "Velvet", "Wander", "Zephyr", "Anchor", "Birch", "Cosmea", "Dune", "Echo",
    "Fable", "Garnet",
    "Hollow", "Island", "Jetty", "Kite", "Lemonade", "Moss", "Nova", "Orbit", "Pomelo", "Ripple", "Sundown",
    "Tangelo", "Utopia",
    "Valley", "Whistle", "Yonder", "Aster", "Biscuit", "Comet", "Dahlia", "Elm", "Fern", "Gossip", "Hopscotch",
    "Ivory", "Jungle",
    "Kiwi", "Lullaby", "Magnet", "Nutmeg", "Oat", "Pistachio", "Quiver", "Raven", "Smoothie", "Trillium", "Vinyl",
    "Waffle",
)  # fmt: skip
_SUFFIXES = ("", "", "", "", "", "", "", "", "(1)", "V.2", "NEW", "TVP", "RW", "HW", "J", "SB", "opt. B", "Price")


def first_word(rng: np.random.Generator) -> str:
    """The first word of a product's name: a person's name or another word."""
    pool = _GIVEN if rng.random() < 0.5 else _WORDS
    return pool[int(rng.integers(len(pool)))]


def make_names(
    rng: np.random.Generator, tags: Sequence[str], words: Sequence[str | None], *, shared: float = 0.03
) -> list[str]:
    """One name per product.

    tags: the word for each product's kind.
    words: the first word of each name; None for any.
    shared: probability that a product takes the name of an earlier one with the same tag, as in the real data.
    """
    names: list[str] = []
    used: set[str] = set()
    by_tag: dict[str, list[str]] = {}
    for tag, word in zip(tags, words, strict=True):
        earlier = by_tag.setdefault(tag, [])
        if earlier and word is None and rng.random() < shared:
            names.append(earlier[int(rng.integers(len(earlier)))])
            continue
        name = _fresh(rng, tag, word, used)
        used.add(name.casefold())
        earlier.append(name)
        names.append(name)
    return names


def _fresh(rng: np.random.Generator, tag: str, fixed_word: str | None, used: set[str]) -> str:
    """A name that is not in `used`; after ten tries, a number is added."""
    for attempt in range(11):
        word = fixed_word or first_word(rng)
        suffix = _SUFFIXES[int(rng.integers(len(_SUFFIXES)))]
        name = " ".join(part for part in (word, tag, suffix) if part)
        if attempt == 10:
            name = f"{word} {tag} {len(used)}"
        style = rng.random()
        if style < 0.13:
            name = name.upper()
        elif style < 0.2:
            name = name.title().replace("'S", "'s")
        if name.casefold() not in used:
            return name
    return name
