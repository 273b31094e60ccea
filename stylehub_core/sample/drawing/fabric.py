"""Turns a look's material, pattern and colours into the surfaces of its parts."""

from dataclasses import dataclass, replace
from random import Random

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker, lighter, luma, mix, tonal
from stylehub_core.sample.look import Garment, Look, Material, Motif, Pattern


@dataclass(frozen=True)
class Fabric:
    """The surfaces of one article.

    main: the cloth. plain: the same without pattern. second: the contrasting cloth. rib: the knitted edges.
    inner: the inside, in shade. accents: the three colours of the repeat. scale: size of the repeat.
    """

    main: Surface
    plain: Surface
    second: Surface
    sleeve: Surface
    rib: Surface
    inner: Surface
    metal: Surface
    accents: tuple[str, str, str]
    scale: float
    thread: str

    @property
    def soft(self) -> bool:
        return self.main.crease > 0.55


# weave, gloss, crease
_CLOTH: dict[Material, tuple[str, float, float]] = {
    Material.JERSEY: ("jersey", 0.0, 0.65),
    Material.RIB: ("rib", 0.0, 0.35),
    Material.KNIT: ("knit", 0.0, 0.45),
    Material.CABLE_KNIT: ("cable", 0.0, 0.3),
    Material.WOVEN: ("woven", 0.0, 0.85),
    Material.LINEN: ("linen", 0.0, 1.15),
    Material.SATIN: ("plain", 0.5, 1.1),
    Material.CHIFFON: ("woven", 0.05, 1.0),
    Material.DENIM: ("denim", 0.0, 0.75),
    Material.CORDUROY: ("corduroy", 0.0, 0.5),
    Material.LEATHER: ("leather", 0.75, 0.6),
    Material.SUEDE: ("suede", 0.0, 0.5),
    Material.WOOL: ("wool", 0.0, 0.4),
    Material.PILE: ("pile", 0.0, 0.25),
    Material.NYLON: ("nylon", 0.25, 0.9),
    Material.PADDED: ("nylon", 0.3, 0.6),
    Material.LACE: ("lace", 0.0, 0.4),
    Material.MESH: ("mesh", 0.1, 0.5),
    Material.METAL: ("plain", 1.0, 0.0),
    Material.STRAW: ("straw", 0.0, 0.15),
    Material.CANVAS: ("canvas", 0.0, 0.5),
    Material.TERRY: ("terry", 0.0, 0.4),
    Material.NONE: ("woven", 0.0, 0.7),
}
_USUAL: dict[Material, frozenset[Garment]] = {
    Material.JERSEY: frozenset(
        {
            Garment.T_SHIRT,
            Garment.VEST_TOP,
            Garment.TOP,
            Garment.BODYSUIT,
            Garment.POLO,
            Garment.HOODIE,
            Garment.LEGGINGS,
        }
        | {Garment.BRIEFS, Garment.BOXERS, Garment.BRA, Garment.PYJAMA, Garment.NIGHT_GOWN, Garment.TIGHTS}
    ),
    Material.KNIT: frozenset(
        {
            Garment.SWEATER,
            Garment.CARDIGAN,
            Garment.BEANIE,
            Garment.GLOVES,
            Garment.SOCKS,
            Garment.SCARF,
            Garment.BLANKET,
        }
    ),
    Material.WOOL: frozenset({Garment.COAT, Garment.BLAZER, Garment.WAISTCOAT, Garment.HAT, Garment.DOG_COAT}),
    Material.LEATHER: frozenset(
        {Garment.BOOTS, Garment.SANDALS, Garment.PUMPS, Garment.BALLERINAS, Garment.SHOULDER_BAG, Garment.WALLET}
        | {Garment.BELT, Garment.SNEAKERS, Garment.WATCH, Garment.KEYRING}
    ),
    Material.NYLON: frozenset(
        {
            Garment.BIKINI_TOP,
            Garment.BIKINI_BOTTOM,
            Garment.SWIMSUIT,
            Garment.SWIM_SHORTS,
            Garment.BACKPACK,
            Garment.UMBRELLA,
        }
    ),
    Material.METAL: frozenset({Garment.EARRINGS, Garment.NECKLACE, Garment.BRACELET, Garment.RING}),
    Material.CANVAS: frozenset({Garment.TOTE, Garment.CAP, Garment.CUSHION}),
    Material.TERRY: frozenset({Garment.TOWEL, Garment.ROBE}),
    Material.PILE: frozenset({Garment.SLIPPERS, Garment.SOFT_TOY}),
    Material.SATIN: frozenset({Garment.TIE, Garment.HAIR_BAND}),
}
_KNITTED = {Material.KNIT, Material.CABLE_KNIT, Material.RIB, Material.JERSEY, Material.TERRY}


