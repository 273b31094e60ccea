"""A stylist's reading of one article: its formality, warmth, volume and loudness, from its appearance alone.

Each is a base for the garment, moved by material, pattern, fit, sleeves, length, neckline and details. So pictures and
texts tell most of them, but no column states any.
"""

from collections.abc import Mapping

from .look import Detail, Fit, Garment, Length, Look, Material, Motif, Neckline, Pattern, Sleeve
from .style import Attribute

G = Garment
MOST_FORMAL = 4.0
SEASONLESS = frozenset({
    G.TOTE, G.SHOULDER_BAG, G.BACKPACK, G.WALLET, G.BELT, G.EARRINGS, G.NECKLACE, G.BRACELET, G.RING, G.WATCH,
    G.HAIR_BAND, G.TIE,
})  # fmt: skip
"""Garments that are worn all year, so that they have no warmth."""

# From 0 (for sports, at home) over 2 (smart casual) to 4 (for evenings).
_FORMALITY: Mapping[Garment, float] = {
    G.T_SHIRT: 1.35, G.VEST_TOP: 1.2, G.TOP: 1.6, G.BODYSUIT: 1.6, G.BLOUSE: 2.05, G.SHIRT: 2.0, G.POLO: 1.6,
    G.SWEATER: 1.5, G.CARDIGAN: 1.7, G.HOODIE: 1.0, G.BLAZER: 2.55, G.WAISTCOAT: 2.25, G.JACKET: 1.45, G.COAT: 2.1,
    G.TROUSERS: 1.9, G.LEGGINGS: 1.15, G.SHORTS: 1.2, G.SKIRT: 1.8, G.DRESS: 1.95, G.JUMPSUIT: 1.9, G.DUNGAREES: 1.4,
    G.SNEAKERS: 1.1, G.BOOTS: 1.75, G.SANDALS: 1.5, G.PUMPS: 2.4, G.BALLERINAS: 2.0, G.TOTE: 1.75, G.SHOULDER_BAG: 1.95,
    G.BACKPACK: 1.2, G.BELT: 1.8, G.SCARF: 1.75, G.BEANIE: 1.3, G.CAP: 1.05, G.HAT: 1.75, G.SUNGLASSES: 1.65,
    G.GLOVES: 1.7, G.EARRINGS: 2.0, G.NECKLACE: 1.95, G.BRACELET: 1.95, G.RING: 1.95, G.WATCH: 1.95, G.HAIR_BAND: 1.5,
    G.TIE: 2.6,
}  # fmt: skip
_MORE_FORMAL: Mapping[Attribute, float] = {
    Material.SATIN: 1.1, Material.LACE: 0.95, Material.CHIFFON: 0.85, Material.WOOL: 0.6, Material.LEATHER: 0.25,
    Material.WOVEN: 0.25, Material.SUEDE: 0.1, Material.RIB: -0.25, Material.CORDUROY: -0.35,
    Material.CABLE_KNIT: -0.25, Material.JERSEY: -0.5, Material.CANVAS: -0.6, Material.STRAW: -0.35,
    Material.PADDED: -0.7, Material.PILE: -0.85, Material.DENIM: -1.1, Material.NYLON: -1.1, Material.TERRY: -1.1,
    Pattern.GLITTER: 1.2, Pattern.METALLIC: 0.6, Pattern.JACQUARD: 0.6, Pattern.TRANSPARENT: 0.5,
    Pattern.MELANGE: -0.5, Pattern.COLOUR_BLOCKING: -0.85, Pattern.PLACEMENT_PRINT: -0.85, Pattern.FRONT_PRINT: -1.1,
    Detail.HEEL: 1.1, Detail.DOUBLE_BREASTED: 0.5, Detail.PLEATS: 0.5, Detail.LACE_TRIM: 0.25, Detail.QUILTING: -0.35,
    Detail.FRINGE: -0.25, Detail.PLATFORM: -0.25, Detail.DRAWSTRING: -1.1, Detail.RIPPED: -1.3,
    Fit.SLIM: 0.25, Fit.TAPERED: 0.1, Fit.OVERSIZED: -0.6, Neckline.HOOD: -0.6, Neckline.COLLAR: 0.25,
    Length.CROPPED: -0.35, Length.CALF: 0.25,
}  # fmt: skip

