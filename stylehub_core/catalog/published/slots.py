"""The slot and product group of an article of Polyvore, by its semantic class or by the name of its category."""

from collections.abc import Mapping

from stylehub_core.catalog.slot import SLOT_OF_GROUP, Slot

_GROUPS: Mapping[str, str] = {
    "tops": "Garment Upper body",
    "outerwear": "Garment Upper body",
    "bottoms": "Garment Lower body",
    "all-body": "Garment Full body",
    "shoes": "Shoes",
    "bags": "Bags",
    **dict.fromkeys(("jewellery", "hats", "scarves", "sunglasses", "accessories"), "Accessories"),
}
OTHER = "other"
"""The class of beauty, furniture, phone cases, underwear and all else that no look is built of."""

_NAMES: Mapping[str, str] = {
    "tops": "tops, tunics, blouses, sweaters, t-shirts, shirts, polos, dress shirts, casual shirts, tank tops, "
    "camisoles, activewear tops, activewear tank tops, sports bras, sweatshirts, hoodies, bikini tops",
    "outerwear": "outerwear, coats, jackets, vests, blazers, sportcoats & blazers, cardigans, activewear jackets, "
    "cover-ups",
    "bottoms": "skirts, mini skirts, knee length skirts, long skirts, jeans, pants, shorts, skinny jeans, "
    "bootcut jeans, wide leg jeans, boyfriend jeans, straight leg jeans, flared jeans, leggings, casual pants, "
    "dress pants, capri & cropped pants, activewear pants, activewear skirts, activewear shorts, bikini bottoms, "
    "men's swimwear",
    "all-body": "dresses, day dresses, cocktail dresses, gowns, wedding dresses, jumpsuits, rompers, suits, swimwear, "
    "one piece swimsuits, bikinis, costumes",
    "shoes": "shoes, boots, pumps, sandals, flats, flip flops, sneakers, slippers, ankle booties, mid calf boots, "
    "knee high boots, over-the-knee boots, loafers & moccasins, oxfords, clogs, athletic shoes, dress shoes, "
    "work boots",
    "bags": "bags, tote bags, shoulder bags, clutches, luggage, wallets, messenger bags, backpacks, briefcases, "
    "handbags, bags & wallets",
    "jewellery": "jewelry, watches, necklaces, earrings, rings, brooches, bracelets, bracelets & bangles, "
    "charms & pendants, watches & jewelry, cuff links",
    "hats": "hats",
    "scarves": "scarves",
    "sunglasses": "sunglasses, eyewear, eyeglasses",
    "accessories": "accessories, belts, gloves, ties, bow ties, hair accessories, umbrellas, hosiery, socks, tights, "
    "sports accessories, key rings & chains, money clips, suspenders, handkerchiefs",
}
"""The categories of category_id.txt by the classes of Vasileva et al.; 'Men's' in front of a name is left out."""

_CLASS_OF = {name: semantic for semantic, names in _NAMES.items() for name in names.split(", ")}


def class_of(category: str) -> str:
    """The semantic class of a category's name, such as 'tops' of 'Men's T-Shirts'; 'other' for an unlisted name."""
    name = category.strip().lower()
    return _CLASS_OF.get(name) or _CLASS_OF.get(name.removeprefix("men's "), OTHER)


def slot_of(semantic: str) -> Slot:
    """The slot of a class."""
    return SLOT_OF_GROUP.get(group_of(semantic).lower(), Slot.OTHER)


def group_of(semantic: str) -> str:
    """The product group in H&M's words, such as 'Garment Upper body'; 'Other' for the slot other."""
    return _GROUPS.get(semantic.strip().lower(), "Other")