def material_of(look: Look) -> Material:
    """The look's material, or the garment's usual one."""
    if look.pattern is Pattern.DENIM:
        return Material.DENIM
    if look.pattern is Pattern.LACE:
        return Material.LACE
    if look.material is not Material.NONE:
        return look.material
    return next((material for material, garments in _USUAL.items() if look.garment in garments), Material.NONE)


def fabric_of(look: Look) -> Fabric:
    """The surfaces that `look` is made of."""
    material = material_of(look)
    weave, gloss, crease = _CLOTH[material]
    if look.pattern in (Pattern.METALLIC, Pattern.GLITTER):
        gloss = max(gloss, 0.85 if look.pattern is Pattern.METALLIC else 0.35)
    sheer = 0.68 if look.pattern is Pattern.TRANSPARENT else 0.8 if material is Material.MESH else 1.0
    repeats = look.pattern not in (Pattern.SOLID, Pattern.MIXED, Pattern.COLOUR_BLOCKING)
    main = Surface(look.colour, weave, gloss, patterned=repeats, sheer=sheer, crease=crease)
    plain = replace(main, patterned=look.pattern in (Pattern.MELANGE, Pattern.GLITTER))
    second = replace(plain, colour=look.second_colour, sheer=1.0)
    knitted = material in _KNITTED
    dice = Random(f"{look.seed}/repeat")
    return Fabric(
        main=main,
        plain=plain,
        second=second,
        sleeve=_sleeve(look, main, second),
        rib=replace(plain, weave="rib", crease=0.0) if knitted else replace(plain, crease=0.0),
        inner=Surface(darker(look.colour, 0.30 if luma(look.colour) > 0.15 else 0.5), "plain", crease=0.2),
        metal=Surface(dice.choice(("#b9b4ab", "#c9a86a", "#8d8d92")), gloss=1.0),
        accents=_accents(look),
        scale=dice.uniform(0.85, 1.25) * (0.85 if look.child else 1.0),
        thread="#c98a4b" if material is Material.DENIM and dice.random() < 0.75 else tonal(look.colour, 0.5),
    )


def _sleeve(look: Look, main: Surface, second: Surface) -> Surface:
    if look.pattern is Pattern.COLOUR_BLOCKING:
        return second
    if look.pattern is Pattern.MIXED:
        return replace(main, patterned=True)
    return main


def _accents(look: Look) -> tuple[str, str, str]:
    """Second, third and fourth colour of the repeat."""
    base, second = look.colour, look.second_colour
    match look.pattern:
        case Pattern.MELANGE:
            pale = lighter(base, 0.55) if luma(base) < 0.6 else darker(base, 0.3)
            return pale, pale, pale
        case Pattern.JACQUARD:
            return mix(base, second, 0.7), second, second
        case Pattern.LACE:
            ground = mix(tonal(base, 0.35), "#e9e4de", 0.25) if luma(base) < 0.4 else darker(base, 0.30)
            return base, ground, ground
        case Pattern.ALL_OVER | Pattern.MIXED if look.motif is Motif.LEOPARD:
            return second, mix(base, second, 0.35), second
        case Pattern.ALL_OVER | Pattern.MIXED:
            leaf = mix(mix(base, second, 0.5), "#4f6b45", 0.6) if look.motif is Motif.FLORAL else mix(base, second, 0.5)
            return second, leaf, mix(second, "#d9a441" if luma(second) > 0.5 else base, 0.6)
        case _:
            return second, mix(base, second, 0.85), mix(base, second, 0.5)