# From -2 (for summer) to 2 (for winter).
_WARMTH: Mapping[Garment, float] = {
    G.T_SHIRT: -0.25, G.VEST_TOP: -0.5, G.BLOUSE: -0.05, G.POLO: -0.25, G.SWEATER: 0.5, G.CARDIGAN: 0.35,
    G.HOODIE: 0.35, G.BLAZER: 0.1, G.WAISTCOAT: 0.3, G.JACKET: 0.4, G.COAT: 0.85, G.TROUSERS: 0.1, G.LEGGINGS: 0.1,
    G.SHORTS: -0.7, G.SKIRT: -0.1, G.DRESS: -0.1, G.BOOTS: 0.7, G.SANDALS: -0.9, G.BALLERINAS: -0.25, G.SCARF: 0.5,
    G.BEANIE: 0.85, G.GLOVES: 0.95, G.CAP: -0.3, G.HAT: 0.1, G.SUNGLASSES: -0.5,
}  # fmt: skip
_WARMER: Mapping[Attribute, float] = {
    Material.WOOL: 1.1, Material.CABLE_KNIT: 1.1, Material.PILE: 1.1, Material.PADDED: 1.1, Material.CORDUROY: 0.75,
    Material.KNIT: 0.6, Material.LEATHER: 0.4, Material.SUEDE: 0.4, Material.RIB: 0.25, Material.DENIM: 0.1,
    Material.MESH: -0.4, Material.LACE: -0.4, Material.SATIN: -0.25, Material.CHIFFON: -0.9, Material.LINEN: -1.1,
    Material.STRAW: -1.4,
    Sleeve.LONG: 0.4, Sleeve.BALLOON: 0.25, Sleeve.SHORT: -0.5, Sleeve.STRAP: -0.9,
    Neckline.TURTLE: 0.75, Neckline.HOOD: 0.25, Neckline.HALTER: -0.5, Neckline.OFF_SHOULDER: -0.6,
    Length.SHORT: -0.5, Length.CALF: 0.25, Length.CROPPED: -0.25,
    Motif.PALM: -1.0, Motif.FLORAL: -0.4, Pattern.CHECK: 0.4, Pattern.MELANGE: 0.25, Detail.QUILTING: 0.4,
}  # fmt: skip

# From -1 (slim) to 1 (loose).
_VOLUME: Mapping[Garment, float] = {G.LEGGINGS: -0.2, G.BODYSUIT: -0.2, G.COAT: 0.2}
_WIDER: Mapping[Attribute, float] = {
    Fit.SLIM: -0.8, Fit.TAPERED: -0.4, Fit.A_LINE: 0.5, Fit.FLARED: 0.6, Fit.WIDE: 1.0, Fit.OVERSIZED: 1.0,
    Length.CROPPED: -0.3, Length.SHORT: -0.3, Length.LONG: 0.3, Length.CALF: 0.2, Length.MAXI: 0.4,
    Sleeve.BALLOON: 0.3, Sleeve.PUFF: 0.2, Material.PADDED: 0.4, Material.CABLE_KNIT: 0.3, Material.PILE: 0.3,
    Detail.PLEATS: 0.2,
}  # fmt: skip

# From 0 (quiet) to 1 (a statement by itself); the colour adds its vividness.
_LOUD: Mapping[Attribute, float] = {
    Pattern.GLITTER: 0.8, Pattern.ALL_OVER: 0.7, Pattern.FRONT_PRINT: 0.6, Pattern.COLOUR_BLOCKING: 0.6,
    Pattern.METALLIC: 0.6, Pattern.CHECK: 0.5, Pattern.PLACEMENT_PRINT: 0.4, Pattern.STRIPE: 0.4, Pattern.DOT: 0.4,
    Pattern.TRANSPARENT: 0.3, Pattern.JACQUARD: 0.3, Pattern.LACE: 0.3,
    Motif.LEOPARD: 0.5, Detail.FRINGE: 0.3, Detail.FRILL: 0.2, Detail.RIPPED: 0.2, Detail.PLATFORM: 0.1,
}  # fmt: skip
_JEWELLERY = frozenset({G.EARRINGS, G.NECKLACE, G.BRACELET, G.RING, G.WATCH})
_SMALL = _JEWELLERY | {G.BELT, G.HAIR_BAND, G.TIE}
_VIVID_IS_LOUD, _SMALL_IS_LOUD = 0.7, 0.5


def formality(look: Look) -> float:
    """From 0 (for sports, at home) to 4 (for evenings)."""
    worn = look.garment not in _JEWELLERY  # gold and glitter are what jewellery is made of
    moved = sum(_MORE_FORMAL.get(value, 0.0) for value in _attributes(look)) if worn else 0.0
    return min(max(_FORMALITY.get(look.garment, 1.5) + moved, 0.0), MOST_FORMAL)


def warmth(look: Look) -> float:
    """From about -2 (for summer) to about 2 (for winter); NaN for what is worn all year."""
    if look.garment in SEASONLESS:
        return float("nan")
    return _WARMTH.get(look.garment, 0.0) + sum(_WARMER.get(value, 0.0) for value in _attributes(look))


def volume(look: Look) -> float:
    """From about -1 (slim) to about 1 (loose); it means something for clothes only."""
    return _VOLUME.get(look.garment, 0.0) + sum(_WIDER.get(value, 0.0) for value in _attributes(look))


def loudness(look: Look, vivid: float) -> float:
    """From 0 (quiet) to 1 (a statement). vivid: how vivid its colour is, 0 to 1; small things count half."""
    quiet = 1.0 - _VIVID_IS_LOUD * vivid
    for value in _attributes(look):
        if not (look.garment in _JEWELLERY and value is Pattern.METALLIC):
            quiet *= 1.0 - _LOUD.get(value, 0.0)
    return (1.0 - quiet) * (_SMALL_IS_LOUD if look.garment in _SMALL else 1.0)


def _attributes(look: Look) -> tuple[Attribute, ...]:
    return (
        look.material, look.pattern, look.motif, look.sleeve, look.length, look.neckline, look.fit,
        *sorted(look.details),
    )  # fmt: skip
