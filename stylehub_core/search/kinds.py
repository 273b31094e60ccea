"""What a wider word covers: who wants no animal print wants no zebra either, and who wants one may like a zebra."""

from stylehub_core.search.words import stem, words

_KINDS = {
    # patterns
    "animal print": "leopard|zebra|tiger|snake|snakeskin|crocodile|cow print|dalmatian|cheetah|giraffe",
    "pattern": "all over pattern|print|stripe|check|dot|floral|front print|placement print|colour blocking|jacquard|"
    "argyle|mixed solid/pattern|other pattern|leopard|zebra|paisley|camouflage|embroidery",
    "print": "all over pattern|front print|placement print",
    "floral": "flower|botanical|rose print",
    "flower": "floral|botanical",
    "stripe": "pinstripe",
    "dot": "spot",
    "check": "tartan|plaid|gingham|houndstooth|dogtooth",
    "sparkle": "glitter|sequin|glittering/metallic|metallic|rhinestone|shimmer",
    "glitter": "glittering/metallic|sequin|shimmer",
    "logo": "slogan|motif text",
    # materials
    "leather": "suede",
    "velvet": "velour|velveteen",
    "velour": "velvet",
    "fur": "faux fur|pile",
    "denim": "jeans|chambray",
    "fluffy": "teddy|pile|mohair|faux fur",
    "shiny": "satin|metallic|glittering/metallic|sequin|glossy",
    "see through": "transparent|mesh|sheer|tulle",
    "sheer": "transparent|mesh|tulle|chiffon",
    # parts
    "hood": "hoodie",
    "zip": "zipper",
    "zipper": "zip",
    "fastener": "zip|button|hook|clasp|press stud",
    "collar": "lapel",
    "lapel": "collar",
    "strap": "strappy|spaghetti strap",
    "heel": "heeled|stiletto|block heel|wedge",
    "ruffle": "frill|flounce",
    "frill": "flounce|ruffle",
    "flounce": "frill|ruffle",
    "underwire": "underwired|wired",
    "padding": "padded|push up",
    "rip": "trashed|distressed|hole",
    "hole": "ripped|trashed|distressed",
    "slit": "vent",
    "bow": "knot",
    "fringe": "tassel",
    "turtleneck": "polo neck|roll neck|turtle neck",
    "turtle neck": "turtleneck|polo neck|roll neck",
    "polo neck": "turtleneck|roll neck|turtle neck",
    "roll neck": "turtleneck|polo neck",
    "high waisted": "high waist",
    "elastic waist": "elasticated waist",
    "crop": "cropped|short top",
    "mini": "short",
    "maxi": "long|ankle length|full length",
    "midi": "calf length|knee length",
    "wrap": "wrapover|wrapped",
    "wrapover": "wrap",
    "one shoulder": "asymmetric shoulder",
    "snake print": "snakeskin|snake patterned",
    # narrower garments
    "sweatpants": "joggers|sweatshirt fabric",
    "joggers": "sweatpants|sweatshirt fabric",
    "tracksuit bottoms": "joggers|sweatpants|sweatshirt fabric",
    "track pants": "joggers|sweatpants|sweatshirt fabric",
    "jogging bottoms": "joggers|sweatpants|sweatshirt fabric",
    "camisole": "strap top|spaghetti|narrow shoulder straps",
    "cami": "strap top|spaghetti|narrow shoulder straps",
    "cami top": "camisole|strap top|spaghetti|narrow shoulder straps",
    "woolly hat": "beanie|knit|wool",
    "fanny pack": "bum bag|waist bag",
    "bum bag": "waist bag",
    "cover up": "beach|kaftan|sarong",
    "beach cover up": "beach|kaftan|sarong",
    "windbreaker": "windproof|anorak|shell jacket",
    "windcheater": "windproof|windbreaker|anorak",
    "anorak": "windbreaker|windproof",
    "raincoat": "rain|waterproof|water repellent",
    "puffer": "padded|down jacket|quilted",
    "trench coat": "trenchcoat",
    "trench": "trenchcoat",
    "swim shorts": "swimshorts",
    "espadrilles": "espadrille",
    "cargo pants": "cargo",
    "bell bottoms": "flare|flared|bootcut",
    "cords": "corduroy",
    "corduroys": "corduroy",
}

_OPPOSITES = {
    "collar": "collarless|band neck|grandad collar|stand up collar",
    "sleeve": "sleeveless|strapless",
    "strap": "strapless|bandeau",
    "pattern": "solid|plain",
    "print": "solid|plain",
    "stripe": "solid",
    "underwire": "non wired|soft bra",
    "wire": "non wired",
    "heel": "flat",
}


def _by_stems(table: dict[str, str]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return {
        key_of(wide): tuple(key_of(narrow) for narrow in narrow_ones.split("|") if narrow)
        for wide, narrow_ones in table.items()
    }


def key_of(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase."""
    return tuple(stem(word) for word in words(phrase))


KINDS_OF = _by_stems(_KINDS)
"""By the stems of a wider phrase: the stems of each phrase that it covers."""
OPPOSITES_OF = _by_stems(_OPPOSITES)
"""The same for phrases that say that a thing is absent, beside 'no …' and '…less'."""
LONGEST_KIND = max(map(len, KINDS_OF))
