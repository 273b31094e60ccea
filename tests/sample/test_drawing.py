"""The drawn pictures: every garment, every attribute that must show, and the same bytes every time."""

import io
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import stylehub_core
from stylehub_core.sample.drawing import draw
from stylehub_core.sample.look import Detail, Fit, Garment, Length, Look, Material, Motif, Neckline, Pattern, Sleeve

SHIRT = Look(Garment.SHIRT, "#4a6fa5", sleeve=Sleeve.LONG, neckline=Neckline.COLLAR, seed=7)
TEE = Look(Garment.T_SHIRT, "#b04a3f", sleeve=Sleeve.SHORT, neckline=Neckline.ROUND, seed=4)
DRESS = Look(Garment.DRESS, "#7a5c8e", sleeve=Sleeve.SHORT, neckline=Neckline.V, length=Length.KNEE, seed=5)
TROUSERS = Look(Garment.TROUSERS, "#5d6b4f", seed=3)


@cache
def pixels(look: Look) -> NDArray[np.float32]:
    """(540, 360, 3) decoded picture."""
    with Image.open(io.BytesIO(draw(look))) as image:
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        return np.asarray(image, dtype=np.float32)


def difference(first: Look, second: Look) -> float:
    """Mean absolute difference of two pictures, 0 to 255."""
    return float(np.abs(pixels(first) - pixels(second)).mean())


@pytest.mark.parametrize("garment", Garment, ids=lambda garment: garment.name.lower())
def test_every_garment_is_drawn_on_a_light_backdrop(garment: Garment) -> None:
    plain = pixels(Look(garment, "#35507a", "#e0c9a6", seed=2))
    floral = Look(garment, "#a8433a", "#f2e3c6", Pattern.ALL_OVER, Motif.FLORAL, child=True, seed=9)
    busy = pixels(replace(floral, sleeve=Sleeve.LONG, details=frozenset(Detail)))
    for picture in (plain, busy):
        assert picture.shape == (540, 360, 3)
        assert picture[:8, :8].mean() > 215
        covered = (np.abs(picture - picture[2, 2]).max(axis=2) > 30).mean()
        assert 0.025 < covered < 0.8
    assert np.abs(plain - busy).mean() > 2


@pytest.mark.parametrize(
    "colour", ["#b04a3f", "#35507a", "#c9b28a", "#4e6b50", "#7f8287", "#e9c4cc", "#1b1c20", "#fafafa"]
)
@pytest.mark.parametrize("garment", [Garment.T_SHIRT, Garment.DRESS])
def test_the_middle_of_a_solid_garment_has_its_colour(garment: Garment, colour: str) -> None:
    look = Look(garment, colour, sleeve=Sleeve.SHORT, neckline=Neckline.ROUND, length=Length.REGULAR, seed=11)
    seen = pixels(look)[230:310, 150:210].mean(axis=(0, 1))
    expected = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    assert np.abs(seen - expected).max() < 22


@pytest.mark.parametrize("pattern", [pattern for pattern in Pattern if pattern is not Pattern.SOLID])
def test_pattern_shows(pattern: Pattern) -> None:
    assert difference(TEE, replace(TEE, pattern=pattern)) > 0.4


@pytest.mark.parametrize("material", [material for material in Material if material is not Material.WOVEN])
def test_material_shows(material: Material) -> None:
    woven = replace(DRESS, material=Material.WOVEN)
    assert difference(woven, replace(woven, material=material)) > 0.02


@pytest.mark.parametrize("motif", [motif for motif in Motif if motif is not Motif.NONE])
def test_motif_shows_in_repeats_and_prints(motif: Motif) -> None:
    for pattern in (Pattern.ALL_OVER, Pattern.FRONT_PRINT):
        first = replace(TEE, pattern=pattern, second_colour="#f4e8d0", motif=motif)
        assert difference(first, replace(first, motif=Motif.HEART if motif is not Motif.HEART else Motif.STAR)) > 0.3


