"""The phrases from which descriptions are composed."""

from collections.abc import Mapping

from .look import Detail, Fit, Garment, Length, Material, Motif, Neckline, Pattern, Sleeve
from .taxonomy import Slot

MATERIALS: Mapping[Material, tuple[str, ...]] = {
    Material.JERSEY: (
        "soft cotton jersey",
        "jersey made from a cotton blend",
        "viscose jersey",
        "soft organic cotton jersey",
        "stretch jersey",
        "sturdy jersey",
        "lightweight jersey",
    ),
    Material.RIB: ("ribbed cotton jersey", "a soft rib knit", "ribbed jersey made from a viscose blend"),
    Material.KNIT: (
        "a soft, fine knit",
        "a soft knit containing some wool",
        "a fine-knit viscose blend",
        "a cotton knit",
        "a fluffy knit",
    ),
    Material.CABLE_KNIT: ("a soft cable knit", "a chunky cable knit", "a cable-knit cotton blend"),
    Material.WOVEN: (
        "woven fabric",
        "an airy cotton weave",
        "a viscose weave",
        "a crisp cotton weave",
        "woven stretch fabric",
        "a crêpe weave",
    ),
    Material.LINEN: ("a linen blend", "airy linen", "a linen and cotton weave"),
    Material.SATIN: ("satin", "softly draping satin", "recycled polyester satin"),
    Material.CHIFFON: ("airy chiffon", "crinkled chiffon", "lightweight chiffon"),
    Material.DENIM: ("washed denim", "stretch denim", "sturdy cotton denim"),
    Material.CORDUROY: ("cotton corduroy", "stretch corduroy", "wide-wale corduroy"),
    Material.LEATHER: ("imitation leather", "grained imitation leather", "smooth imitation leather"),
    Material.SUEDE: ("imitation suede", "soft imitation suede"),
    Material.WOOL: ("a wool blend", "a felted wool blend", "a soft wool blend"),
    Material.PILE: ("soft pile", "pile with a faux shearling look", "fluffy pile"),
    Material.NYLON: ("nylon", "lightweight nylon", "woven nylon"),
    Material.PADDED: ("padded nylon", "lightly padded nylon", "padded, quilt-look nylon"),
    Material.LACE: ("lace", "cotton lace", "lace with scalloped edges"),
    Material.MESH: ("mesh", "fine mesh", "soft stretch mesh"),
    Material.METAL: ("metal", "recycled metal", "polished metal"),
    Material.STRAW: ("straw", "braided straw", "paper straw"),
    Material.CANVAS: ("cotton canvas", "sturdy canvas"),
    Material.TERRY: ("cotton terry", "soft terry"),
}

SLEEVES: Mapping[Sleeve, tuple[str, ...]] = {
    Sleeve.STRAP: ("narrow shoulder straps", "narrow, adjustable shoulder straps"),
    Sleeve.SHORT: ("short sleeves", "wide, short sleeves", "short raglan sleeves"),
    Sleeve.PUFF: ("puff sleeves", "short puff sleeves"),
    Sleeve.THREE_QUARTER: ("3/4-length sleeves",),
    Sleeve.LONG: (
        "long sleeves",
        "long sleeves with buttoned cuffs",
        "long raglan sleeves",
        "long sleeves with dropped shoulders",
    ),
    Sleeve.BALLOON: ("long balloon sleeves", "wide balloon sleeves with narrow cuffs"),
}

NECKLINES: Mapping[Neckline, tuple[str, ...]] = {
    Neckline.ROUND: ("a round neckline", "a round, rib-trimmed neckline"),
    Neckline.V: ("a V-neck", "a deep V-neck"),
    Neckline.SQUARE: ("a square neckline",),
    Neckline.BOAT: ("a boat neck", "a wide boat neck"),
    Neckline.TURTLE: ("a turtleneck", "a ribbed turtleneck"),
    Neckline.HALTER: ("a halterneck", "a halterneck with ties"),
    Neckline.OFF_SHOULDER: ("an off-the-shoulder neckline",),
    Neckline.COLLAR: ("a collar", "a turn-down collar"),
    Neckline.STAND: ("a stand-up collar", "a small stand-up collar"),
    Neckline.LAPEL: ("notch lapels",),
    Neckline.HOOD: ("a hood", "a lined hood"),
}

