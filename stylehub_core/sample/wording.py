"""Descriptions in H&M's manner: one to four short sentences that describe the Look, but not its colour."""

from collections.abc import Mapping, Sequence

import numpy as np

from . import phrases
from .look import Detail, Garment, Length, Look, Material, Motif, Pattern, Sleeve
from .style import OCCASIONS, PHRASES, FloatVector
from .taxonomy import Slot

_HINTING = frozenset({Slot.TOP, Slot.BOTTOM, Slot.FULL, Slot.OUTER, Slot.SHOES, Slot.BAG, Slot.SWIM, Slot.UNDERWEAR})
_UNWASHED = frozenset({Slot.ACCESSORY, Slot.OTHER, Slot.SHOES, Slot.BAG})
_LINED = frozenset({Slot.BOTTOM, Slot.FULL, Slot.OUTER, Slot.SWIM})
_KNITTED = frozenset({Material.JERSEY, Material.RIB, Material.KNIT, Material.CABLE_KNIT, Material.PILE, Material.TERRY})
_SLEEVELESS_SAID = frozenset(
    {Garment.DRESS, Garment.JUMPSUIT, Garment.BLOUSE, Garment.TOP, Garment.BODYSUIT, Garment.VEST_TOP}
)


def _pick(rng: np.random.Generator, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]


def _details_of(slot: Slot) -> Mapping[Detail, tuple[str, ...]]:
    """The phrases for details: those of the slot, then the general ones."""
    if slot is Slot.BOTTOM:
        return {**phrases.DETAILS, **phrases.BOTTOM_DETAILS}
    if slot is Slot.FULL:
        return {**phrases.DETAILS, **phrases.DRESS_DETAILS}
    if slot is Slot.SHOES:
        return {**phrases.DETAILS, **phrases.SHOE_DETAILS}
    return (
        {**phrases.DETAILS, **phrases.BAG_DETAILS}
        if slot in (Slot.BAG, Slot.ACCESSORY, Slot.SOCKS)
        else phrases.DETAILS
    )


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _opening(rng: np.random.Generator, look: Look, noun: str, says_pattern: bool) -> str:
    """ "Short, fitted dress in soft cotton jersey": fit, length, noun, pattern and material."""
    adjectives = [_pick(rng, phrases.FITS[look.fit]).lower()] if look.fit in phrases.FITS else []
    if look.garment is Garment.TROUSERS and look.length is Length.CROPPED:
        adjectives.append("ankle-length")
    elif look.length in phrases.LENGTHS:
        adjectives.insert(0, phrases.LENGTHS[look.length])
    if look.sleeve is Sleeve.NONE and look.garment in _SLEEVELESS_SAID:
        adjectives.append("sleeveless")
    if look.child and rng.random() < 0.3:
        noun = f"{noun} for little ones"
    lead = ", ".join(adjectives) + " " if adjectives else ""
    lead = lead.replace("a-line", "A-line")
    text = f"{lead}{noun if not lead or noun[:2].isupper() or noun.startswith('T-') else noun[0].lower() + noun[1:]}"
    if look.material is not Material.NONE:
        cloth = _pick(rng, phrases.MATERIALS[look.material])
        text += f" in {_patterned(look, cloth) if says_pattern else cloth}"
    elif says_pattern and look.pattern is Pattern.ALL_OVER:
        text += f" with a {phrases.MOTIFS[look.motif]} pattern"
    return text[0].upper() + text[1:]


def _patterned(look: Look, cloth: str) -> str:
    """`cloth` preceded by the word for its pattern: "a striped cotton weave"."""
    if look.pattern is Pattern.ALL_OVER and look.motif is not Motif.NONE:
        word = f"{phrases.MOTIFS[look.motif]}-patterned "
    else:
        word = phrases.PATTERNS.get(look.pattern, "")
    if not word:
        return cloth
    for article in ("a ", "an "):
        if cloth.startswith(article):
            return f"{'an' if word[0] in 'aeiou' else 'a'} {word}{cloth[len(article) :]}"
    return word + cloth


def _features(rng: np.random.Generator, look: Look, slot: Slot, says_pattern: bool) -> list[str]:
    """Neckline, sleeves, details and print as noun phrases, in a natural, varied order."""
    features = []
    if look.neckline in phrases.NECKLINES:
        features.append(_pick(rng, phrases.NECKLINES[look.neckline]))
    table = _details_of(slot)
    details = [_pick(rng, table[detail]) for detail in Detail if detail in look.details]
    rng.shuffle(details)
    features += details[:1]
    if look.sleeve in phrases.SLEEVES:
        soft = look.material in _KNITTED
        features.append(
            _pick(rng, [text for text in phrases.SLEEVES[look.sleeve] if not (soft and "buttoned" in text)])
        )
    features += details[1:]
    if says_pattern and look.pattern in (Pattern.FRONT_PRINT, Pattern.PLACEMENT_PRINT):
        where = "print on the front" if look.pattern is Pattern.FRONT_PRINT else "motif at the chest"
        word = phrases.MOTIFS.get(look.motif, "")
        features.insert(1, f"{'an' if word[:1] in 'aeiou' else 'a'} {word} {where}")
    return features


def describe(
    rng: np.random.Generator, look: Look, *, slot: Slot, noun: str, style: FloatVector, says_pattern: bool = True
) -> str:
    """The detail_desc of a product.

    says_pattern: False if the product's colours differ in pattern, so that its text names no pattern.
    style: (STYLE_DIMS,); only its strongest occasion can leave a phrase, and mostly it does not.
    """
    features = _features(rng, look, slot, says_pattern)
    opening = _opening(rng, look, noun, says_pattern)
    cut = min(len(features), 2 + int(rng.integers(2)))
    sentences = [f"{opening} with {_join(features[:cut])}." if cut else f"{opening}."]
    if features[cut:]:
        rest = _join(features[cut:])
        sentences.append(f"{rest[0].upper()}{rest[1:]}.")
    return " ".join(sentences + _endings(rng, look, slot, noun, style))


def _endings(rng: np.random.Generator, look: Look, slot: Slot, noun: str, style: FloatVector) -> list[str]:
    """Possible last sentences: a hint of the occasion, a finish, composition or care."""
    endings = []
    strongest = int(np.argmax(style[: len(OCCASIONS)]))
    if slot in _HINTING and rng.random() < float(style[strongest]) - 0.1:
        endings.append(_pick(rng, PHRASES[OCCASIONS[strongest]]))
    if look.garment in phrases.FINISH_OF:
        endings.append(_pick(rng, phrases.FINISH_OF[look.garment]))
    elif rng.random() < 0.55:
        cuffs = look.sleeve not in (Sleeve.NONE, Sleeve.STRAP)
        endings.append(_pick(rng, [text for text in phrases.FINISH[slot] if cuffs or "cuffs" not in text]))
    if rng.random() < 0.4 and slot not in _UNWASHED:
        text = _pick(rng, phrases.CARE + phrases.LINING if slot in _LINED else phrases.CARE)
        fibre, grade = _pick(rng, phrases.FIBRES), _pick(rng, phrases.GRADES)
        endings.append(text.format(fibre=fibre, grade=grade, noun=noun.lower()))
    return endings
