"""The appearance of a drawn article: one vocabulary for its text and its picture."""

from dataclasses import dataclass, field
from enum import StrEnum


class Garment(StrEnum):
    """The shapes that the sample catalogue can draw."""

    T_SHIRT = "t-shirt"
    VEST_TOP = "vest top"
    TOP = "top"
    BODYSUIT = "bodysuit"
    BLOUSE = "blouse"
    SHIRT = "shirt"
    POLO = "polo shirt"
    SWEATER = "sweater"
    CARDIGAN = "cardigan"
    HOODIE = "hoodie"
    BLAZER = "blazer"
    WAISTCOAT = "waistcoat"
    JACKET = "jacket"
    COAT = "coat"
    TROUSERS = "trousers"
    LEGGINGS = "leggings"
    SHORTS = "shorts"
    SKIRT = "skirt"
    DRESS = "dress"
    JUMPSUIT = "jumpsuit"
    DUNGAREES = "dungarees"
    BRA = "bra"
    BRIEFS = "briefs"
    BOXERS = "boxers"
    BIKINI_TOP = "bikini top"
    BIKINI_BOTTOM = "bikini bottom"
    SWIMSUIT = "swimsuit"
    SWIM_SHORTS = "swim shorts"
    SOCKS = "socks"
    TIGHTS = "tights"
    PYJAMA = "pyjama set"
    NIGHT_GOWN = "night gown"
    ROBE = "robe"
    SNEAKERS = "sneakers"
    BOOTS = "boots"
    SANDALS = "sandals"
    PUMPS = "pumps"
    BALLERINAS = "ballerinas"
    SLIPPERS = "slippers"
    TOTE = "tote"
    SHOULDER_BAG = "shoulder bag"
    BACKPACK = "backpack"
    WALLET = "wallet"
    BELT = "belt"
    SCARF = "scarf"
    BEANIE = "beanie"
    CAP = "cap"
    HAT = "hat"
    SUNGLASSES = "sunglasses"
    GLOVES = "gloves"
    EARRINGS = "earrings"
    NECKLACE = "necklace"
    BRACELET = "bracelet"
    RING = "ring"
    WATCH = "watch"
    HAIR_BAND = "hair band"
    TIE = "tie"
    UMBRELLA = "umbrella"
    LIPSTICK = "lipstick"
    NAIL_POLISH = "nail polish"
    CUSHION = "cushion"
    BLANKET = "blanket"
    TOWEL = "towel"
    SIDE_TABLE = "side table"
    CARE_SPRAY = "care spray"
    NOTEBOOK = "notebook"
    SOFT_TOY = "soft toy"
    KEYRING = "keyring"
    DOG_COAT = "dog coat"


class Pattern(StrEnum):
    """H&M's graphical appearances that can be drawn."""

    SOLID = "Solid"
    STRIPE = "Stripe"
    CHECK = "Check"
    DOT = "Dot"
    ALL_OVER = "All over pattern"  # small flowers or abstract marks, see Look.motif
    MELANGE = "Melange"
    DENIM = "Denim"
    LACE = "Lace"
    FRONT_PRINT = "Front print"
    PLACEMENT_PRINT = "Placement print"
    COLOUR_BLOCKING = "Colour blocking"
    METALLIC = "Metallic"
    GLITTER = "Glittering/Metallic"
    JACQUARD = "Jacquard"
    MIXED = "Mixed solid/pattern"
    TRANSPARENT = "Transparent"


class Motif(StrEnum):
    """The subject of an all-over pattern or a print."""

    NONE = "none"
    FLORAL = "floral"
    LEOPARD = "leopard"
    ABSTRACT = "abstract"
    PALM = "palm"
    STAR = "star"
    HEART = "heart"
    ANIMAL = "animal"  # a cat, bear or dinosaur face: children's prints
    TEXT = "text"


class Material(StrEnum):
    JERSEY = "jersey"
    RIB = "rib"
    KNIT = "knit"
    CABLE_KNIT = "cable knit"
    WOVEN = "woven"
    LINEN = "linen"
    SATIN = "satin"
    CHIFFON = "chiffon"
    DENIM = "denim"
    CORDUROY = "corduroy"
    LEATHER = "imitation leather"
    SUEDE = "imitation suede"
    WOOL = "wool blend"
    PILE = "pile"
    NYLON = "nylon"
    PADDED = "padded nylon"
    LACE = "lace"
    MESH = "mesh"
    METAL = "metal"
    STRAW = "straw"
    CANVAS = "canvas"
    TERRY = "terry"
    NONE = "none"


class Sleeve(StrEnum):
    NONE = "sleeveless"
    STRAP = "narrow straps"
    SHORT = "short sleeves"
    PUFF = "puff sleeves"
    THREE_QUARTER = "3/4-length sleeves"
    LONG = "long sleeves"
    BALLOON = "balloon sleeves"


class Length(StrEnum):
    CROPPED = "cropped"  # tops to the waist; trousers above the ankle
    REGULAR = "regular"
    LONG = "long"  # tops to the thigh; coats to the calf; trousers full length
    SHORT = "short"  # dresses and skirts above the knee, short shorts
    KNEE = "knee-length"
    CALF = "calf-length"
    MAXI = "maxi"


class Neckline(StrEnum):
    NONE = "none"
    ROUND = "round neckline"
    V = "V-neck"
    SQUARE = "square neckline"
    BOAT = "boat neck"
    TURTLE = "turtleneck"
    HALTER = "halterneck"
    OFF_SHOULDER = "off-the-shoulder"
    COLLAR = "collar"
    STAND = "stand-up collar"
    LAPEL = "notch lapels"
    HOOD = "hood"


class Fit(StrEnum):
    SLIM = "slim"
    REGULAR = "regular"
    OVERSIZED = "oversized"
    WIDE = "wide"
    FLARED = "flared"
    TAPERED = "tapered"
    A_LINE = "A-line"


class Detail(StrEnum):
    BUTTONS = "buttons"
    ZIP = "zip"
    DOUBLE_BREASTED = "double-breasted"
    CHEST_POCKET = "chest pocket"
    POCKETS = "pockets"
    BELT = "belt"
    FRILL = "frill"
    PLEATS = "pleats"
    DRAWSTRING = "drawstring"
    SLIT = "slit"
    SMOCKING = "smocking"
    WRAP = "wrap"
    FRINGE = "fringe"
    QUILTING = "quilting"
    RIPPED = "ripped"
    HEEL = "heel"  # shoes: a high heel instead of a flat one
    PLATFORM = "platform"
    ANKLE = "ankle"  # boots and socks that end at the ankle
    LACE_TRIM = "lace trim"
    TURN_UP = "turn-up"


@dataclass(frozen=True)
class Look:
    """Everything that the picture of an article shows. Every field except `seed` is also in its text.

    `seed` varies fine proportions and folds; the colours of one product share it.
    `child` marks baby and children's sizes, drawn shorter and wider.
    """

    garment: Garment
    colour: str  # "#rrggbb", the main cloth
    second_colour: str = "#ffffff"  # trim, stripes, print or motif
    pattern: Pattern = Pattern.SOLID
    motif: Motif = Motif.NONE
    material: Material = Material.NONE
    sleeve: Sleeve = Sleeve.NONE
    length: Length = Length.REGULAR
    neckline: Neckline = Neckline.NONE
    fit: Fit = Fit.REGULAR
    details: frozenset[Detail] = field(default_factory=frozenset)
    child: bool = False
    seed: int = 0