@pytest.mark.parametrize("base", [TEE, SHIRT, DRESS], ids=lambda look: look.garment.value)
def test_sleeves_necklines_and_colour_show(base: Look) -> None:
    sleeves = [pixels(replace(base, sleeve=sleeve)) for sleeve in Sleeve]
    assert _all_apart(sleeves)
    shown = [Neckline.ROUND, Neckline.V, Neckline.SQUARE, Neckline.BOAT, Neckline.TURTLE, Neckline.HALTER]
    shown += [Neckline.OFF_SHOULDER, Neckline.COLLAR, Neckline.STAND, Neckline.HOOD]
    assert _all_apart([pixels(replace(base, neckline=neckline)) for neckline in shown])
    assert difference(base, replace(base, colour="#2f7d5b")) > 5
    assert difference(base, replace(base, child=True)) > 0.5


def _all_apart(pictures: list[NDArray[np.float32]]) -> bool:
    small = [picture[::3, ::3] for picture in pictures]
    return all(np.abs(a - b).mean() > 0.4 for i, a in enumerate(small) for b in small[:i])


@pytest.mark.parametrize(
    "base", [DRESS, TROUSERS, replace(DRESS, garment=Garment.SKIRT)], ids=lambda look: look.garment.value
)
def test_length_and_fit_show(base: Look) -> None:
    lengths = (Length.SHORT, Length.KNEE, Length.CALF, Length.MAXI)
    assert _all_apart([pixels(replace(base, length=length)) for length in lengths])
    assert _all_apart([pixels(replace(base, fit=fit)) for fit in (Fit.SLIM, Fit.REGULAR, Fit.FLARED)])


@pytest.mark.parametrize(
    ("base", "detail"),
    [
        (TEE, Detail.CHEST_POCKET),
        (TEE, Detail.FRILL),
        (DRESS, Detail.BUTTONS),
        (DRESS, Detail.BELT),
        (DRESS, Detail.WRAP),
        (DRESS, Detail.SMOCKING),
        (DRESS, Detail.SLIT),
        (DRESS, Detail.PLEATS),
        (DRESS, Detail.LACE_TRIM),
        (TROUSERS, Detail.DRAWSTRING),
        (TROUSERS, Detail.RIPPED),
        (TROUSERS, Detail.TURN_UP),
        (replace(TEE, garment=Garment.JACKET, sleeve=Sleeve.LONG), Detail.QUILTING),
        (replace(TEE, garment=Garment.COAT, sleeve=Sleeve.LONG), Detail.DOUBLE_BREASTED),
        (replace(TEE, garment=Garment.HOODIE, neckline=Neckline.HOOD), Detail.ZIP),
        (replace(TEE, garment=Garment.PUMPS), Detail.HEEL),
        (replace(TEE, garment=Garment.SNEAKERS), Detail.PLATFORM),
        (replace(TEE, garment=Garment.BOOTS), Detail.ANKLE),
        (replace(TEE, garment=Garment.SCARF), Detail.FRINGE),
        (replace(TEE, garment=Garment.COAT), Detail.POCKETS),
    ],
)
def test_detail_shows(base: Look, detail: Detail) -> None:
    assert difference(base, replace(base, details=frozenset({detail}))) > 0.05


def test_seed_varies_the_cloth() -> None:
    assert 0.1 < difference(TEE, replace(TEE, seed=40)) < 12


SCRIPT = """
import hashlib
from stylehub_core.sample.drawing import draw
from stylehub_core.sample.look import Detail, Garment, Look, Motif, Pattern
details = frozenset({Detail.FRILL, Detail.BELT, Detail.BUTTONS})
look = Look(Garment.BLOUSE, "#4a6fa5", "#f0e0c0", Pattern.ALL_OVER, Motif.FLORAL, details=details, seed=7)
print(hashlib.sha256(draw(look)).hexdigest())
"""


def test_the_same_look_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    assert draw(SHIRT) == draw(SHIRT)
    root = Path(stylehub_core.__file__).parents[1]
    seen = set()
    for hash_seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1
