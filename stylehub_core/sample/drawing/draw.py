"""The picture of one article."""

from collections.abc import Callable
from random import Random

from stylehub_core.sample.drawing import (
    accessories,
    bags,
    beauty,
    boots,
    bottoms,
    dresses,
    headwear,
    home,
    jewellery,
    knitwear,
    legwear,
    outerwear,
    pyjama,
    shoes,
    skirts,
    sneakers,
    swimsuit,
    tailoring,
    tops,
    underwear,
)
from stylehub_core.sample.drawing.canvas import Canvas
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.fabric import fabric_of
from stylehub_core.sample.drawing.light import Studio, photograph
from stylehub_core.sample.drawing.repeat import VARIANTS, repeat_tile
from stylehub_core.sample.look import Garment, Look, Pattern

GARMENTS: dict[Garment, Callable[[Cut], None]] = {
    Garment.T_SHIRT: tops.jersey_top,
    Garment.VEST_TOP: tops.jersey_top,
    Garment.TOP: tops.jersey_top,
    Garment.BODYSUIT: tops.bodysuit,
    Garment.BLOUSE: tops.shirt,
    Garment.SHIRT: tops.shirt,
    Garment.POLO: tops.polo,
    Garment.SWEATER: knitwear.knit_top,
    Garment.CARDIGAN: knitwear.cardigan,
    Garment.HOODIE: knitwear.hoodie,
    Garment.BLAZER: tailoring.tailored,
    Garment.WAISTCOAT: tailoring.tailored,
    Garment.JACKET: outerwear.outer,
    Garment.COAT: outerwear.outer,
    Garment.ROBE: outerwear.robe,
    Garment.DOG_COAT: outerwear.dog_coat,
    Garment.TROUSERS: bottoms.trousers,
    Garment.LEGGINGS: bottoms.leggings,
    Garment.SHORTS: bottoms.shorts,
    Garment.SWIM_SHORTS: bottoms.shorts,
    Garment.SKIRT: skirts.skirt,
    Garment.DRESS: dresses.dress,
    Garment.NIGHT_GOWN: dresses.dress,
    Garment.JUMPSUIT: dresses.jumpsuit,
    Garment.DUNGAREES: dresses.dungarees,
    Garment.BRA: underwear.bra,
    Garment.BIKINI_TOP: underwear.bra,
    Garment.BRIEFS: underwear.briefs,
    Garment.BIKINI_BOTTOM: underwear.briefs,
    Garment.BOXERS: underwear.boxers,
    Garment.SWIMSUIT: swimsuit.swimsuit,
    Garment.SOCKS: legwear.socks,
    Garment.TIGHTS: legwear.tights,
    Garment.PYJAMA: pyjama.pyjama,
    Garment.SNEAKERS: sneakers.sneakers,
    Garment.BOOTS: boots.boots,
    Garment.SANDALS: shoes.sandals,
    Garment.PUMPS: shoes.pumps,
    Garment.BALLERINAS: shoes.ballerinas,
    Garment.SLIPPERS: shoes.slippers,
    Garment.TOTE: bags.tote,
    Garment.SHOULDER_BAG: bags.shoulder_bag,
    Garment.BACKPACK: bags.backpack,
    Garment.WALLET: bags.wallet,
    Garment.BELT: bags.belt,
    Garment.SCARF: accessories.scarf,
    Garment.BEANIE: headwear.beanie,
    Garment.CAP: headwear.cap,
    Garment.HAT: headwear.hat,
    Garment.SUNGLASSES: accessories.sunglasses,
    Garment.GLOVES: accessories.gloves,
    Garment.WATCH: accessories.watch,
    Garment.HAIR_BAND: headwear.hair_band,
    Garment.TIE: accessories.tie,
    Garment.UMBRELLA: accessories.umbrella,
    Garment.EARRINGS: jewellery.earrings,
    Garment.NECKLACE: jewellery.necklace,
    Garment.BRACELET: jewellery.bracelet,
    Garment.RING: jewellery.ring,
    Garment.LIPSTICK: beauty.lipstick,
    Garment.NAIL_POLISH: beauty.nail_polish,
    Garment.CUSHION: home.cushion,
    Garment.BLANKET: home.blanket,
    Garment.TOWEL: home.towel,
    Garment.SIDE_TABLE: home.side_table,
    Garment.CARE_SPRAY: beauty.care_spray,
    Garment.NOTEBOOK: home.notebook,
    Garment.SOFT_TOY: home.soft_toy,
    Garment.KEYRING: home.keyring,
}


def draw(look: Look) -> bytes:
    """A studio photograph of `look` as a JPEG of 360 x 540 pixels. The same look gives the same bytes."""
    canvas = Canvas(Random(look.seed))
    GARMENTS[look.garment](Cut(look, fabric := fabric_of(look), canvas))
    studio = Studio(
        repeat=repeat_tile(look.pattern, look.motif, look.seed % VARIANTS),
        accents=fabric.accents,
        scale=fabric.scale,
        glitter=1.0 if look.pattern is Pattern.GLITTER else 0.0,
        seed=look.seed,
        upright=look.pattern is Pattern.STRIPE and _upright(look),
        drape=0.8 if look.garment in _HANGING else 0.25,
    )
    return photograph(canvas, studio)


_HANGING = {Garment.SKIRT, Garment.DRESS, Garment.TROUSERS, Garment.COAT, Garment.ROBE, Garment.NIGHT_GOWN}

_PINSTRIPED = {
    Garment.SHIRT,
    Garment.BLOUSE,
    Garment.TROUSERS,
    Garment.BLAZER,
    Garment.WAISTCOAT,
    Garment.SHORTS,
    Garment.PYJAMA,
}


def _upright(look: Look) -> bool:
    """Whether stripes run down the article."""
    return look.garment in _PINSTRIPED or (
        look.garment in (Garment.DRESS, Garment.SKIRT, Garment.JUMPSUIT) and look.seed % 2 == 0
    )
