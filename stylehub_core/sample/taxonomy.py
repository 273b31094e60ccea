"""H&M's filing system: product types, appearances, index groups, sections, garment groups, departments."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from .look import Pattern
from .style import Occasion


class Audience(StrEnum):
    """Whom a product is made for; it decides the index group, the departments and the words used."""

    LADIES = "ladies"
    DIVIDED = "divided"
    MEN = "men"
    GIRL = "girl"
    BOY = "boy"
    BABY = "baby"
    SPORT_LADIES = "sport ladies"
    SPORT_MEN = "sport men"


AUDIENCES: tuple[Audience, ...] = tuple(Audience)
CHILDREN = frozenset({Audience.GIRL, Audience.BOY, Audience.BABY})


class Slot(IntEnum):
    """The role of an article in an outfit."""

    TOP = 0
    BOTTOM = 1
    FULL = 2
    OUTER = 3
    SHOES = 4
    BAG = 5
    ACCESSORY = 6
    UNDERWEAR = 7
    SWIM = 8
    SOCKS = 9
    NIGHT = 10
    OTHER = 11


PRODUCT_TYPES: Mapping[str, tuple[int, str]] = {
    "Sweater": (252, "Garment Upper body"), "T-shirt": (255, "Garment Upper body"), "Top": (254, "Garment Upper body"),
    "Blouse": (258, "Garment Upper body"), "Vest top": (253, "Garment Upper body"), "Shirt": (259,
    "Garment Upper body"),
    "Jacket": (262, "Garment Upper body"), "Hoodie": (308, "Garment Upper body"), "Cardigan": (245,
    "Garment Upper body"),
    "Blazer": (264, "Garment Upper body"), "Bodysuit": (256, "Garment Upper body"), "Coat": (263, "Garment Upper body"),
    "Polo shirt": (257, "Garment Upper body"), "Outdoor Waistcoat": (261, "Garment Upper body"),
    "Tailored Waistcoat": (260, "Garment Upper body"),
    "Trousers": (272, "Garment Lower body"), "Skirt": (275, "Garment Lower body"), "Shorts": (274,
    "Garment Lower body"),
    "Leggings/Tights": (273, "Garment Lower body"), "Outdoor trousers": (276, "Garment Lower body"),
    "Dress": (265, "Garment Full body"), "Jumpsuit/Playsuit": (267, "Garment Full body"),
    "Dungarees": (268, "Garment Full body"),
    "Bra": (306, "Underwear"), "Underwear bottom": (286, "Underwear"), "Underwear body": (283, "Underwear"),
    "Robe": (305, "Underwear"), "Pyjama set": (297, "Nightwear"), "Pyjama bottom": (296, "Nightwear"),
    "Night gown": (293, "Nightwear"), "Sleeping sack": (312, "Underwear/nightwear"),
    "Swimwear bottom": (59, "Swimwear"), "Bikini top": (298, "Swimwear"), "Swimsuit": (57, "Swimwear"),
    "Socks": (302, "Socks & Tights"), "Underwear Tights": (304, "Socks & Tights"),
    "Earring": (70, "Accessories"), "Bag": (66, "Accessories"), "Belt": (67, "Accessories"),
    "Hair/alice band": (74, "Accessories"), "Necklace": (77, "Accessories"), "Scarf": (80, "Accessories"),
    "Hat/beanie": (75, "Accessories"), "Sunglasses": (81, "Accessories"), "Ring": (79, "Accessories"),
    "Gloves": (71, "Accessories"), "Cap/peaked": (69, "Accessories"), "Hat/brim": (76, "Accessories"),
    "Bracelet": (68, "Accessories"), "Wallet": (84, "Accessories"), "Tie": (82, "Accessories"),
    "Watch": (85, "Accessories"),
    "Boots": (87, "Shoes"), "Sneakers": (94, "Shoes"), "Sandals": (91, "Shoes"), "Heeled sandals": (92, "Shoes"),
    "Ballerinas": (86, "Shoes"), "Pumps": (90, "Shoes"), "Slippers": (93, "Shoes"),
    "Backpack": (467, "Bags"), "Tote bag": (475, "Bags"), "Shoulder bag": (476, "Bags"),
    "Dog wear": (521, "Items"), "Umbrella": (532, "Items"), "Keychain": (531, "Items"),
    "Fine cosmetics": (98, "Cosmetic"), "Clothing mist": (525, "Garment and Shoe care"),
    "Notebook": (762, "Stationery"), "Side table": (540, "Furniture"), "Cushion": (541, "Interior textile"),
    "Blanket": (542, "Interior textile"), "Towel": (543, "Interior textile"), "Toy": (389, "Fun"),
    "Unknown": (-1, "Unknown"),
}  # fmt: skip

APPEARANCES: Mapping[Pattern, int] = {
    Pattern.ALL_OVER: 1010001, Pattern.CHECK: 1010004, Pattern.COLOUR_BLOCKING: 1010005, Pattern.DOT: 1010006,
    Pattern.FRONT_PRINT: 1010008, Pattern.GLITTER: 1010009, Pattern.MELANGE: 1010010, Pattern.METALLIC: 1010011,
    Pattern.MIXED: 1010012, Pattern.PLACEMENT_PRINT: 1010014, Pattern.SOLID: 1010016, Pattern.STRIPE: 1010017,
    Pattern.TRANSPARENT: 1010019, Pattern.LACE: 1010021, Pattern.JACQUARD: 1010022, Pattern.DENIM: 1010023,
}  # fmt: skip

# index_code: (index_name, index_group_no, index_group_name)
INDEXES: Mapping[str, tuple[str, int, str]] = {
    "A": ("Ladieswear", 1, "Ladieswear"),
    "B": ("Lingeries/Tights", 1, "Ladieswear"),
    "C": ("Ladies Accessories", 1, "Ladieswear"),
    "D": ("Divided", 2, "Divided"),
    "F": ("Menswear", 3, "Menswear"),
    "G": ("Baby Sizes 50-98", 4, "Baby/Children"),
    "H": ("Children Sizes 92-140", 4, "Baby/Children"),
    "I": ("Children Sizes 134-170", 4, "Baby/Children"),
    "J": ("Children Accessories, Swimwear", 4, "Baby/Children"),
    "S": ("Sport", 26, "Sport"),
}

SECTIONS: Mapping[int, str] = {
    2: "H&M+", 5: "Ladies H&M Sport", 6: "Womens Casual", 8: "Mama", 11: "Womens Tailoring", 14: "Womens Premium",
    15: "Womens Everyday Collection", 16: "Womens Everyday Basics", 18: "Womens Trend", 19: "Womens Jackets",
    20: "Contemporary Smart", 21: "Contemporary Casual", 22: "Men H&M Sport", 23: "Men Suits & Tailoring",
    25: "Men Accessories", 26: "Men Underwear", 27: "Men Shoes", 29: "Men Other", 31: "Mens Outerwear",
    40: "Baby Girl", 41: "Baby Boy", 42: "Kids & Baby Shoes", 43: "Kids Accessories, Swimwear & D",
    44: "Baby Essentials & Complements", 45: "Kids Outerwear", 46: "Kids Boy", 47: "Young Boy",
    50: "Divided Projects", 51: "Divided Basics", 52: "Divided Accessories", 53: "Divided Collection",
    55: "Contemporary Street", 56: "Denim Men", 57: "Ladies Denim", 58: "Divided Selected",
    60: "Womens Swimwear, beachwear",
    61: "Womens Lingerie", 62: "Womens Nightwear, Socks & Tigh", 64: "Womens Shoes", 65: "Womens Big accessories",
    66: "Womens Small accessories", 72: "Boys Underwear & Basics", 76: "Kids Girl", 77: "Young Girl",
    79: "Girls Underwear & Basics", 80: "Divided Complements Other", 97: "Collaborations",
}  # fmt: skip

GARMENT_GROUPS: Mapping[int, str] = {
    1001: "Unknown", 1002: "Jersey Basic", 1003: "Knitwear", 1005: "Jersey Fancy",
    1006: "Woven/Jersey/Knitted mix Baby",
    1007: "Outdoor", 1008: "Dressed", 1009: "Trousers", 1010: "Blouses", 1011: "Shirts", 1012: "Skirts",
    1013: "Dresses Ladies", 1014: "Dresses/Skirts girls", 1016: "Trousers Denim", 1017: "Under-, Nightwear",
    1018: "Swimwear", 1019: "Accessories", 1020: "Shoes", 1021: "Socks and Tights", 1025: "Shorts",
}  # fmt: skip


@dataclass(frozen=True)
class Department:
    """A department: its audience, its families of kinds, and the occasion it leans towards."""

    no: int
    name: str
    index: str
    section: int
    garment_group: int
    audience: Audience
    families: frozenset[str]
    weight: float = 1.0
    lean: Occasion | None = None
