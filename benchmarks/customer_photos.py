"""A customer's own photo: is the same article among the first 12 of the catalogue?

Damages held-out pictures and searches with them, by the model `photo` that is learned from all other products, beside
frozen EfficientNet-lite0. Two kinds of damage, creases and a hand, are never trained on.

    python -m benchmarks.customer_photos --workspace WORKSPACE [--pictures 800] [--validation]
"""

import argparse
import io
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from benchmarks.held_out_products import held_out, keeping_nothing
from benchmarks.machine import heading
from benchmarks.opened_fit import opened_fit
from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.features.customer_photo import Damage, Photo, photographed
from stylehub_core.features.picture_encoders.efficientnet_lite import EfficientNetLite
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.hub.hub import Hub
from stylehub_core.models.photo import Photo as PhotoModel
from stylehub_core.models.photo import photo_model
from stylehub_core.models.world import World
from stylehub_core.request import Region, Request
from stylehub_core.search.opened_model import OpenedModel

K = 12
WARM = (0.72, 0.6, 0.45)
THIRD = 3**-0.5  # of each side: the garment's picture is a third of the photograph
ALL_AT_ONCE = Damage(tilt=12, room=True, share=THIRD, light=WARM, pixels=128, quality=30)
DAMAGES: Mapping[str, Damage] = {
    "none": Damage(),
    "tilted 12 degrees": Damage(tilt=12),
    "cropped to 75 %": Damage(kept=0.75),
    "another background": Damage(room=True),
    "small, badly compressed": Damage(pixels=128, quality=30),
    "dark, warm light": Damage(light=WARM),
    "far away": Damage(share=THIRD),
    "all at once": ALL_AT_ONCE,
    "all at once but near": replace(ALL_AT_ONCE, share=0.85),
}
NEAR = "all at once but near"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=800)
    parser.add_argument("--validation", action="store_true", help="other products, for choosing settings")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    world = hub.world()
    pictures = world.picture_vectors(picture_encoder(PhotoModel.default.words.encoder))
    asked, learned = held_out(hub, pictures, options.pictures, "validation" if options.validation else "test")
    print(heading(f"{len(asked):,} photos of held-out articles, {len(hub.catalog):,} candidates, recall@{K}"))
    with tempfile.TemporaryDirectory() as folder:
        fitted = photo_model(keeping_nothing(world), pictures, learned, PhotoModel.default, Path(folder))
        model = opened_fit(world, fitted, "Photo", Path(folder))
        _report(world, model, asked, hub.articles["product_type_name"].to_numpy(str))


def _report(world: World, model: OpenedModel, asked: IntVector, types: NDArray[np.str_]) -> None:
    frozen = EfficientNetLite()
    plain = world.picture_vectors(frozen)
    known = np.zeros((len(world.catalog), frozen.dimensions), np.float32)
    known[plain.rows] = plain.vectors
    print(f"{'damage':<28}{'lite0':>8}{'photo':>8}{'ratio':>8}{'type right':>12}")
    makers: dict[str, Callable[[Image.Image, np.random.Generator], Photo]] = {
        name: partial(_damaged, damage) for name, damage in DAMAGES.items()
    }
    makers |= {"creased (never trained on)": creased, "a hand (never trained on)": held}
    assert world.pictures is not None
    for name, make in makers.items():
        photos = [make(world.pictures.picture(row), np.random.default_rng([3, int(row)])) for row in asked]
        theirs = frozen.encode([photo.picture for photo in photos])
        _row(name, theirs, known, [Request(picture=_png(photo)) for photo in photos], model, asked, types)
        if name == NEAR:
            regions = [Request(picture=_png(photo), region=_region(photo)) for photo in photos]
            _row("  the same, region drawn", theirs, known, regions, model, asked, types)


def _row(
    name: str,
    theirs: FloatMatrix,
    known: FloatMatrix,
    requests: list[Request],
    model: OpenedModel,
    asked: IntVector,
    types: NDArray[np.str_],
) -> None:
    ours = np.stack([model.vector(request) for request in requests])
    lite, (photo, right) = _hits(theirs, known, asked, types)[0], _hits(ours, np.asarray(model.vectors), asked, types)
    print(f"{name:<28}{lite:>8.3f}{photo:>8.3f}{photo / max(lite, 1e-9):>8.2f}{right:>12.3f}", flush=True)


def _hits(queries: FloatMatrix, known: FloatMatrix, asked: IntVector, types: NDArray[np.str_]) -> tuple[float, float]:
    """(recall@K, share of the first K that have the right product type)"""
    first = np.argsort(-(unit(queries) @ known.T), axis=1, kind="stable")[:, :K]
    return float((first == asked[:, None]).any(axis=1).mean()), float((types[first] == types[asked][:, None]).mean())


def _damaged(damage: Damage, picture: Image.Image, rng: np.random.Generator) -> Photo:
    return photographed(picture, damage, rng)


def creased(picture: Image.Image, rng: np.random.Generator) -> Photo:
    """Bent in waves, as cloth that was thrown down."""
    photo = photographed(picture, Damage(room=True, share=0.9), rng)
    levels = np.asarray(photo.picture)
    y, x = np.mgrid[: levels.shape[0], : levels.shape[1]]
    phases, period = rng.uniform(0, 6.28, 2), rng.uniform(30, 60)
    right = (x + 5 * np.sin(y / period * 6.28 + phases[0])).round().astype(int).clip(0, levels.shape[1] - 1)
    down = (y + 5 * np.sin(x / period * 6.28 + phases[1])).round().astype(int).clip(0, levels.shape[0] - 1)
    shade = 1 - 0.12 * (1 + np.sin(y / period * 6.28 + phases[0]))[..., None]
    return replace(photo, picture=Image.fromarray((levels[down, right] * shade).astype(np.uint8)))


def held(picture: Image.Image, rng: np.random.Generator) -> Photo:
    """Held up with a hand that covers a part."""
    photo = photographed(picture, Damage(room=True, share=0.9), rng)
    shown, layer = photo.picture.copy(), Image.new("L", photo.picture.size)
    width, height = shown.size
    left, top = rng.uniform(0.1, 0.6) * width, rng.uniform(0, 0.25) * height
    ImageDraw.Draw(layer).ellipse((left, top - 0.15 * height, left + 0.28 * width, top + 0.12 * height), fill=255)
    skin = tuple(int(level * rng.uniform(0.6, 1)) for level in (226, 178, 150))
    shown.paste(skin, (0, 0), layer.filter(ImageFilter.GaussianBlur(1)))
    return replace(photo, picture=shown)


def _region(photo: Photo) -> Region:
    """The upright box around the garment, as a person would draw it."""
    placed, (width, height) = photo.garment.of_pixels(photo.picture.size), photo.picture.size
    angle = np.deg2rad(abs(placed.tilt))
    half_width = (placed.width * np.cos(angle) + placed.height * np.sin(angle)) / 2
    half_height = (placed.height * np.cos(angle) + placed.width * np.sin(angle)) / 2
    left, right = np.clip([placed.x - half_width, placed.x + half_width], 0, width) / width
    top, bottom = np.clip([placed.y - half_height, placed.y + half_height], 0, height) / height
    return Region(float(left), float(top), float(right - left), float(bottom - top))


def _png(photo: Photo) -> bytes:
    file = io.BytesIO()
    photo.picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


if __name__ == "__main__":
    main()
