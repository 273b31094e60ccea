"""A product of the sample catalogue: kind, audience, style, department and look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from .departments import departments_for
from .kinds import AUDIENCE_SHARES, GROUP_SHARES, KINDS, Kind
from .look import Detail, Fit, Garment, Length, Look, Material, Motif, Neckline, Pattern, Sleeve
from .palette import COLOURS, RESTRICTED, brightness
from .story import AUDIENCE_LEAN, Story
from .style import OCCASIONS, FloatVector, choose, draw_style, occasion_lean
from .taxonomy import CHILDREN, PRODUCT_TYPES, Audience, Department, Slot

T = TypeVar("T")
_NOT_FOR_MEN = frozenset({
    Sleeve.PUFF, Sleeve.BALLOON, Sleeve.STRAP, Sleeve.THREE_QUARTER, Neckline.OFF_SHOULDER, Neckline.HALTER,
    Neckline.SQUARE,
    Neckline.BOAT, Detail.FRILL, Detail.LACE_TRIM, Detail.SMOCKING, Detail.WRAP, Detail.HEEL, Detail.PLATFORM,
    Detail.SLIT,
    Material.LACE, Material.CHIFFON, Material.MESH, Pattern.LACE, Pattern.TRANSPARENT, Pattern.GLITTER, Fit.FLARED,
    Fit.WIDE,
    Motif.HEART, Motif.LEOPARD, Pattern.METALLIC,
})  # fmt: skip
_NOT_FOR_CHILDREN = frozenset({
    Sleeve.STRAP, Neckline.OFF_SHOULDER, Neckline.HALTER, Detail.HEEL, Detail.SLIT, Material.LACE, Material.MESH,
    Material.LEATHER,
    Material.SATIN, Pattern.TRANSPARENT, Pattern.LACE, Motif.LEOPARD, Length.CALF, Neckline.V,
})  # fmt: skip
_PRINTS_ADULT = (
    (Motif.TEXT, 3.0),
    (Motif.ABSTRACT, 1.0),
    (Motif.FLORAL, 0.8),
    (Motif.STAR, 0.4),
    (Motif.PALM, 0.4),
    (Motif.HEART, 0.3),
)
_PRINTS_CHILD = ((Motif.ANIMAL, 3.0), (Motif.TEXT, 1.5), (Motif.STAR, 1.0), (Motif.HEART, 0.7))
_ALL_OVER_CHILD = (
    (Motif.FLORAL, 2.0),
    (Motif.STAR, 1.0),
    (Motif.HEART, 1.0),
    (Motif.ANIMAL, 1.2),
    (Motif.ABSTRACT, 0.5),
)
_PLAIN_CLOTH = frozenset(
    {Material.LEATHER, Material.SUEDE, Material.CABLE_KNIT, Material.PILE, Material.STRAW, Material.PADDED}
)
_ONE_LOOK = _PLAIN_CLOTH | {Material.DENIM, Material.LACE}
_MAY_MIX = frozenset({Material.JERSEY, Material.RIB, Material.KNIT, Material.WOVEN})
# Details that exclude each other: the second is dropped if the first is present.
_CLASHES = (
    (Detail.DOUBLE_BREASTED, Detail.BUTTONS), (Detail.WRAP, Detail.BUTTONS), (Detail.WRAP, Detail.ZIP),
    (Detail.DRAWSTRING, Detail.BELT),
    (Detail.WRAP, Detail.SMOCKING), (Detail.RIPPED, Detail.TURN_UP), (Detail.FRILL, Detail.SLIT),
)  # fmt: skip
_PRINTED = (Pattern.FRONT_PRINT, Pattern.PLACEMENT_PRINT)


@dataclass(frozen=True)
class Product:
    """The properties that all colours of a product share; `look` is in the first colour.

    varies: whether its colours differ in pattern, so that its text names no pattern.
    colours: rows of `COLOURS`.
    word: the first word of its name, if it belongs to a story.
    """

    kind: Kind
    audience: Audience
    department: Department
    style: FloatVector
    look: Look
    noun: str
    tag: str
    varies: bool
    colours: tuple[int, ...]
    word: str | None


def product_kinds(rng: np.random.Generator, n_products: int) -> list[Kind]:
    """One kind per product; with 60 products or more, every product group has at least one."""
    groups = list(GROUP_SHARES)
    share = np.array([GROUP_SHARES[group] for group in groups])
    floor = 1 if n_products >= 60 else 0
    exact = share / share.sum() * (n_products - floor * len(groups))
    counts = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: n_products - floor * len(groups) - counts.sum()]] += 1
    kinds: list[Kind] = []
    for group, count in zip(groups, counts + floor, strict=True):
        pool = [(kind, kind.weight) for kind in KINDS if PRODUCT_TYPES[kind.product_type][1] == group]
        kinds += [choose(rng, pool) for _ in range(count)]
    return [kinds[i] for i in rng.permutation(len(kinds))]


def draw_product(rng: np.random.Generator, kind: Kind, n_colours: int, story: Story | None = None) -> Product:
    """A product of `kind` in at most `n_colours` colours, close to its story if it has one."""
    if story is None:
        audience = choose(rng, [(a, AUDIENCE_SHARES[a]) for a in AUDIENCE_SHARES if a in kind.audiences])
        style = draw_style(rng, occasion_lean(kind.lean) + occasion_lean(AUDIENCE_LEAN[audience]))
    else:
        audience = story.audience
        style = story.style + rng.normal(0.0, 0.14, len(story.style))
        style = style / np.linalg.norm(style)
    look = _draw_look(rng, kind, audience, style, story)
    colours = _draw_colours(rng, kind, look, style, n_colours, story)
    mixes = (
        len(colours) > 1 and look.pattern is Pattern.SOLID and look.material in _MAY_MIX and kind.slot is not Slot.OTHER
    )
    return Product(
        kind=kind,
        audience=audience,
        department=_draw_department(rng, audience, kind.family, style),
        style=style,
        look=look,
        noun=kind.nouns[int(rng.integers(len(kind.nouns)))],
        tag=kind.tags[int(rng.integers(len(kind.tags)))],
        varies=bool(mixes and rng.random() < 0.2),
        colours=colours,
        word=story.word if story else None,
    )


def _draw_department(rng: np.random.Generator, audience: Audience, family: str, style: FloatVector) -> Department:
    rows = departments_for(audience, family)
    pull = [1.6 * float(style[OCCASIONS.index(row.lean)]) if row.lean else 0.0 for row in rows]
    return choose(rng, [(row, row.weight * float(np.exp(p))) for row, p in zip(rows, pull, strict=True)])


def _allowed(options: Sequence[tuple[T, float]], default: T, banned: frozenset[object]) -> Sequence[tuple[T, float]]:
    kept = [option for option in options if option[0] not in banned]
    return kept or [(default, 1.0)]


def _banned(kind: Kind, audience: Audience) -> frozenset[object]:
    banned: frozenset[object] = frozenset()
    if audience in (Audience.MEN, Audience.BOY, Audience.SPORT_MEN):
        banned |= _NOT_FOR_MEN
        if kind.slot is Slot.TOP:
            banned |= {Length.CROPPED}
        if kind.garment not in (Garment.TIE, Garment.ROBE):
            banned |= {Material.SATIN}
    if audience in CHILDREN:
        banned |= _NOT_FOR_CHILDREN
    if kind.garment in (Garment.DUNGAREES, Garment.BRA, Garment.BIKINI_TOP, Garment.SWIMSUIT, Garment.BODYSUIT):
        banned -= {Sleeve.STRAP}
    return banned


def _draw_look(
    rng: np.random.Generator, kind: Kind, audience: Audience, style: FloatVector, story: Story | None
) -> Look:
    banned = _banned(kind, audience)
    material = choose(rng, _allowed(kind.materials, Material.JERSEY, banned), style)
    sleeve = choose(rng, _allowed(kind.sleeves, Sleeve.NONE, banned), style)
    neckline = choose(
        rng, _allowed(kind.necklines, Neckline.NONE if not kind.necklines else Neckline.ROUND, banned), style
    )
    if neckline is Neckline.HALTER:
        sleeve = Sleeve.NONE
    if sleeve is Sleeve.STRAP and neckline in (Neckline.TURTLE, Neckline.COLLAR, Neckline.BOAT, Neckline.STAND):
        neckline = Neckline.V
    pattern, motif = _draw_pattern(rng, kind, audience, material, style, banned)
    printable = any(option is Pattern.ALL_OVER for option, _ in kind.patterns) and material not in _ONE_LOOK
    if story and story.motif is not Motif.NONE and printable and rng.random() < 0.65:
        pattern, motif = Pattern.ALL_OVER, story.motif
    return Look(
        garment=kind.garment,
        colour="#000000",
        pattern=pattern,
        motif=motif,
        material=material,
        sleeve=sleeve,
        length=choose(rng, _allowed(kind.lengths, Length.REGULAR, banned), style),
        neckline=neckline,
        fit=choose(rng, _allowed(kind.fits, Fit.REGULAR, banned), style),
        details=_draw_details(rng, kind, style, banned),
        child=audience in CHILDREN,
        seed=int(rng.integers(1, 2**31)),
    )


def _draw_pattern(
    rng: np.random.Generator,
    kind: Kind,
    audience: Audience,
    material: Material,
    style: FloatVector,
    banned: frozenset[object],
) -> tuple[Pattern, Motif]:
    pattern = choose(rng, _allowed(kind.patterns, Pattern.SOLID, banned), style)
    if material is Material.DENIM:
        return Pattern.DENIM, Motif.NONE
    if material is Material.LACE:
        return Pattern.LACE, Motif.NONE
    sheer = pattern is Pattern.TRANSPARENT and material not in (Material.CHIFFON, Material.MESH)
    if sheer or (material in _PLAIN_CLOTH and pattern not in (Pattern.METALLIC, Pattern.COLOUR_BLOCKING)):
        return Pattern.SOLID, Motif.NONE
    if pattern is Pattern.ALL_OVER:
        pool = _ALL_OVER_CHILD if audience in CHILDREN else kind.motifs
        return pattern, choose(rng, _allowed(pool, Motif.ABSTRACT, banned), style)
    if pattern in _PRINTED:
        pool = _PRINTS_CHILD if audience in CHILDREN else _PRINTS_ADULT
        return pattern, choose(rng, _allowed(pool, Motif.TEXT, banned), style)
    return pattern, Motif.NONE


def _draw_details(
    rng: np.random.Generator, kind: Kind, style: FloatVector, banned: frozenset[object]
) -> frozenset[Detail]:
    chosen: set[Detail] = set()
    for detail, chance in kind.details:
        without = 1.0 - chance
        if detail not in banned and (without <= 0 or choose(rng, [(detail, chance), (None, without)], style) is detail):
            chosen.add(detail)
    for kept, dropped in _CLASHES:
        if kept in chosen:
            chosen.discard(dropped)
    if kind.slot is Slot.BOTTOM and Detail.DRAWSTRING in chosen:
        chosen.discard(Detail.ZIP)
    return frozenset(chosen)


def _draw_colours(
    rng: np.random.Generator, kind: Kind, look: Look, style: FloatVector, n_colours: int, story: Story | None
) -> tuple[int, ...]:
    """Distinct rows of `COLOURS`, the best matching first."""
    limit = RESTRICTED.get("denim" if look.material is Material.DENIM else kind.colours)
    odds = np.array([
        np.log(colour.weight) + 1.3 * sum(v * float(style[OCCASIONS.index(k)]) for k, v in colour.lean.items())
        if (limit is None and colour.master != "Metal") or (limit is not None and colour.name in limit)
        else -np.inf
        for colour in COLOURS
    ])  # fmt: skip
    if story is not None:
        odds[list(story.colours)] += 1.5
    ranked = np.argsort(-(odds + rng.gumbel(size=len(odds))), kind="stable")
    return tuple(int(row) for row in ranked[: min(n_colours, int(np.isfinite(odds).sum()))])


def second_colour(rng: np.random.Generator, shade: str, child: bool) -> str:
    """A shade for stripes, prints and trims that is distinguishable from `shade`."""
    calm = ("White", "Off White", "Black", "Dark Blue", "Light Beige", "Light Pink", "Grey", "Dark Red")
    bright = ("Yellow", "Pink", "Light Blue", "Red", "Green", "White", "Dark Blue", "Orange")
    names = bright if child and rng.random() < 0.7 else calm
    shades = [colour.shades[0] for colour in COLOURS if colour.name in names]
    far = [other for other in shades if abs(brightness(other) - brightness(shade)) > 0.25]
    return far[int(rng.integers(len(far)))]
