"""The kinds of products in the sample catalogue, with their possible attributes and odds, one row per kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .look import Detail as De
from .look import Fit, Garment, Length, Material, Motif, Neckline, Pattern, Sleeve
from .style import Occasion
from .taxonomy import Audience, Slot

M, B, S, A, D, R, P, W = Occasion

# Share of each product group among products, as in the whole of H&M's catalogue.
GROUP_SHARES: Mapping[str, float] = {
    "Garment Upper body": 0.405, "Garment Lower body": 0.188, "Garment Full body": 0.126, "Accessories": 0.106,
    "Underwear": 0.052, "Shoes": 0.050, "Swimwear": 0.030, "Socks & Tights": 0.023, "Nightwear": 0.018,
    "Unknown": 0.0012, "Underwear/nightwear": 0.0006, "Cosmetic": 0.0005, "Bags": 0.0003, "Items": 0.0002,
    "Furniture": 0.0001, "Garment and Shoe care": 0.0001, "Stationery": 0.0001, "Interior textile": 0.0001,
    "Fun": 0.0001,
}  # fmt: skip

# Share of each audience among the products that could be for any of them.
AUDIENCE_SHARES: Mapping[Audience, float] = {
    Audience.LADIES: 0.42, Audience.DIVIDED: 0.20, Audience.MEN: 0.14, Audience.GIRL: 0.075, Audience.BOY: 0.06,
    Audience.BABY: 0.045, Audience.SPORT_LADIES: 0.06, Audience.SPORT_MEN: 0.025,
}  # fmt: skip

_CODES = {
    "l": Audience.LADIES, "d": Audience.DIVIDED, "m": Audience.MEN, "g": Audience.GIRL, "b": Audience.BOY,
    "n": Audience.BABY, "s": Audience.SPORT_LADIES, "t": Audience.SPORT_MEN,
}  # fmt: skip

SUMMER, AUTUMN, WINTER, SPRING = 185, 275, 345, 100  # day of the year on which a season peaks


@dataclass(frozen=True)
class Kind:
    """A kind of product. Options are (value, weight); `details` are (detail, chance).

    euros: the usual price in a shop. nouns: words for it in descriptions; tags: words for it in product names.
    season: (day of the year of the peak, amplitude in log units).
    """

    garment: Garment
    product_type: str
    weight: float
    euros: float
    slot: Slot
    family: str
    audiences: frozenset[Audience]
    nouns: Sequence[str]
    tags: Sequence[str]
    materials: Sequence[tuple[Material, float]] = ((Material.NONE, 1.0),)
    sleeves: Sequence[tuple[Sleeve, float]] = ((Sleeve.NONE, 1.0),)
    lengths: Sequence[tuple[Length, float]] = ((Length.REGULAR, 1.0),)
    necklines: Sequence[tuple[Neckline, float]] = ((Neckline.NONE, 1.0),)
    fits: Sequence[tuple[Fit, float]] = ((Fit.REGULAR, 1.0),)
    details: Sequence[tuple[De, float]] = ()
    patterns: Sequence[tuple[Pattern, float]] = ((Pattern.SOLID, 1.0),)
    motifs: Sequence[tuple[Motif, float]] = ()
    season: tuple[int, float] = (0, 0.0)
    colours: str = ""
    lean: Mapping[Occasion, float] = field(default_factory=dict)


def _for(codes: str) -> frozenset[Audience]:
    return frozenset(_CODES[code] for code in codes)


# Pools that several kinds share.
_SOLID = ((Pattern.SOLID, 1.0),)
_PRINTS = (
    (Pattern.SOLID, 6.0), (Pattern.ALL_OVER, 1.6), (Pattern.STRIPE, 0.8), (Pattern.DOT, 0.3), (Pattern.CHECK, 0.3),
)  # fmt: skip
_TEE = (
    (Pattern.SOLID, 6.0), (Pattern.STRIPE, 1.0), (Pattern.FRONT_PRINT, 0.7), (Pattern.PLACEMENT_PRINT, 0.6),
    (Pattern.MELANGE, 1.0), (Pattern.ALL_OVER, 0.6), (Pattern.COLOUR_BLOCKING, 0.3), (Pattern.GLITTER, 0.1),
)  # fmt: skip
_KNIT = (
    (Pattern.SOLID, 6.0), (Pattern.MELANGE, 2.0), (Pattern.STRIPE, 0.9), (Pattern.JACQUARD, 0.4),
    (Pattern.COLOUR_BLOCKING, 0.3), (Pattern.GLITTER, 0.25),
)  # fmt: skip
_DRESSY = (
    (Pattern.SOLID, 5.0), (Pattern.ALL_OVER, 3.0), (Pattern.DOT, 0.5), (Pattern.STRIPE, 0.4), (Pattern.CHECK, 0.3),
    (Pattern.JACQUARD, 0.25), (Pattern.GLITTER, 0.3), (Pattern.TRANSPARENT, 0.2),
)  # fmt: skip
_CHECKED = ((Pattern.SOLID, 6.0), (Pattern.CHECK, 1.8), (Pattern.STRIPE, 0.8), (Pattern.MELANGE, 0.5))
PRINTS = (
    (Motif.FLORAL, 4.0), (Motif.ABSTRACT, 1.8), (Motif.LEOPARD, 1.0), (Motif.PALM, 0.7), (Motif.STAR, 0.3),
    (Motif.HEART, 0.3),
)  # fmt: skip
_ROUND = ((Neckline.ROUND, 1.0),)
_NECKS = ((Neckline.ROUND, 5.0), (Neckline.V, 2.0), (Neckline.BOAT, 0.6), (Neckline.SQUARE, 0.6))
_TOP_NECKS = (
    (Neckline.ROUND, 3.0), (Neckline.V, 2.0), (Neckline.SQUARE, 1.2), (Neckline.BOAT, 0.6), (Neckline.OFF_SHOULDER,
    0.6),
    (Neckline.HALTER, 0.5), (Neckline.TURTLE, 0.6),
)  # fmt: skip
_DRESS_NECKS = (
    (Neckline.ROUND, 3.0), (Neckline.V, 3.0), (Neckline.SQUARE, 1.0), (Neckline.OFF_SHOULDER, 0.5),
    (Neckline.HALTER, 0.4),
    (Neckline.COLLAR, 0.6), (Neckline.STAND, 0.4), (Neckline.BOAT, 0.3),
)  # fmt: skip
_TOP_FITS = ((Fit.REGULAR, 5.0), (Fit.SLIM, 2.0), (Fit.OVERSIZED, 1.3))
_TOP_LENGTHS = ((Length.REGULAR, 6.0), (Length.CROPPED, 1.2), (Length.LONG, 0.9))
_DRESS_SLEEVES = (
    (Sleeve.SHORT, 2.0), (Sleeve.LONG, 2.5), (Sleeve.STRAP, 1.6), (Sleeve.NONE, 1.8), (Sleeve.PUFF, 0.8),
    (Sleeve.BALLOON, 0.7), (Sleeve.THREE_QUARTER, 0.5),
)  # fmt: skip
_DRESS_DETAILS = (
    (De.BELT, 0.15), (De.FRILL, 0.14), (De.BUTTONS, 0.2), (De.WRAP, 0.1), (De.SMOCKING, 0.1), (De.SLIT, 0.1),
    (De.PLEATS, 0.06), (De.ZIP, 0.2), (De.POCKETS, 0.08), (De.LACE_TRIM, 0.06),
)  # fmt: skip
_TROUSER_FITS = ((Fit.REGULAR, 3.0), (Fit.SLIM, 2.5), (Fit.WIDE, 1.2), (Fit.TAPERED, 1.6), (Fit.FLARED, 0.6))
_COAT_DETAILS = ((De.BUTTONS, 0.6), (De.DOUBLE_BREASTED, 0.3), (De.BELT, 0.3), (De.POCKETS, 0.9))
_LINGERIE = ((Material.JERSEY, 2.0), (Material.LACE, 2.0), (Material.MESH, 0.5), (Material.SATIN, 0.4))
_SWIM = (
    (Pattern.SOLID, 5.0), (Pattern.ALL_OVER, 2.2), (Pattern.STRIPE, 0.6), (Pattern.DOT, 0.3), (Pattern.GLITTER, 0.2),
)  # fmt: skip
_UNDERWEAR = ((Pattern.SOLID, 6.0), (Pattern.ALL_OVER, 1.0), (Pattern.DOT, 0.3), (Pattern.STRIPE, 0.3))
_BAG_LEATHER = ((Material.LEATHER, 3.0), (Material.SUEDE, 0.8), (Material.CANVAS, 0.7))
G = Garment
Ma = Material

KINDS: tuple[Kind, ...] = (
    # Upper body
    Kind(G.T_SHIRT, "T-shirt", 18.5, 9.99, Slot.TOP, "jersey", _for("ldmgbnst"), ("T-shirt",), ("tee", "T-shirt",
             "SS tee"),
         ((Ma.JERSEY, 6.0), (Ma.RIB, 1.0), (Ma.LINEN, 0.3)), ((Sleeve.SHORT, 7.0), (Sleeve.LONG, 0.8),
         (Sleeve.PUFF, 0.2)),
         _TOP_LENGTHS, _NECKS, _TOP_FITS, ((De.CHEST_POCKET, 0.12), (De.SLIT, 0.05)), _TEE, PRINTS, (SUMMER, 0.35),
         lean={S: 0.5, M: 0.4, A: 0.3}),
    Kind(G.VEST_TOP, "Vest top", 7.0, 7.99, Slot.TOP, "jersey", _for("ldmgst"), ("Vest top",), ("tank", "vest",
             "singlet"),
         ((Ma.JERSEY, 4.0), (Ma.RIB, 2.0), (Ma.SATIN, 0.4)), ((Sleeve.NONE, 3.0), (Sleeve.STRAP, 3.0)),
         _TOP_LENGTHS, _NECKS,
         _TOP_FITS, ((De.LACE_TRIM, 0.08), (De.FRILL, 0.04)), _PRINTS, PRINTS, (SUMMER, 0.7), lean={A: 0.4, M: 0.4}),
    Kind(G.TOP, "Top", 9.7, 14.99, Slot.TOP, "jersey", _for("ldgns"), ("Top",), ("top", "LS top", "jersey top"),
         ((Ma.JERSEY, 4.0), (Ma.RIB, 1.2), (Ma.LACE, 0.6), (Ma.MESH, 0.6), (Ma.SATIN, 0.6)),
         ((Sleeve.LONG, 3.0), (Sleeve.THREE_QUARTER, 0.8), (Sleeve.STRAP, 1.0), (Sleeve.NONE, 0.8), (Sleeve.PUFF,
         0.8),
          (Sleeve.BALLOON, 0.4)), _TOP_LENGTHS, _TOP_NECKS, _TOP_FITS,
         ((De.FRILL, 0.1), (De.SMOCKING, 0.1), (De.WRAP, 0.08), (De.LACE_TRIM, 0.06)), _PRINTS, PRINTS, (SUMMER,
         0.15)),
    Kind(G.BODYSUIT, "Bodysuit", 2.1, 12.99, Slot.TOP, "jersey", _for("ldn"), ("Body",), ("body", "bodysuit"),
         ((Ma.JERSEY, 3.0), (Ma.RIB, 1.4), (Ma.LACE, 1.0), (Ma.MESH, 0.6)),
         ((Sleeve.LONG, 2.0), (Sleeve.STRAP, 1.5), (Sleeve.SHORT, 1.0), (Sleeve.NONE, 0.8)), (), _NECKS,
         ((Fit.SLIM, 1.0),),
         ((De.LACE_TRIM, 0.1),), _PRINTS, PRINTS, lean={P: 0.6, M: 0.3}),
    Kind(G.BLOUSE, "Blouse", 9.6, 24.99, Slot.TOP, "blouse", _for("ldgn"), ("Blouse",), ("blouse", "woven blouse"),
         ((Ma.WOVEN, 4.0), (Ma.CHIFFON, 1.6), (Ma.SATIN, 1.2), (Ma.LINEN, 0.6), (Ma.LACE, 0.3)),
         ((Sleeve.LONG, 3.0), (Sleeve.BALLOON, 1.3), (Sleeve.PUFF, 1.2), (Sleeve.SHORT, 1.2), (Sleeve.NONE, 0.7),
         (Sleeve.STRAP, 0.4),
          (Sleeve.THREE_QUARTER, 0.6)), _TOP_LENGTHS,
         ((Neckline.V, 2.0), (Neckline.ROUND, 2.0), (Neckline.COLLAR, 1.2), (Neckline.STAND, 1.0),
         (Neckline.SQUARE, 0.7),
          (Neckline.OFF_SHOULDER, 0.5)), ((Fit.REGULAR, 5.0), (Fit.OVERSIZED, 1.2)),
         ((De.BUTTONS, 0.4), (De.FRILL, 0.2), (De.SMOCKING, 0.12), (De.PLEATS, 0.08), (De.WRAP, 0.1),
         (De.LACE_TRIM, 0.08)),
         _DRESSY, PRINTS, (SPRING, 0.2), lean={R: 0.8, D: 0.5, B: 0.5, A: -2.0}),
    Kind(G.SHIRT, "Shirt", 8.3, 19.99, Slot.TOP, "shirt", _for("ldmbn"), ("Shirt",), ("shirt", "LS shirt",
             "oxford shirt"),
         ((Ma.WOVEN, 4.0), (Ma.LINEN, 0.9), (Ma.DENIM, 0.5), (Ma.CORDUROY, 0.3), (Ma.SATIN, 0.2)),
         ((Sleeve.LONG, 4.0), (Sleeve.SHORT, 1.4)), _TOP_LENGTHS[:1] + _TOP_LENGTHS[2:],
         ((Neckline.COLLAR, 5.0), (Neckline.STAND, 0.7)), ((Fit.REGULAR, 4.0), (Fit.SLIM, 1.6), (Fit.OVERSIZED, 1.0)),
         ((De.BUTTONS, 1.0), (De.CHEST_POCKET, 0.5)), (*_CHECKED, (Pattern.ALL_OVER, 0.8)), PRINTS,
         lean={D: 0.9, W: 0.4, P: -1.0}),
    Kind(G.POLO, "Polo shirt", 2.0, 14.99, Slot.TOP, "jersey", _for("lmbt"), ("Polo shirt",), ("polo", "piqué polo"),
         ((Ma.JERSEY, 3.0), (Ma.KNIT, 0.7)), ((Sleeve.SHORT, 5.0), (Sleeve.LONG, 0.6)), (), ((Neckline.COLLAR, 1.0),),
         ((Fit.REGULAR, 3.0), (Fit.SLIM, 1.5)), ((De.BUTTONS, 0.9), (De.CHEST_POCKET, 0.1)),
         ((Pattern.SOLID, 4.0), (Pattern.STRIPE, 1.0), (Pattern.MELANGE, 0.6), (Pattern.COLOUR_BLOCKING, 0.4)), (),
         (SUMMER, 0.5), lean={D: 0.4, A: 0.5, R: -1.5}),
    Kind(G.SWEATER, "Sweater", 16.5, 24.99, Slot.TOP, "knit", _for("ldmgbn"), ("Jumper",), ("sweater", "jumper",
             "knit"),
         ((Ma.KNIT, 4.0), (Ma.CABLE_KNIT, 0.9), (Ma.RIB, 1.4), (Ma.WOOL, 0.6)), ((Sleeve.LONG, 6.0),
         (Sleeve.BALLOON, 0.8),
         (Sleeve.SHORT, 0.3)), _TOP_LENGTHS, ((Neckline.ROUND, 3.0), (Neckline.V, 1.4), (Neckline.TURTLE, 1.4),
         (Neckline.BOAT, 0.4),
         (Neckline.OFF_SHOULDER, 0.2)), ((Fit.REGULAR, 3.0), (Fit.OVERSIZED, 1.4), (Fit.SLIM, 0.8)), ((De.SLIT,
         0.12),), _KNIT, (),
         (WINTER, 0.9), lean={M: 0.6, W: 0.5, P: -0.6}),
    Kind(G.SWEATER, "Sweater", 4.0, 19.99, Slot.TOP, "sweat", _for("ldmgbnst"), ("Sweatshirt",
             "Top in sweatshirt fabric"),
         ("sweatshirt", "crew", "sweat"), ((Ma.JERSEY, 3.0), (Ma.TERRY, 0.5)), ((Sleeve.LONG, 1.0),), _TOP_LENGTHS,
         _ROUND,
         ((Fit.REGULAR, 2.0), (Fit.OVERSIZED, 1.4)), (), _TEE, PRINTS, (AUTUMN, 0.4), lean={S: 1.2, A: 0.8, R: -0.6}),
    Kind(G.CARDIGAN, "Cardigan", 4.0, 24.99, Slot.TOP, "knit", _for("ldmgn"), ("Cardigan",), ("cardigan", "cardi"),
         ((Ma.KNIT, 4.0), (Ma.CABLE_KNIT, 0.7), (Ma.RIB, 1.2), (Ma.WOOL, 0.5)), ((Sleeve.LONG, 5.0),
         (Sleeve.BALLOON, 0.6)),
         _TOP_LENGTHS, ((Neckline.V, 2.0), (Neckline.ROUND, 1.0)), ((Fit.REGULAR, 2.0), (Fit.OVERSIZED, 1.0),
         (Fit.SLIM, 0.5)),
         ((De.BUTTONS, 0.75), (De.POCKETS, 0.25), (De.BELT, 0.08)), _KNIT, (), (AUTUMN, 0.6), lean={M: 0.4, R: 0.4,
         B: 0.2}),
    Kind(G.HOODIE, "Hoodie", 5.7, 24.99, Slot.TOP, "sweat", _for("ldmgbnst"), ("Hoodie", "Hooded top"), ("hoodie",
             "hood", "zip hood"),
         ((Ma.JERSEY, 3.0), (Ma.PILE, 0.4), (Ma.TERRY, 0.3)), ((Sleeve.LONG, 1.0),), _TOP_LENGTHS, ((Neckline.HOOD,
         1.0),),
         ((Fit.REGULAR, 2.0), (Fit.OVERSIZED, 1.4)), ((De.DRAWSTRING, 0.5), (De.ZIP, 0.4), (De.POCKETS, 0.7)),
         _TEE, PRINTS,
         (AUTUMN, 0.45), lean={S: 1.2, A: 1.0, D: -1.5}),
    Kind(G.BLAZER, "Blazer", 3.0, 39.99, Slot.OUTER, "dressed", _for("ldm"), ("Jacket", "Blazer"), ("blazer",
             "jacket"),
         ((Ma.WOVEN, 4.0), (Ma.LINEN, 0.7), (Ma.WOOL, 0.6), (Ma.CORDUROY, 0.3)), ((Sleeve.LONG, 5.0),
         (Sleeve.THREE_QUARTER, 0.5)),
         ((Length.REGULAR, 3.0), (Length.LONG, 0.8)), ((Neckline.LAPEL, 1.0),), ((Fit.REGULAR, 2.0), (Fit.SLIM,
         1.4), (Fit.OVERSIZED, 0.7)),
         ((De.BUTTONS, 0.7), (De.DOUBLE_BREASTED, 0.2), (De.POCKETS, 0.8)), _CHECKED, (), (AUTUMN, 0.25), "office",
         {D: 2.2, M: 0.5, A: -2.0}),
    Kind(G.WAISTCOAT, "Tailored Waistcoat", 0.4, 24.99, Slot.OUTER, "dressed", _for("lm"), ("Waistcoat",),
             ("waistcoat",),
         ((Ma.WOVEN, 3.0), (Ma.WOOL, 0.6)), (), (), ((Neckline.V, 1.0),), ((Fit.SLIM, 1.0), (Fit.REGULAR, 1.0)),
         ((De.BUTTONS, 1.0), (De.POCKETS, 0.5)), _CHECKED, (), (AUTUMN, 0.2), "office", {D: 1.8}),
    Kind(G.WAISTCOAT, "Outdoor Waistcoat", 0.6, 29.99, Slot.OUTER, "outdoor", _for("lmgb"), ("Gilet",
             "Padded gilet"), ("gilet", "vest jacket"),
         ((Ma.PADDED, 3.0), (Ma.PILE, 0.7)), (), (), ((Neckline.STAND, 2.0), (Neckline.HOOD, 0.7)), (),
         ((De.ZIP, 1.0), (De.POCKETS, 0.8), (De.QUILTING, 0.4)), _SOLID, (), (AUTUMN, 0.9), lean={W: 1.8}),
    Kind(G.JACKET, "Jacket", 5.0, 39.99, Slot.OUTER, "outdoor", _for("ldmgbnst"), ("Jacket",), ("jacket", "bomber",
             "biker", "parka"),
         ((Ma.NYLON, 1.6), (Ma.PADDED, 2.0), (Ma.LEATHER, 1.0), (Ma.SUEDE, 0.5), (Ma.PILE, 0.7), (Ma.CORDUROY,
         0.4), (Ma.CANVAS, 0.5)),
         ((Sleeve.LONG, 1.0),), ((Length.REGULAR, 3.0), (Length.CROPPED, 0.7), (Length.LONG, 0.8)),
         ((Neckline.STAND, 2.0), (Neckline.HOOD, 1.6), (Neckline.COLLAR, 1.4)), ((Fit.REGULAR, 3.0),
         (Fit.OVERSIZED, 0.8), (Fit.SLIM, 0.5)),
         ((De.ZIP, 0.8), (De.POCKETS, 0.9), (De.QUILTING, 0.2), (De.DRAWSTRING, 0.15), (De.BELT, 0.08)),
         ((Pattern.SOLID, 6.0), (Pattern.CHECK, 0.5), (Pattern.COLOUR_BLOCKING, 0.5), (Pattern.METALLIC, 0.15)),
         (), (AUTUMN, 1.0),
         lean={W: 1.2, S: 0.8, R: -0.6}),
    Kind(G.JACKET, "Jacket", 1.0, 34.99, Slot.OUTER, "denimtop", _for("dm"), ("Denim jacket",), ("denim jacket",
             "trucker"),
         ((Ma.DENIM, 1.0),), ((Sleeve.LONG, 1.0),), ((Length.REGULAR, 3.0), (Length.CROPPED, 1.0)),
         ((Neckline.COLLAR, 1.0),),
         ((Fit.REGULAR, 2.0), (Fit.OVERSIZED, 1.0)), ((De.BUTTONS, 1.0), (De.CHEST_POCKET, 0.9), (De.RIPPED, 0.15)),
         ((Pattern.DENIM, 1.0),), (), (SPRING, 0.3), "denim", {S: 1.2, B: 0.4}),
    Kind(G.COAT, "Coat", 3.6, 69.99, Slot.OUTER, "outdoor", _for("ldmg"), ("Coat",), ("coat", "wool coat", "trench"),
         ((Ma.WOOL, 3.0), (Ma.WOVEN, 1.4), (Ma.PADDED, 0.9), (Ma.PILE, 0.5)), ((Sleeve.LONG, 1.0),),
         ((Length.REGULAR, 1.4), (Length.KNEE, 1.6), (Length.LONG, 1.4)), ((Neckline.LAPEL, 3.0), (Neckline.STAND,
         0.8), (Neckline.HOOD, 0.6)),
         ((Fit.REGULAR, 3.0), (Fit.OVERSIZED, 1.0), (Fit.SLIM, 0.6)), _COAT_DETAILS, _CHECKED, (), (AUTUMN + 25,
         1.7), "office",
         {D: 0.8, M: 0.8, W: 0.6, A: -1.5}),
    # Lower body
    Kind(G.TROUSERS, "Trousers", 13.0, 24.99, Slot.BOTTOM, "trouser", _for("ldmgbn"), ("Trousers",), ("trousers",
             "pants", "slacks", "chinos"),
         ((Ma.WOVEN, 5.0), (Ma.JERSEY, 1.2), (Ma.LINEN, 0.8), (Ma.CORDUROY, 0.5), (Ma.LEATHER, 0.4), (Ma.SATIN,
         0.2)), (),
         ((Length.REGULAR, 4.0), (Length.CROPPED, 1.8), (Length.LONG, 0.8)), (), _TROUSER_FITS,
         ((De.POCKETS, 0.6), (De.PLEATS, 0.15), (De.BELT, 0.1), (De.DRAWSTRING, 0.15), (De.ZIP, 0.4), (De.TURN_UP,
         0.08)),
         (*_CHECKED, (Pattern.ALL_OVER, 0.5)), PRINTS, lean={D: 0.9, M: 0.6}),
    Kind(G.TROUSERS, "Trousers", 11.0, 29.99, Slot.BOTTOM, "denim", _for("ldmgbn"), ("Jeans", "5-pocket jeans"),
             ("denim", "jeans", "slim denim"),
         ((Ma.DENIM, 1.0),), (), ((Length.REGULAR, 4.0), (Length.CROPPED, 2.0)), (), _TROUSER_FITS,
         ((De.ZIP, 0.7), (De.POCKETS, 0.5), (De.RIPPED, 0.2), (De.TURN_UP, 0.1)), ((Pattern.DENIM, 1.0),), (),
         (AUTUMN, 0.15), "denim",
         {S: 1.0, B: 0.3}),
    Kind(G.TROUSERS, "Trousers", 6.0, 19.99, Slot.BOTTOM, "trouser", _for("ldmgbnst"), ("Joggers",), ("joggers",
             "sweatpants"),
         ((Ma.JERSEY, 3.0), (Ma.TERRY, 0.4), (Ma.NYLON, 0.7)), (), ((Length.REGULAR, 4.0), (Length.CROPPED, 0.6)), (),
         ((Fit.TAPERED, 2.0), (Fit.REGULAR, 2.0), (Fit.WIDE, 0.4)), ((De.DRAWSTRING, 0.85), (De.POCKETS, 0.7)),
         ((Pattern.SOLID, 4.0), (Pattern.MELANGE, 1.4), (Pattern.COLOUR_BLOCKING, 0.4)), (), (AUTUMN, 0.25),
         lean={A: 1.6, S: 1.2, D: -2.0}),
    Kind(G.TROUSERS, "Outdoor trousers", 0.5, 29.99, Slot.BOTTOM, "outdoor", _for("gbnst"), ("Outdoor trousers",),
             ("shell pants", "outdoor pants"),
         ((Ma.NYLON, 2.0), (Ma.PADDED, 1.0)), (), (), (), ((Fit.REGULAR, 1.0), (Fit.TAPERED, 0.5)), ((De.ZIP, 0.7),
         (De.POCKETS, 0.7)),
         _SOLID, (), (WINTER, 1.0), lean={W: 2.0}),
    Kind(G.LEGGINGS, "Leggings/Tights", 6.0, 14.99, Slot.BOTTOM, "jersey", _for("ldgn"), ("Leggings",), ("leggings",),
         ((Ma.JERSEY, 4.0), (Ma.RIB, 0.8), (Ma.LEATHER, 0.4)), (), ((Length.REGULAR, 4.0), (Length.CROPPED, 0.7)),
         (), ((Fit.SLIM, 1.0),),
         ((De.LACE_TRIM, 0.04),), ((Pattern.SOLID, 5.0), (Pattern.MELANGE, 0.7), (Pattern.ALL_OVER, 0.8)), PRINTS,
         (AUTUMN, 0.3)),
    Kind(G.LEGGINGS, "Leggings/Tights", 3.0, 24.99, Slot.BOTTOM, "leggings", _for("st"), ("Sports tights",
             "Training tights"), ("tights", "sport tights"),
         ((Ma.JERSEY, 3.0), (Ma.MESH, 0.6)), (), ((Length.REGULAR, 3.0), (Length.CROPPED, 1.4)), (), ((Fit.SLIM,
         1.0),), ((De.POCKETS, 0.3),),
         ((Pattern.SOLID, 4.0), (Pattern.MELANGE, 0.8), (Pattern.COLOUR_BLOCKING, 0.5)), (), lean={A: 3.0}),
    Kind(G.SHORTS, "Shorts", 7.0, 14.99, Slot.BOTTOM, "shorts", _for("ldmgbnst"), ("Shorts",), ("shorts",),
         ((Ma.WOVEN, 2.5), (Ma.JERSEY, 1.6), (Ma.LINEN, 0.8), (Ma.NYLON, 0.5)), (), ((Length.SHORT, 3.0),
         (Length.KNEE, 1.2)), (),
         ((Fit.REGULAR, 3.0), (Fit.WIDE, 0.8)), ((De.POCKETS, 0.6), (De.DRAWSTRING, 0.35), (De.BELT, 0.1),
         (De.TURN_UP, 0.12)), _PRINTS, PRINTS,
         (SUMMER, 1.5), lean={A: 0.6, B: 0.3}),
    Kind(G.SHORTS, "Shorts", 2.5, 19.99, Slot.BOTTOM, "denim", _for("ldmgb"), ("Denim shorts",), ("denim shorts",),
             ((Ma.DENIM, 1.0),), (),
         ((Length.SHORT, 3.0), (Length.KNEE, 0.6)), (), ((Fit.REGULAR, 2.0), (Fit.SLIM, 0.8)),
         ((De.ZIP, 0.7), (De.POCKETS, 0.5), (De.RIPPED, 0.3), (De.TURN_UP, 0.3)), ((Pattern.DENIM, 1.0),), (),
         (SUMMER, 1.6), "denim", {S: 1.2}),
    Kind(G.SKIRT, "Skirt", 6.4, 24.99, Slot.BOTTOM, "skirt", _for("ldgn"), ("Skirt",), ("skirt",),
         ((Ma.WOVEN, 3.0), (Ma.JERSEY, 1.2), (Ma.SATIN, 0.8), (Ma.CHIFFON, 0.5), (Ma.LEATHER, 0.6), (Ma.SUEDE,
         0.3), (Ma.CORDUROY, 0.3)), (),
         ((Length.SHORT, 2.5), (Length.KNEE, 1.2), (Length.CALF, 1.8), (Length.MAXI, 0.4)), (),
         ((Fit.REGULAR, 2.0), (Fit.A_LINE, 1.6), (Fit.SLIM, 1.2), (Fit.FLARED, 0.8)),
         ((De.ZIP, 0.45), (De.PLEATS, 0.14), (De.BUTTONS, 0.12), (De.SLIT, 0.14), (De.WRAP, 0.1), (De.FRILL, 0.08),
         (De.BELT, 0.06)),
         _DRESSY, PRINTS, (SUMMER, 0.3), lean={R: 0.6, D: 0.4, B: 0.4, P: 0.3}),
    # Full body
    Kind(G.DRESS, "Dress", 13.0, 29.99, Slot.FULL, "dress", _for("ldgn"), ("Dress",), ("dress", "woven dress",
             "midi dress"),
         ((Ma.WOVEN, 3.5), (Ma.CHIFFON, 1.5), (Ma.SATIN, 1.0), (Ma.LACE, 0.7), (Ma.LINEN, 0.5)), _DRESS_SLEEVES,
         ((Length.SHORT, 3.0), (Length.KNEE, 1.4), (Length.CALF, 2.0), (Length.MAXI, 0.7)), _DRESS_NECKS,
         ((Fit.REGULAR, 3.0), (Fit.A_LINE, 1.2), (Fit.FLARED, 1.2), (Fit.SLIM, 0.5)), _DRESS_DETAILS, _DRESSY,
         PRINTS, (SUMMER, 0.8),
         lean={R: 1.0, B: 0.7, P: 0.6, D: 0.3, A: -2.0}),
    Kind(G.DRESS, "Dress", 6.0, 19.99, Slot.FULL, "dress", _for("ldg"), ("Dress",), ("dress", "day dress",
             "tee dress"),
         ((Ma.JERSEY, 4.0), (Ma.RIB, 1.2), (Ma.KNIT, 0.8), (Ma.MESH, 0.4)), _DRESS_SLEEVES,
         ((Length.SHORT, 3.0), (Length.KNEE, 1.5), (Length.CALF, 1.6), (Length.MAXI, 0.4)),
         (*_NECKS, (Neckline.TURTLE, 0.6)),
         ((Fit.REGULAR, 2.5), (Fit.SLIM, 2.0), (Fit.OVERSIZED, 0.6), (Fit.A_LINE, 0.4)),
         ((De.WRAP, 0.1), (De.SLIT, 0.14), (De.BELT, 0.08), (De.DRAWSTRING, 0.06)), _PRINTS, PRINTS, (SUMMER, 0.5),
         lean={M: 0.4, S: 0.3, P: 0.4}),
    Kind(G.JUMPSUIT, "Jumpsuit/Playsuit", 1.6, 34.99, Slot.FULL, "dress", _for("ldg"), ("Jumpsuit",), ("jumpsuit",
             "all-in-one"),
         ((Ma.WOVEN, 3.0), (Ma.JERSEY, 1.0), (Ma.SATIN, 0.5), (Ma.LINEN, 0.5)), _DRESS_SLEEVES, ((Length.REGULAR,
         2.0), (Length.CROPPED, 0.8),
         (Length.SHORT, 1.0)), ((Neckline.V, 2.0), (Neckline.ROUND, 1.0), (Neckline.SQUARE, 0.5), (Neckline.HALTER,
         0.4)),
         ((Fit.REGULAR, 2.0), (Fit.WIDE, 1.4), (Fit.TAPERED, 0.4)), ((De.BELT, 0.35), (De.POCKETS, 0.4), (De.ZIP,
         0.3), (De.WRAP, 0.15)),
         _DRESSY, PRINTS, (SUMMER, 0.8), lean={P: 0.5, M: 0.3, B: 0.3}),
    Kind(G.DUNGAREES, "Dungarees", 0.5, 34.99, Slot.FULL, "denim", _for("dgbn"), ("Dungarees",), ("dungarees",
             "bib pants"), ((Ma.DENIM, 3.0),
         (Ma.CORDUROY, 0.7)), ((Sleeve.STRAP, 1.0),), ((Length.REGULAR, 2.0), (Length.CROPPED, 0.6), (Length.SHORT,
         0.6)), (),
         ((Fit.REGULAR, 1.0), (Fit.WIDE, 0.4)), ((De.CHEST_POCKET, 0.9), (De.BUTTONS, 0.6)), _SOLID, (), (SPRING,
         0.3), "denim", {S: 0.7, B: 0.5}),
    # Underwear
    Kind(G.BRA, "Bra", 4.4, 17.99, Slot.UNDERWEAR, "lingerie", _for("ld"), ("Bra", "Soft bra"), ("bra", "push bra",
             "soft bra"), _LINGERIE,
         ((Sleeve.STRAP, 1.0),), (), (), (), ((De.LACE_TRIM, 0.2),), _UNDERWEAR, PRINTS, lean={R: 0.8, M: 0.3}),
    Kind(G.BRA, "Bra", 1.0, 19.99, Slot.UNDERWEAR, "sportbra", _for("s"), ("Sports bra",), ("sports bra",
             "sport top"), ((Ma.JERSEY, 3.0), (Ma.MESH, 0.5)),
         ((Sleeve.STRAP, 1.0),), (), (), (), ((De.ZIP, 0.1),), ((Pattern.SOLID, 4.0), (Pattern.COLOUR_BLOCKING,
         0.4), (Pattern.MELANGE, 0.6)), (),
         lean={A: 3.0}),
    Kind(G.BRIEFS, "Underwear bottom", 4.6, 9.99, Slot.UNDERWEAR, "lingerie", _for("ldg"), ("Briefs",
             "Hipster briefs", "Brazilian briefs"),
         ("briefs", "hipster", "brazilian 3p"), _LINGERIE, (), (), (), (), ((De.LACE_TRIM, 0.2),), _UNDERWEAR,
         PRINTS, lean={R: 0.6, M: 0.4}),
    Kind(G.BOXERS, "Underwear bottom", 3.4, 14.99, Slot.UNDERWEAR, "lingerie", _for("mb"), ("Boxer shorts",
             "Trunks"), ("boxer 3-pack", "trunk", "boxer"),
         ((Ma.JERSEY, 4.0), (Ma.WOVEN, 0.8)), (), (), (), (), (), (*_UNDERWEAR, (Pattern.MELANGE, 1.0)), PRINTS,
         lean={A: 0.3, M: 0.3}),
    Kind(G.BODYSUIT, "Underwear body", 0.6, 29.99, Slot.UNDERWEAR, "lingerie", _for("l"), ("Lace body",
             "Thong body"), ("lace body", "body"),
         ((Ma.LACE, 2.0), (Ma.MESH, 0.8)), ((Sleeve.STRAP, 1.0),), (), ((Neckline.V, 1.0),), (), (),
         ((Pattern.LACE, 1.0),), (), lean={P: 1.2, R: 1.0}),
    Kind(G.ROBE, "Robe", 0.6, 24.99, Slot.NIGHT, "night", _for("ldm"), ("Dressing gown", "Robe"), ("robe",
             "dressing gown"),
         ((Ma.TERRY, 1.0), (Ma.SATIN, 1.4), (Ma.PILE, 0.8)), ((Sleeve.LONG, 1.0), (Sleeve.THREE_QUARTER, 0.5)),
         ((Length.SHORT, 1.0), (Length.KNEE, 1.0)),
         (), (), ((De.BELT, 1.0), (De.POCKETS, 0.4)), _PRINTS, PRINTS, (WINTER, 0.7), lean={R: 0.6, M: 0.3}),
    # Swimwear
    Kind(G.BIKINI_TOP, "Bikini top", 3.4, 14.99, Slot.SWIM, "swim", _for("lg"), ("Bikini top",
             "Triangle bikini top"), ("bikini top", "triangle top", "bandeau"),
         ((Ma.JERSEY, 1.0),), ((Sleeve.STRAP, 4.0), (Sleeve.NONE, 0.5)), (), ((Neckline.NONE, 3.0),
         (Neckline.HALTER, 1.0)), (),
         ((De.FRILL, 0.1), (De.WRAP, 0.06)), _SWIM, PRINTS, (SUMMER - 15, 2.3), lean={B: 0.5, P: 0.3, A: 0.3}),
    Kind(G.BIKINI_BOTTOM, "Swimwear bottom", 2.6, 9.99, Slot.SWIM, "swim", _for("l"), ("Bikini bottoms",),
             ("bikini bottom", "tanga", "cheeky brief"),
         ((Ma.JERSEY, 1.0),), (), (), (), (), ((De.FRILL, 0.08), (De.BELT, 0.04)), _SWIM, PRINTS, (SUMMER - 15,
         2.3), lean={B: 0.5, P: 0.3, A: 0.3}),
    Kind(G.SWIMSUIT, "Swimsuit", 1.4, 29.99, Slot.SWIM, "swim", _for("lg"), ("Swimsuit",), ("swimsuit",),
             ((Ma.JERSEY, 1.0),), ((Sleeve.STRAP, 4.0),
         (Sleeve.NONE, 0.5)), (), ((Neckline.V, 1.0), (Neckline.SQUARE, 0.7), (Neckline.HALTER, 0.5)), (),
         ((De.FRILL, 0.12), (De.BELT, 0.08),
         (De.WRAP, 0.08)), _SWIM, PRINTS, (SUMMER - 15, 2.2), lean={M: 0.4, A: 0.4, R: 0.3}),
    Kind(G.SWIM_SHORTS, "Swimwear bottom", 1.0, 14.99, Slot.SWIM, "swim", _for("mb"), ("Swim shorts",),
             ("swim shorts", "swim trunk"), ((Ma.NYLON, 1.0),), (),
         ((Length.SHORT, 2.0), (Length.KNEE, 0.8)), (), (), ((De.DRAWSTRING, 0.9), (De.POCKETS, 0.6)), _SWIM,
         ((Motif.PALM, 2.0), (Motif.ABSTRACT, 1.0),
         (Motif.FLORAL, 1.0)), (SUMMER - 10, 2.2), lean={A: 0.6, W: 0.3}),
    # Socks & tights
    Kind(G.SOCKS, "Socks", 4.0, 5.99, Slot.SOCKS, "socks", _for("ldmgbnst"), ("Socks",), ("socks", "5p socks",
             "sock 2-pack"),
         ((Ma.RIB, 1.5), (Ma.KNIT, 2.0), (Ma.CABLE_KNIT, 0.3)), (), (), (), (), ((De.ANKLE, 0.4), (De.FRILL, 0.05)),
         ((Pattern.SOLID, 4.0), (Pattern.STRIPE, 0.9), (Pattern.DOT, 0.6), (Pattern.MELANGE, 0.8),
         (Pattern.JACQUARD, 0.7)), (), (WINTER, 0.5)),
    Kind(G.TIGHTS, "Underwear Tights", 1.3, 7.99, Slot.SOCKS, "tights", _for("lgn"), ("Tights",), ("tights",
             "20 denier tights", "40 den"),
         ((Ma.MESH, 2.0), (Ma.KNIT, 1.0), (Ma.RIB, 0.5)), (), (), (), (), (), ((Pattern.SOLID, 5.0), (Pattern.DOT,
         0.5), (Pattern.GLITTER, 0.3)), (),
         (WINTER, 1.0), "office", {D: 0.7, P: 0.5}),
    # Nightwear
    Kind(G.PYJAMA, "Pyjama set", 3.0, 19.99, Slot.NIGHT, "night", _for("ldmgbn"), ("Pyjamas",), ("pyjama",
             "PJ set", "night set"),
         ((Ma.JERSEY, 3.0), (Ma.SATIN, 0.9), (Ma.WOVEN, 0.8)), ((Sleeve.LONG, 2.0), (Sleeve.SHORT, 1.2),
         (Sleeve.STRAP, 0.8)), (),
         ((Neckline.ROUND, 2.0), (Neckline.V, 0.8), (Neckline.COLLAR, 0.8)), (), ((De.BUTTONS, 0.25),
         (De.CHEST_POCKET, 0.15), (De.LACE_TRIM, 0.1)), (*_TEE[:4],
         (Pattern.ALL_OVER, 2.0), (Pattern.CHECK, 0.6)), (*PRINTS, (Motif.ANIMAL, 0.6)), (WINTER, 0.6)),
    Kind(G.NIGHT_GOWN, "Night gown", 0.8, 14.99, Slot.NIGHT, "night", _for("lg"), ("Nightdress", "Nightslip"),
             ("nightslip", "nightdress"), ((Ma.JERSEY, 1.5),
         (Ma.SATIN, 1.0), (Ma.LACE, 0.3)), ((Sleeve.STRAP, 2.0), (Sleeve.SHORT, 1.0)), ((Length.SHORT, 2.0),
         (Length.KNEE, 0.7)), ((Neckline.V, 1.0),
         (Neckline.ROUND, 1.0)), (), ((De.LACE_TRIM, 0.4),), _PRINTS, PRINTS, lean={R: 1.0}),
    Kind(G.NIGHT_GOWN, "Sleeping sack", 1.0, 24.99, Slot.NIGHT, "night", _for("n"), ("Sleeping sack",),
             ("sleep bag",), ((Ma.JERSEY, 1.0), (Ma.WOVEN, 0.4)), (), (),
         _ROUND, (), ((De.ZIP, 1.0), (De.QUILTING, 0.3)), _PRINTS[:2], ((Motif.ANIMAL, 1.0), (Motif.STAR, 1.0)),
         (WINTER, 0.3)),
    # Shoes
    Kind(G.SNEAKERS, "Sneakers", 3.0, 24.99, Slot.SHOES, "sneakers", _for("ldmgbnst"), ("Trainers",), ("sneaker",
             "trainer"), ((Ma.CANVAS, 1.5), (Ma.LEATHER, 2.0),
         (Ma.MESH, 0.8), (Ma.SUEDE, 0.4)), (), (), (), (), ((De.PLATFORM, 0.2), (De.ZIP, 0.05)), ((Pattern.SOLID,
         5.0), (Pattern.COLOUR_BLOCKING, 0.8),
         (Pattern.METALLIC, 0.2)), (), (SPRING, 0.2), "", {S: 1.2, A: 1.2, R: -0.8}),
    Kind(G.BOOTS, "Boots", 3.0, 39.99, Slot.SHOES, "boots", _for("ldmgb"), ("Boots", "Chelsea boots"), ("boot",
             "chelsea boot"), ((Ma.LEATHER, 3.0), (Ma.SUEDE, 1.2)), (),
         (), (), (), ((De.ANKLE, 0.6), (De.HEEL, 0.35), (De.PLATFORM, 0.12), (De.ZIP, 0.5)), _SOLID, (),
         (AUTUMN + 20, 1.5), "leather", {W: 0.8, S: 0.5, D: 0.2}),
    Kind(G.SANDALS, "Sandals", 2.2, 17.99, Slot.SHOES, "flats", _for("ldmgn"), ("Sandals",), ("sandal", "slide"),
             ((Ma.LEATHER, 3.0), (Ma.SUEDE, 0.8), (Ma.STRAW, 0.4)), (), (),
         (), (), ((De.PLATFORM, 0.2),), ((Pattern.SOLID, 5.0), (Pattern.METALLIC, 0.4)), (), (SUMMER - 20, 2.0),
         "leather", {B: 1.2}),
    Kind(G.SANDALS, "Heeled sandals", 1.2, 29.99, Slot.SHOES, "heels", _for("ld"), ("Sandals", "Heeled sandals"),
             ("heeled sandal", "strap heel"), ((Ma.LEATHER, 2.0), (Ma.SUEDE, 1.0),
         (Ma.SATIN, 0.4)), (), (), (), (), ((De.HEEL, 1.0), (De.PLATFORM, 0.2)), ((Pattern.SOLID, 5.0),
         (Pattern.METALLIC, 0.6), (Pattern.GLITTER, 0.2)), (), (SUMMER - 20, 1.2),
         "leather", {P: 1.8, D: 0.3}),
    Kind(G.PUMPS, "Pumps", 0.9, 29.99, Slot.SHOES, "heels", _for("ld"), ("Court shoes",), ("pump", "court shoe"),
             ((Ma.LEATHER, 2.0), (Ma.SUEDE, 1.2), (Ma.SATIN, 0.3)), (), (), (), (),
         ((De.HEEL, 1.0),), ((Pattern.SOLID, 5.0), (Pattern.METALLIC, 0.4)), (), (0, 0.0), "leather", {D: 1.2,
         P: 1.2}),
    Kind(G.BALLERINAS, "Ballerinas", 1.3, 14.99, Slot.SHOES, "flats", _for("ldgn"), ("Ballet pumps",),
             ("ballerina", "flat"), ((Ma.LEATHER, 2.0), (Ma.SUEDE, 1.0), (Ma.SATIN, 0.3)), (), (), (), (),
         (), ((Pattern.SOLID, 5.0), (Pattern.METALLIC, 0.3), (Pattern.GLITTER, 0.3)), (), (SPRING, 0.6), "leather",
         {R: 1.0, D: 0.6}),
    Kind(G.SLIPPERS, "Slippers", 0.9, 12.99, Slot.SHOES, "flats", _for("lmgn"), ("Slippers",), ("slipper",
             "house shoe"), ((Ma.PILE, 2.0), (Ma.SUEDE, 0.8), (Ma.TERRY, 0.4)), (), (), (), (), (),
         _SOLID, (), (WINTER, 1.5), "", {M: 0.3, W: 0.3}),
    # Accessories
    Kind(G.EARRINGS, "Earring", 2.6, 7.99, Slot.ACCESSORY, "jewellery", _for("ldg"), ("Earrings",), ("earrings",
             "hoops", "studs"), ((Ma.METAL, 1.0),), (), (), (), (), ((De.FRINGE, 0.15),),
         ((Pattern.METALLIC, 4.0), (Pattern.GLITTER, 0.8)), (), (0, 0.0), "metal", {P: 0.8, B: 0.6, M: 0.4}),
    Kind(G.NECKLACE, "Necklace", 1.4, 9.99, Slot.ACCESSORY, "jewellery", _for("ldm"), ("Necklace",), ("necklace",
             "chain", "pendant"), ((Ma.METAL, 1.0),), (), (), (), (), ((De.FRINGE, 0.08),),
         ((Pattern.METALLIC, 4.0), (Pattern.GLITTER, 0.4)), (), (0, 0.0), "metal", {P: 0.7, B: 0.7, M: 0.3}),
    Kind(G.BRACELET, "Bracelet", 0.4, 6.99, Slot.ACCESSORY, "jewellery", _for("ldm"), ("Bracelet",), ("bracelet",
             "bangle"), ((Ma.METAL, 1.0),), (), (), (), (), (), ((Pattern.METALLIC, 1.0),), (),
         (0, 0.0), "metal", {P: 0.5, B: 0.6}),
    Kind(G.RING, "Ring", 0.6, 6.99, Slot.ACCESSORY, "jewellery", _for("ld"), ("Rings", "Ring"), ("ring set",
             "ring"), ((Ma.METAL, 1.0),), (), (), (), (), (), ((Pattern.METALLIC, 4.0), (Pattern.GLITTER, 0.5)), (),
         (0, 0.0), "metal", {P: 0.5, B: 0.7}),
    Kind(G.WATCH, "Watch", 0.25, 19.99, Slot.ACCESSORY, "small", _for("lm"), ("Wristwatch",), ("watch",),
             ((Ma.METAL, 1.0), (Ma.LEATHER, 1.0)), (), (), (), (), (), _SOLID, (), (0, 0.0), "metal", {D: 0.9,
             M: 0.5}),
    Kind(G.BELT, "Belt", 1.4, 9.99, Slot.ACCESSORY, "belt", _for("ldm"), ("Belt", "Waist belt"), ("belt",
             "waist belt"), ((Ma.LEATHER, 3.0), (Ma.SUEDE, 0.7)), (), (), (), (), (), _SOLID, (), (0, 0.0),
             "leather", {D: 0.4, S: 0.3}),
    Kind(G.SCARF, "Scarf", 1.5, 12.99, Slot.ACCESSORY, "scarf", _for("ldmgb"), ("Scarf",), ("scarf", "wrap scarf"),
             ((Ma.WOVEN, 2.0), (Ma.KNIT, 1.2), (Ma.WOOL, 0.9), (Ma.SATIN, 0.7)), (), (), (), (), ((De.FRINGE, 0.35),),
         (*_CHECKED, (Pattern.ALL_OVER, 1.2)), PRINTS, (WINTER, 1.1), "", {M: 0.3, B: 0.4, W: 0.3}),
    Kind(G.BEANIE, "Hat/beanie", 1.0, 9.99, Slot.ACCESSORY, "hat", _for("ldmgbnst"), ("Hat", "Beanie"), ("beanie",
             "knit hat"), ((Ma.RIB, 2.0), (Ma.KNIT, 1.0), (Ma.CABLE_KNIT, 0.7)), (), (), (), (), ((De.TURN_UP, 0.4),),
         _KNIT, (), (WINTER, 1.8), "", {W: 0.8, S: 0.8}),
    Kind(G.CAP, "Cap/peaked", 0.8, 9.99, Slot.ACCESSORY, "hat", _for("ldmgbst"), ("Cap",), ("cap",), ((Ma.CANVAS,
             2.0), (Ma.CORDUROY, 0.5), (Ma.NYLON, 0.4)), (), (), (), (), (), ((Pattern.SOLID, 4.0),
             (Pattern.FRONT_PRINT, 1.0)),
         ((Motif.TEXT, 3.0), (Motif.STAR, 0.7), (Motif.ANIMAL, 0.3)), (SUMMER, 0.4), "", {S: 1.4, A: 1.0}),
    Kind(G.HAT, "Hat/brim", 0.6, 14.99, Slot.ACCESSORY, "hat", _for("lmg"), ("Hat",), ("hat", "fedora"),
             ((Ma.STRAW, 2.0), (Ma.WOOL, 1.0)), (), (), (), (), (), _SOLID, (), (SUMMER, 1.0), "straw", {B: 1.6}),
    Kind(G.SUNGLASSES, "Sunglasses", 1.0, 9.99, Slot.ACCESSORY, "sunglasses", _for("ldmg"), ("Sunglasses",),
             ("sunglasses", "shades"), ((Ma.NONE, 2.0), (Ma.METAL, 0.8)), (), (), (), (), (), _SOLID, (), (SUMMER,
             1.2), "", {P: 0.4, B: 0.4, S: 0.4}),
    Kind(G.GLOVES, "Gloves", 0.5, 12.99, Slot.ACCESSORY, "hat", _for("lmgb"), ("Gloves",), ("gloves", "mittens"),
             ((Ma.LEATHER, 1.0), (Ma.KNIT, 1.5), (Ma.WOOL, 0.7)), (), (), (), (), (), _SOLID, (), (WINTER, 2.0),
             "leather", {W: 0.8, D: 0.5}),
    Kind(G.HAIR_BAND, "Hair/alice band", 1.6, 5.99, Slot.ACCESSORY, "hair", _for("lgs"), ("Hairband",
             "Alice band"), ("hairband", "alice band"), ((Ma.WOVEN, 1.5), (Ma.SATIN, 1.0), (Ma.JERSEY, 0.8),
             (Ma.KNIT, 0.4)), (), (), (), (), (),
         _PRINTS, PRINTS, (SUMMER, 0.3), "", {R: 1.0, B: 0.4}),
    Kind(G.TIE, "Tie", 0.35, 12.99, Slot.ACCESSORY, "tie", _for("m"), ("Tie",), ("tie",), ((Ma.SATIN, 2.0),
             (Ma.WOVEN, 1.0)), (), (), (), (), (), ((Pattern.SOLID, 2.0), (Pattern.STRIPE, 1.0), (Pattern.DOT,
             0.8), (Pattern.JACQUARD, 0.5)), (),
         (0, 0.0), "office", {D: 3.0}),
    Kind(G.SHOULDER_BAG, "Bag", 1.7, 19.99, Slot.BAG, "bag", _for("ldg"), ("Shoulder bag",), ("bag", "crossbody",
             "mini bag"), _BAG_LEATHER, (), (), (), (), ((De.ZIP, 0.6), (De.FRINGE, 0.08), (De.QUILTING, 0.15)),
             _SOLID, (), (0, 0.0), "leather",
         {P: 0.5, R: 0.3, B: 0.3}),
    Kind(G.TOTE, "Bag", 1.2, 24.99, Slot.BAG, "bag", _for("ldm"), ("Shopper", "Tote bag"), ("shopper", "tote"),
             ((Ma.LEATHER, 1.6), (Ma.CANVAS, 1.6), (Ma.STRAW, 0.8)), (), (), (), (), ((De.ZIP, 0.4), (De.FRINGE,
             0.06)), _SOLID, (), (0, 0.0), "leather",
         {D: 0.6, M: 0.6, B: 0.4}),
    Kind(G.BACKPACK, "Bag", 0.7, 24.99, Slot.BAG, "bag", _for("ldmgbst"), ("Backpack",), ("backpack", "rucksack"),
             ((Ma.CANVAS, 1.4), (Ma.NYLON, 1.4), (Ma.LEATHER, 0.7)), (), (), (), (), ((De.ZIP, 0.8), (De.POCKETS,
             0.6)), _SOLID, (), (AUTUMN - 30, 0.4), "",
         {S: 0.9, A: 0.6, W: 0.8}),
    Kind(G.WALLET, "Wallet", 0.4, 9.99, Slot.ACCESSORY, "small", _for("ldm"), ("Purse", "Wallet"), ("wallet",
             "purse"), ((Ma.LEATHER, 1.0),), (), (), (), (), ((De.ZIP, 0.5),), _SOLID, (), (0, 0.0), "leather",
             {D: 0.3}),
    # The small groups
    Kind(G.BACKPACK, "Backpack", 1.0, 24.99, Slot.BAG, "bag", _for("dm"), ("Backpack",), ("mini backpack",
             "city backpack"), ((Ma.NYLON, 1.0), (Ma.CANVAS, 1.0)), (), (), (), (), ((De.ZIP, 1.0), (De.POCKETS,
             0.7)), _SOLID, (), lean={S: 1.0, W: 0.5}),
    Kind(G.TOTE, "Tote bag", 1.0, 9.99, Slot.BAG, "bag", _for("ld"), ("Tote bag",), ("tote",), ((Ma.CANVAS, 1.0),),
             (), (), (), (), (), ((Pattern.SOLID, 1.0), (Pattern.FRONT_PRINT, 1.0)), ((Motif.TEXT, 1.0),
             (Motif.FLORAL, 0.5)), lean={M: 0.5, S: 0.5}),
    Kind(G.SHOULDER_BAG, "Shoulder bag", 1.0, 19.99, Slot.BAG, "bag", _for("ld"), ("Shoulder bag",), ("hobo bag",),
             ((Ma.LEATHER, 1.0),), (), (), (), (), ((De.ZIP, 1.0),), _SOLID, (), (0, 0.0), "leather", {P: 0.5}),
    Kind(G.T_SHIRT, "Unknown", 1.0, 12.99, Slot.TOP, "jersey", _for("ldm"), ("T-shirt",), ("tee 2-pack", "2p tee"),
             ((Ma.JERSEY, 1.0),), ((Sleeve.SHORT, 1.0),), (), _ROUND, (), (), _SOLID),
    Kind(G.SOCKS, "Unknown", 1.0, 9.99, Slot.SOCKS, "socks", _for("ldm"), ("Socks",), ("box socks",), ((Ma.KNIT,
             1.0),), (), (), (), (), ((De.ANKLE, 0.5),), ((Pattern.SOLID, 1.0), (Pattern.STRIPE, 0.5))),
    Kind(G.LIPSTICK, "Fine cosmetics", 1.0, 7.99, Slot.OTHER, "cosmetics", _for("g"), ("Lip colour",),
             ("lip colour", "lip tint"), colours="lips", lean={P: 0.6, R: 0.6}),
    Kind(G.NAIL_POLISH, "Fine cosmetics", 1.0, 4.99, Slot.OTHER, "cosmetics", _for("g"), ("Nail polish",),
             ("nail polish",), colours="lips", lean={P: 0.6, R: 0.6}),
    Kind(G.UMBRELLA, "Umbrella", 1.0, 9.99, Slot.OTHER, "items", _for("lm"), ("Umbrella",), ("umbrella",),
             ((Ma.NYLON, 1.0),), patterns=((Pattern.SOLID, 3.0), (Pattern.DOT, 1.0)), season=(AUTUMN, 0.5)),
    Kind(G.KEYRING, "Keychain", 1.0, 4.99, Slot.OTHER, "items", _for("lm"), ("Keyring",), ("keyring",), ((Ma.METAL,
             1.0),), colours="metal"),
    Kind(G.DOG_COAT, "Dog wear", 1.0, 14.99, Slot.OTHER, "items", _for("l"), ("Dog coat",), ("dog coat",),
             ((Ma.PADDED, 1.0), (Ma.KNIT, 1.0)), patterns=((Pattern.SOLID, 2.0), (Pattern.CHECK, 1.0)),
             season=(WINTER, 1.0)),
    Kind(G.SIDE_TABLE, "Side table", 1.0, 79.99, Slot.OTHER, "home", _for("l"), ("Side table",), ("side table",),
             ((Ma.METAL, 1.0),), colours="metal", lean={M: 1.0}),
    Kind(G.CARE_SPRAY, "Clothing mist", 1.0, 6.99, Slot.OTHER, "care", _for("l"), ("Clothing mist", "Care spray"),
             ("fabric mist", "care spray")),
    Kind(G.NOTEBOOK, "Notebook", 1.0, 4.99, Slot.OTHER, "small", _for("ldg"), ("Notebook",), ("notebook",),
             patterns=((Pattern.SOLID, 1.0), (Pattern.ALL_OVER, 1.0)), motifs=PRINTS),
    Kind(G.CUSHION, "Cushion", 1.0, 9.99, Slot.OTHER, "home", _for("l"), ("Cushion cover",), ("cushion",),
             ((Ma.LINEN, 1.0), (Ma.WOVEN, 1.0)), patterns=_PRINTS, motifs=PRINTS, lean={B: 0.6, M: 0.6}),
    Kind(G.BLANKET, "Blanket", 1.0, 24.99, Slot.OTHER, "home", _for("l"), ("Blanket",), ("blanket", "throw"),
             ((Ma.KNIT, 1.0), (Ma.PILE, 1.0)), details=((De.FRINGE, 0.5),), season=(WINTER, 1.0)),
    Kind(G.TOWEL, "Towel", 1.0, 12.99, Slot.OTHER, "home", _for("l"), ("Beach towel", "Towel"), ("towel",),
             ((Ma.TERRY, 1.0),), patterns=((Pattern.SOLID, 1.0), (Pattern.STRIPE, 1.0)), season=(SUMMER, 0.8)),
    Kind(G.SOFT_TOY, "Toy", 1.0, 9.99, Slot.OTHER, "toys", _for("n"), ("Soft toy",), ("bear", "bunny"), ((Ma.PILE,
             1.0),)),
)  # fmt: skip