DETAILS: Mapping[Detail, tuple[str, ...]] = {
    Detail.BUTTONS: ("buttons down the front", "covered buttons at the front"),
    Detail.ZIP: ("a zip down the front",),
    Detail.DOUBLE_BREASTED: ("a double-breasted front",),
    Detail.CHEST_POCKET: ("a chest pocket", "an open chest pocket"),
    Detail.POCKETS: ("side pockets", "front pockets"),
    Detail.BELT: ("a detachable belt at the waist", "a tie belt at the waist"),
    Detail.FRILL: ("a frill at the hem", "frill trims"),
    Detail.PLEATS: ("pleats at the front", "soft pleats"),
    Detail.DRAWSTRING: ("a concealed drawstring", "a drawstring at the hem"),
    Detail.SLIT: ("a slit in one side", "slits in the sides"),
    Detail.SMOCKING: ("smocking at the top", "smocking at the back"),
    Detail.WRAP: ("a wrapover front",),
    Detail.FRINGE: ("fringe trims", "a fringe along the edge"),
    Detail.QUILTING: ("diamond quilting",),
    Detail.RIPPED: ("ripped, worn details", "heavily ripped sections"),
    Detail.HEEL: ("covered heels", "block heels"),
    Detail.PLATFORM: ("platform soles", "chunky platform soles"),
    Detail.ANKLE: ("ankle-high shafts",),
    Detail.LACE_TRIM: ("lace trim at the edges", "a narrow lace trim"),
    Detail.TURN_UP: ("sewn-in turn-ups",),
}
BOTTOM_DETAILS: Mapping[Detail, tuple[str, ...]] = {
    Detail.ZIP: ("a zip fly and button", "a concealed zip at the waist"),
    Detail.POCKETS: ("side pockets", "side and back pockets"),
    Detail.DRAWSTRING: ("an elasticated drawstring waist",),
    Detail.BELT: ("a belt with a covered buckle",),
    Detail.BUTTONS: ("buttons down the front",),
    Detail.TURN_UP: ("turn-ups at the hems",),
    Detail.PLEATS: ("pleats at the top", "pressed pleats"),
    Detail.FRILL: ("a frill-trimmed hem",),
}
DRESS_DETAILS: Mapping[Detail, tuple[str, ...]] = {
    Detail.ZIP: ("a concealed zip at the back",),
    Detail.POCKETS: ("discreet pockets in the side seams",),
    Detail.FRILL: ("a frill at the hem", "frill-trimmed edges"),
    Detail.DRAWSTRING: ("a drawstring at the waist",),
}
SHOE_DETAILS: Mapping[Detail, tuple[str, ...]] = {
    Detail.ZIP: ("a zip in one side",),
    Detail.ANKLE: ("ankle-high shafts", "shafts to the ankle"),
}
BAG_DETAILS: Mapping[Detail, tuple[str, ...]] = {
    Detail.ZIP: ("a zip at the top", "a zipped compartment"),
    Detail.POCKETS: ("outer pockets", "inner pockets"),
    Detail.ANKLE: ("an ankle-length shaft", "ribbed ankle-high edges"),
    Detail.TURN_UP: ("a wide turn-up hem",),
}

MOTIFS: Mapping[Motif, str] = {
    Motif.FLORAL: "floral",
    Motif.LEOPARD: "leopard",
    Motif.ABSTRACT: "abstract",
    Motif.PALM: "palm leaf",
    Motif.STAR: "star",
    Motif.HEART: "heart",
    Motif.ANIMAL: "animal",
    Motif.TEXT: "text",
}
PATTERNS: Mapping[Pattern, str] = {
    Pattern.STRIPE: "striped ",
    Pattern.CHECK: "checked ",
    Pattern.DOT: "spotted ",
    Pattern.MELANGE: "marled ",
    Pattern.JACQUARD: "jacquard-patterned ",
    Pattern.GLITTER: "glittery ",
    Pattern.TRANSPARENT: "sheer ",
    Pattern.COLOUR_BLOCKING: "colour-blocked ",
}
FITS: Mapping[Fit, tuple[str, ...]] = {
    Fit.SLIM: ("Fitted", "Slim-fit"),
    Fit.OVERSIZED: ("Oversized",),
    Fit.WIDE: ("Wide", "Wide-cut"),
    Fit.FLARED: ("Flared",),
    Fit.TAPERED: ("Tapered",),
    Fit.A_LINE: ("A-line",),
}
LENGTHS: Mapping[Length, str] = {
    Length.CROPPED: "cropped",
    Length.LONG: "long",
    Length.SHORT: "short",
    Length.KNEE: "knee-length",
    Length.CALF: "calf-length",
    Length.MAXI: "maxi",
}

