"""Cuts the garment out of a customer's photograph: as in a catalogue, upright and on the studio's ground."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors.numpy import load_file, save_file

from stylehub_core.features.garment_finder import GarmentFinder
from stylehub_core.features.garment_outline import GarmentOutline
from stylehub_core.features.placement import Placement, upright

_MARGIN, _LOOK_MARGIN = 0.05, 0.2  # around the garment, as shares of its width and height
_TURNS = (-7.0, 0.0, 7.0)  # degrees: about as wrong as tilts are found
_FINDER, _OUTLINE = "finder.", "outline."  # in the names of saved arrays


@dataclass(frozen=True, eq=False)
class GarmentCutter:
    """finder: tells where the garment is, and once more from nearby. outline: tells it from what is around it there."""

    finder: GarmentFinder
    outline: GarmentOutline

    def cut(self, pictures: Sequence[Image.Image]) -> list[Image.Image]:
        """The garment of each RGB picture."""
        return self.outline.cut([around(*each) for each in zip(pictures, self._found(pictures), strict=True)])

    def takes(self, picture: Image.Image, *, filled: bool = False) -> list[Image.Image]:
        """The garment of an RGB picture, cut out a few times with its tilt a little off, as it is not found exactly.

        filled: whether it fills the picture, as where a person has drawn a box around it; then as many takes believe
        that as believe the finder.
        """
        [found] = self._found([picture])
        boxes = [found, Placement.filling(picture.size, found.tilt)] if filled else [found]
        turned = (replace(box, tilt=box.tilt + degrees) for box in boxes for degrees in _TURNS)
        return self.outline.cut([around(picture, garment) for garment in turned])

    def _found(self, pictures: Sequence[Image.Image]) -> list[Placement]:
        outer = [found.grown(_LOOK_MARGIN) for found in self.finder.find(pictures)]
        nearer = self.finder.find([_part(*each) for each in zip(pictures, outer, strict=True)])
        return [
            garment.inside(part, picture.size) for garment, part, picture in zip(nearer, outer, pictures, strict=True)
        ]

    @cached_property
    def digest(self) -> str:
        """A name for its weights."""
        digest = hashlib.blake2b(digest_size=16)
        for name, array in sorted(self._arrays.items()):
            digest.update(name.encode() + array.tobytes())
        return digest.hexdigest()

    @property
    def _arrays(self) -> dict[str, NDArray[Any]]:
        parts = ((_FINDER, self.finder.weights), (_OUTLINE, self.outline.weights))
        return {part + name: np.ascontiguousarray(array) for part, weights in parts for name, array in weights.items()}

    def save(self, file: Path) -> None:
        """Write it to one file of safetensors."""
        save_file(self._arrays, file)

    @classmethod
    def load(cls, file: Path) -> "GarmentCutter":
        """The cutter that `save` wrote. Raises any error of reading safetensors, also if an array does not fit."""
        arrays = load_file(file)
        finder, outline = (
            {name.removeprefix(part): array for name, array in arrays.items() if name.startswith(part)}
            for part in (_FINDER, _OUTLINE)
        )
        return cls(GarmentFinder.checked(finder), GarmentOutline.checked(outline))


def around(picture: Image.Image, garment: Placement) -> Image.Image:
    """The part of a photograph with the garment, upright, with a small margin."""
    return _part(picture, garment.grown(_MARGIN))


def second_look(picture: Image.Image, found: Placement, true: Placement) -> tuple[Image.Image, Placement]:
    """(what a finder sees of a photograph when it looks again, from nearby; where the garment is in that)

    found: where the finder saw the garment at first. true: where it is. Both in shares of the photograph.
    """
    outer = found.grown(_LOOK_MARGIN)
    part = _part(picture, outer)
    return part, true.seen_in(outer, picture.size)


def shape_around(shape: Image.Image, garment: Placement) -> Image.Image:
    """The same part of a grey picture that is bright where the garment is."""
    return upright(shape.convert("RGB"), garment.grown(_MARGIN), (0, 0, 0)).convert("L")


def _part(picture: Image.Image, shown: Placement) -> Image.Image:
    """What a placement shows, upright; what lies outside the photograph has the colour of its border."""
    border = np.asarray(picture.resize((8, 8), Image.Resampling.BOX))
    edge = np.concatenate([border[0], border[-1], border[1:-1, 0], border[1:-1, -1]])
    red, green, blue = np.median(edge, axis=0).astype(int).tolist()
    return upright(picture, shown, (red, green, blue))
