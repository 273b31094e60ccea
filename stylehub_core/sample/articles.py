"""The sample catalogue: articles.csv in H&M's manner, a Look for each picture, and hidden traits.

How it is made: a product gets a kind (with H&M's shares), an audience, and a hidden *style*, a unit vector (see
`style.py`). The style tilts, but does not fix, the choice of material, fit, pattern, colours and department. Half
the products belong to a *story*, a small collection with similar styles whose names share the first word.
Description and Look are made from these choices. So the words reveal one part of the style (occasions, through
attributes and a few phrases), pictures and colour columns reveal another part, and nothing reveals the hidden facets.
The words also hold much that no purchase depends on: necklines, care, composition, finish, names.
Popularity, launch day, lifetime and price quality are drawn independently of words and style.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .calendar import END_DAY, lifetimes, season_of
from .kinds import KINDS
from .look import Look, Pattern
from .naming import make_names
from .palette import COLOURS, MASTERS, VALUES, palette_matrix
from .product import Product, draw_product, product_kinds, second_colour
from .story import by_audiences, make_stories, pick_story
from .style import choose
from .taxonomy import APPEARANCES, AUDIENCES, GARMENT_GROUPS, INDEXES, PRODUCT_TYPES, SECTIONS, Slot
from .wording import describe

IntVector = NDArray[np.int64]
FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]

MIN_ARTICLES, MAX_ARTICLES = 20, 250_000
_PRODUCT_CODES = 1_000, 108_000  # below those of the real data, so that no id is a real one
_PRODUCTS_PER_ARTICLE = 0.36
_MAX_COLOURS = 14
_UNDESCRIBED = 0.004
_STAPLE = 0.7  # log units by which permanent articles sell less in a week than temporary ones
# Product groups that sell more or less than their number of products suggests.
_SLOT_PULL = {Slot.FULL: 0.25, Slot.SHOES: -0.6, Slot.SOCKS: -0.7, Slot.ACCESSORY: -0.4, Slot.SWIM: 0.1}
_MIXED = ((Pattern.SOLID, 3.0), (Pattern.STRIPE, 1.0), (Pattern.MELANGE, 0.6), (Pattern.DOT, 0.4))


@dataclass(frozen=True)
class ArticleTraits:
    """Hidden traits that affect purchases but are in no file of the catalogue; one row per article.

    style: (n, STYLE_DIMS) unit rows. palette: (n, PALETTE_DIMS) unit rows. colour, product, kind, slot,
    audience: (n,) codes.
    first_day, last_day: on sale, in days since 2018-09-20 (may be outside the two years).
    season: (n, 2) amplitude times cosine and sine of the peak. popularity, quality: (n,) log units.
    euros: (n,) full price.
    """

    style: FloatMatrix
    palette: FloatMatrix
    colour: IntVector
    product: IntVector
    kind: IntVector
    slot: IntVector
    audience: IntVector
    first_day: IntVector
    last_day: IntVector
    season: FloatMatrix
    popularity: FloatVector
    quality: FloatVector
    euros: FloatVector


@dataclass(frozen=True)
class SampleArticles:
    """articles.csv with Kaggle's 25 columns, one Look per row, and the hidden traits, all in the same order."""

    table: pd.DataFrame
    looks: tuple[Look, ...]
    traits: ArticleTraits