# Facts on which no taste depends: care, composition, finish.
CARE = (
    "The {fibre} content of the {noun} is {grade}.",
    "Machine wash at 40 degrees.",
    "Hand wash only.",
    "Tumble dry low.",
)
LINING = ("Unlined.", "Lined.")
FIBRES = ("cotton", "polyester", "viscose", "nylon")
GRADES = ("recycled", "partly recycled", "organic", "at least 50 per cent recycled")
FINISH: Mapping[Slot, tuple[str, ...]] = {
    Slot.TOP: (
        "Ribbing around the cuffs and hem.",
        "Slightly longer at the back.",
        "Rounded hem.",
        "Yoke at the back.",
        "Straight-cut hem.",
    ),
    Slot.BOTTOM: (
        "High waist.",
        "Regular waist.",
        "Elasticated waistband.",
        "Fake back pockets.",
        "Covered elastication at the waist.",
    ),
    Slot.FULL: (
        "Seam at the waist.",
        "Gathered seam at the waist.",
        "Opening with a button at the back of the neck.",
        "Jersey lining.",
    ),
    Slot.OUTER: (
        "One inner pocket.",
        "A single back vent.",
        "Adjustable tabs at the cuffs.",
        "Lined in recycled polyester.",
    ),
    Slot.SHOES: (
        "Rubber soles.",
        "Fabric linings and insoles.",
        "Thermoplastic rubber soles with a pattern.",
        "Satin insoles.",
    ),
    Slot.BAG: ("One inner compartment.", "Adjustable, detachable strap.", "Magnetic fastener.", "Partly lined."),
    Slot.ACCESSORY: ("Gift-boxed.", "One size.", "Nickel-free.", "Comes in a cotton pouch."),
    Slot.UNDERWEAR: (
        "Lined gusset.",
        "Hook-and-eye fastening at the back.",
        "Low waist.",
        "Microfibre edges with no visible seams.",
    ),
    Slot.SWIM: ("Fully lined.", "Partly lined.", "Removable inserts.", "Medium coverage at the back."),
    Slot.SOCKS: ("Elasticated tops.", "Reinforced heels and toes.", "Flat toe seam."),
    Slot.NIGHT: ("Elasticated waist.", "Comes in a fabric bag.", "Gentle on the skin."),
    Slot.OTHER: ("Spot clean.", "Made in small batches.", "Wipe with a damp cloth."),
}

# Features that the descriptions of some articles must mention.
FINISH_OF: Mapping[Garment, tuple[str, ...]] = {
    Garment.SUNGLASSES: ("Tinted, UV-protective lenses.", "Frames with sidepieces in plastic and tinted lenses."),
    Garment.CAP: ("Adjustable tab at the back.", "Embroidered eyelets and a stiff peak."),
    Garment.HAT: ("Width of brim 7 cm.", "Grosgrain band and a narrow brim."),
    Garment.BEANIE: ("Ribbed edge.", "Double layer over the ears."),
    Garment.SCARF: ("Size 70x190 cm.", "Size 90x90 cm.", "Size 30x200 cm."),
    Garment.BELT: ("Width 2.5 cm.", "Width 4 cm.", "Pin buckle. Width 3 cm."),
    Garment.TIE: ("Width 6 cm.", "Width 7 cm."),
    Garment.EARRINGS: ("Length 4 cm.", "Diameter 3 cm.", "Six pairs in different sizes."),
    Garment.NECKLACE: ("Adjustable length 40-47 cm.", "Length 60 cm."),
    Garment.RING: ("Set of five in different designs.", "Adjustable size."),
    Garment.BRACELET: ("Circumference 17 cm.", "Elasticated."),
    Garment.WATCH: ("Battery included.", "Dial 3.5 cm across."),
    Garment.HAIR_BAND: ("Knot detail at the top.", "Width 4 cm.", "Covered elastication."),
    Garment.GLOVES: ("Touchscreen-friendly fingertips.", "Ribbed cuffs."),
    Garment.WALLET: ("Compartments for cards, notes and coins.", "Size 2x9x11 cm."),
    Garment.SHOULDER_BAG: (
        "Adjustable strap. Size 7x15x22 cm.",
        "Chain strap and one inner compartment.",
        "Size 9x18x26 cm.",
    ),
    Garment.TOTE: ("Two handles. Size 14x30x38 cm.", "Two handles. Size 10x36x40 cm."),
    Garment.BACKPACK: (
        "Padded, adjustable shoulder straps. Size 14x28x40 cm.",
        "Padded back and a laptop compartment.",
    ),
    Garment.LIPSTICK: ("Creamy texture with a satin finish.",),
    Garment.NAIL_POLISH: ("Quick-drying and long-lasting. 9 ml.",),
    Garment.SIDE_TABLE: ("Removable tray top. Height 52 cm.",),
    Garment.CARE_SPRAY: ("Freshens clothes between washes. 100 ml.",),
    Garment.NOTEBOOK: ("96 lined pages.",),
    Garment.SOFT_TOY: ("Embroidered eyes and nose. Height 30 cm.",),
    Garment.UMBRELLA: ("Foldable, with an automatic opening.",),
    Garment.KEYRING: ("With a snap hook.",),
    Garment.TOWEL: ("Hanger loop at the back. Size 70x140 cm.",),
    Garment.CUSHION: ("Concealed zip. Size 50x50 cm.",),
    Garment.BLANKET: ("Size 130x170 cm.",),
    Garment.DOG_COAT: ("Hook-and-loop fastening under the belly.",),
}
