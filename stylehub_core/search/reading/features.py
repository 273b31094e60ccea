"""What of: the material, pattern, neckline, sleeve, length, fit, occasion and season that a request names."""

from collections.abc import Sequence
from dataclasses import dataclass

from stylehub_core.search.reading.tokens import Token
from stylehub_core.search.words import stem, words

_FEATURES: dict[str, str] = {
    "Material": (
        "cotton, organic cotton, linen, wool, merino wool, cashmere, mohair, alpaca, silk, satin, velvet, velour, "
        "denim, leather, imitation leather, faux leather, suede, imitation suede, fur, faux fur, lace, mesh, "
        "tulle, chiffon, crepe, jersey, viscose, modal, lyocell, polyester, nylon, fleece, teddy, corduroy, "
        "twill, poplin, seersucker, jacquard, crochet, rib-knit, ribbed, cable knit, fine knit, chunky knit, "
        "quilted, sequins, straw, canvas, flannel, tweed, boucle, terry, waffle, chambray, microfibre, scuba, "
        "spandex, elastane"
    ),
    "Pattern": (
        "striped, stripes, pinstriped, checked, plaid, tartan, gingham, houndstooth, polka dots, dotted, spotted, "
        "floral, flowers, flowery, paisley, animal print, leopard print, zebra print, snake print, tiger print, "
        "snakeskin, tie-dye, camouflage, camo, patterned, printed, plain, marled, melange, argyle, embroidered, "
        "colour block, graphic print, tropical, palm print, hearts, stars"
    ),
    "Neckline": (
        "v-neck, round neck, crew neck, turtleneck, polo neck, roll neck, high neck, mock neck, boat neck, square "
        "neck, scoop neck, halter neck, halterneck, off-the-shoulder, one-shoulder, cold shoulder, sweetheart, "
        "cowl neck, strapless, bandeau, stand-up collar, collarless, grandad collar, band collar, wrapover"
    ),
    "Sleeve": (
        "sleeveless, short sleeve, short-sleeved, long sleeve, long-sleeved, 3/4 sleeve, puff sleeve, balloon "
        "sleeve, bell sleeve, trumpet sleeve, cap sleeve, raglan sleeve, batwing sleeve, dolman sleeve, flared "
        "sleeve, butterfly sleeve"
    ),
    "Length": (
        "mini, midi, maxi, short, long, knee-length, calf-length, ankle-length, cropped, crop, full-length, "
        "floor-length, thigh-length, longline"
    ),
    "Fit": (
        "slim fit, skinny, skinny fit, regular fit, relaxed fit, loose fit, loose, oversized, oversize, fitted, "
        "straight leg, wide leg, flared, bootcut, tapered, high waist, high-waisted, high rise, low waist, low "
        "rise, mid rise, a-line, bodycon, boxy, petite, plus size, tailored, push-up, padded, wired, non-wired, "
        "muscle fit, pleated, tiered, asymmetric, stretch, stretchy"
    ),
    "Occasion": (
        "party, wedding, office, work, business, casual, formal, evening, cocktail, prom, beach, holiday, "
        "festival, christmas, halloween, lounge, everyday, running, yoga, gym, ski, swimming, hiking, cycling"
    ),
    "Season": (
        "summer, winter, spring, autumn, fall, warm, rain, waterproof, water-repellent, windproof, thermal"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Feature:
    """facet: such as 'Material'. start, end: the characters of the text that name it."""

    facet: str
    text: str
    start: int
    end: int


def feature_words() -> set[str]:
    """The words of all features, as they are written."""
    return {word for phrases in _FEATURES.values() for word in words(phrases) if word.isalpha()}


def _phrases() -> dict[tuple[str, ...], str]:
    """The facet of each phrase, as stems."""
    return {
        tuple(stem(word) for word in words(phrase)): facet
        for facet, phrases in _FEATURES.items()
        for phrase in phrases.split(",")
    }


_FACETS = _phrases()
_LONGEST = max(map(len, _FACETS))


def features(text: str, tokens: Sequence[Token]) -> tuple[Feature, ...]:
    """What these tokens of the text name, by longest match from the left."""
    stems, owners = [], []
    for token in tokens:
        if not token.quoted:
            parts = [stem(word) for word in words(token.word)]
            stems += parts
            owners += [token] * len(parts)
    found, at = [], 0
    while at < len(stems):
        for end in range(min(at + _LONGEST, len(stems)), at, -1):
            facet = _FACETS.get(tuple(stems[at:end]))
            if facet is not None:
                begin, stop = owners[at].start, owners[end - 1].end
                found.append(Feature(facet, text[begin:stop], begin, stop))
                at = end - 1
                break
        at += 1
    return tuple(found)