def make_articles(n_articles: int, seed: int) -> SampleArticles:
    """`n_articles` articles of about 0.36 `n_articles` products, ordered by article_id.

    Raises ValueError if n_articles is below 20 or above 250,000.
    """
    if n_articles > MAX_ARTICLES:
        raise ValueError(f"articles: {n_articles} is more than there are ids for; request at most {MAX_ARTICLES}.")
    if n_articles < MIN_ARTICLES:
        raise ValueError(f"articles: {n_articles} is too few for a catalogue; request at least {MIN_ARTICLES}.")
    rng = np.random.default_rng([seed, 1])
    kinds = product_kinds(rng, max(8, round(n_articles * _PRODUCTS_PER_ARTICLE)))
    sizes = _colours_per_product(rng, len(kinds), n_articles)
    stories = by_audiences(make_stories(rng, len(kinds)))
    products = [
        draw_product(rng, kind, int(size), pick_story(rng, stories[kind.audiences]))
        for kind, size in zip(kinds, sizes, strict=True)
    ]
    products = _fill_up(rng, products, n_articles)
    first, last = lifetimes(rng, [season_of(p.kind.season, p.look) for p in products], [p.kind.slot for p in products])
    order = np.argsort(first + rng.normal(0, 40, len(products)), kind="stable")
    products, first, last = [products[i] for i in order], first[order], last[order]
    looks, product, colour = _looks(rng, products)
    table = _table(rng, products, looks, product, colour)
    return SampleArticles(table, tuple(looks), _traits(rng, products, product, colour, first, last))


def _colours_per_product(rng: np.random.Generator, n_products: int, n_articles: int) -> IntVector:
    """(products,) the number of colours of each product, mostly few and sometimes many, about `n_articles` in total."""
    sizes = np.minimum(
        1 + rng.geometric(0.42, n_products) - 1 + (rng.random(n_products) < 0.12) * rng.integers(2, 8, n_products),
        _MAX_COLOURS,
    )
    return _adjusted(rng, sizes.astype(np.int64), np.full(n_products, _MAX_COLOURS), n_articles)


def _adjusted(rng: np.random.Generator, sizes: IntVector, room: IntVector, total: int) -> IntVector:
    """`sizes` with single colours added or removed at random until they sum to `total`."""
    while (gap := total - int(sizes.sum())) != 0:
        open_rows = np.flatnonzero(sizes < room) if gap > 0 else np.flatnonzero(sizes > 1)
        if len(open_rows) == 0:
            raise ValueError(f"articles: {total} do not fit {len(sizes)} products; request more articles.")
        rows = rng.permutation(open_rows)[: abs(gap)]
        sizes[rows] += 1 if gap > 0 else -1
    return sizes


def _fill_up(rng: np.random.Generator, products: list[Product], n_articles: int) -> list[Product]:
    """The products with more colours, to make up for kinds that come in few colours."""
    short = n_articles - sum(len(p.colours) for p in products)
    for i in rng.permutation(np.repeat(np.arange(len(products)), 4)):
        if short == 0:
            break
        product = products[i]
        free = [row for row, c in enumerate(COLOURS) if row not in product.colours and c.weight > 2]
        if product.kind.colours or not free or product.look.pattern is Pattern.DENIM:
            continue
        products[i] = replace(product, colours=(*product.colours, free[int(rng.integers(len(free)))]))
        short -= 1
    return products


def _looks(rng: np.random.Generator, products: list[Product]) -> tuple[list[Look], IntVector, IntVector]:
    """The Look, product and colour row of every article."""
    looks, rows, colours = [], [], []
    for number, product in enumerate(products):
        for colour in product.colours:
            shades = COLOURS[colour].shades
            shade = shades[int(rng.integers(len(shades)))]
            look = replace(product.look, colour=shade, second_colour=second_colour(rng, shade, product.look.child))
            looks.append(replace(look, pattern=choose(rng, _MIXED)) if product.varies else look)
            rows.append(number)
            colours.append(colour)
    return looks, np.array(rows), np.array(colours)


def _table(
    rng: np.random.Generator, products: list[Product], looks: list[Look], product: IntVector, colour: IntVector
) -> pd.DataFrame:
    """The table with Kaggle's 25 columns, one row per article."""
    names = make_names(rng, [p.tag for p in products], [p.word for p in products])
    texts = [
        describe(rng, p.look, slot=p.kind.slot, noun=p.noun, style=p.style, says_pattern=not p.varies) for p in products
    ]
    silent = set(rng.choice(len(products), size=round(len(products) * _UNDESCRIBED), replace=False).tolist())
    codes = np.sort(rng.choice(np.arange(*_PRODUCT_CODES), size=len(products), replace=False))
    suffixes = _suffixes(rng, product)
    rows = []
    for look, p, c, suffix in zip(looks, product, colour, suffixes, strict=True):
        code = f"{codes[p]:07d}"
        text = None if int(p) in silent else texts[p]
        rows.append((f"{code}{suffix:03d}", code, names[p], *_filing(products[p], look, int(c)), text))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _suffixes(rng: np.random.Generator, product: IntVector) -> IntVector:
    """001, 002, 004 …: rising numbers with gaps inside each product."""
    steps = 1 + (rng.random(len(product)) < 0.25) * rng.integers(1, 4, len(product))
    total = np.cumsum(steps)
    first = np.searchsorted(product, product, side="left")
    return np.asarray(total - total[first] + 1)


def _filing(product: Product, look: Look, colour: int) -> tuple[object, ...]:
    """All columns between prod_name and detail_desc."""
    type_no, group = PRODUCT_TYPES[product.kind.product_type]
    shade, department = COLOURS[colour], product.department
    index_name, group_no, group_name = INDEXES[department.index]
    return (
        type_no, product.kind.product_type, group, APPEARANCES[look.pattern], str(look.pattern), shade.code, shade.name,
        VALUES[shade.value], shade.value, MASTERS[shade.master], shade.master, department.no, department.name,
        department.index, index_name, group_no, group_name, department.section, SECTIONS[department.section],
        department.garment_group, GARMENT_GROUPS[department.garment_group],
    )  # fmt: skip


COLUMNS: tuple[str, ...] = (
    "article_id", "product_code", "prod_name", "product_type_no", "product_type_name", "product_group_name",
    "graphical_appearance_no", "graphical_appearance_name", "colour_group_code", "colour_group_name",
    "perceived_colour_value_id", "perceived_colour_value_name",
    "perceived_colour_master_id", "perceived_colour_master_name",
    "department_no", "department_name", "index_code", "index_name", "index_group_no", "index_group_name",
    "section_no", "section_name", "garment_group_no", "garment_group_name", "detail_desc",
)  # fmt: skip


def _traits(
    rng: np.random.Generator,
    products: list[Product],
    product: IntVector,
    colour: IntVector,
    first: IntVector,
    last: IntVector,
) -> ArticleTraits:
    n, n_products = len(product), len(products)
    quality = rng.normal(0.0, 0.25, n_products)
    kind_euros = np.array([p.kind.euros * (0.75 if p.look.child else 1.0) for p in products])
    euros = np.maximum(np.round(kind_euros * np.exp(quality) / 2.5) * 2.5, 1.0) - 0.01
    weight = np.array([c.weight for c in COLOURS])
    pull = np.array([_SLOT_PULL.get(p.kind.slot, 0.0) for p in products])
    popularity = (rng.normal(0.0, 0.48, n_products) - 0.15 * np.log(euros / 20.0) + pull)[product]
    popularity = popularity + rng.normal(0.0, 0.33, n) + 0.3 * np.log(weight[colour])
    seasonal = (last < END_DAY + 60)[product]
    popularity -= np.where(seasonal, 0.0, _STAPLE)
    late = (seasonal & (rng.random(n) < 0.15)) * rng.integers(20, 120, n)
    first_day = np.minimum(first[product] + late, np.maximum(last[product] - 21, first[product]))
    return ArticleTraits(
        style=np.array([p.style for p in products])[product],
        palette=palette_matrix()[colour],
        colour=colour,
        product=product,
        kind=np.array([KINDS.index(p.kind) for p in products])[product],
        slot=np.array([int(p.kind.slot) for p in products])[product],
        audience=np.array([AUDIENCES.index(p.audience) for p in products])[product],
        first_day=first_day,
        last_day=np.maximum(last[product], np.minimum(first_day + 21, END_DAY + 60)),
        season=np.array([season_of(p.kind.season, p.look) for p in products])[product],
        popularity=popularity,
        quality=quality[product],
        euros=euros[product],
    )
