"""Lessons about views: a network learns from pictures alone that two views of one picture belong together (SimCLR)."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from stylehub_core.lesson.subject import AfterEpoch, Subject
from stylehub_core.lesson.views.material import NO_PICTURES, ViewMaterial, view_material
from stylehub_core.lesson.views.recipe import CHOICES, EPOCHS, NETWORK, PICTURES, PRESETS, VIEW, ViewRecipe
from stylehub_core.lesson.views.run import ViewRun
from stylehub_core.lesson.views.space import meters, space_of
from stylehub_core.lesson.views.verdict import ViewVerdict, reading, verdict
from stylehub_core.models.world import World
from stylehub_core.progress import Progress
from stylehub_core.workspace import Workspace

if TYPE_CHECKING:
    from stylehub_core.training.configs import Augmentations

_SEED = 7


class ViewSubject(Subject[ViewRecipe, ViewMaterial, ViewRun]):
    name = "views"
    recipe = ViewRecipe
    run = ViewRun
    presets = PRESETS
    choices = CHOICES
    before = "untrained"
    meters: ClassVar[Mapping[str, str]] = {"same_type": "same type", "same_colour": "same colour", "loss": "loss"}

    def depends_on(self, workspace: Workspace, encoder: str) -> tuple[object, ...]:  # noqa: ARG002
        pictures = workspace.find("pictures")
        return EPOCHS, PICTURES, "" if pictures is None else pictures.fingerprint

    def lacking(self, workspace: Workspace) -> str:
        pictures = workspace.find("pictures")
        return "" if pictures is not None and pictures.facts["pictured"] else NO_PICTURES

    def material(self, world: World, progress: Progress) -> ViewMaterial:
        return view_material(world, progress)

    def train(
        self, id: str, recipe: ViewRecipe, material: ViewMaterial, folder: Path, after_epoch: AfterEpoch
    ) -> ViewRun:
        from stylehub_core.training.simclr import SimclrTrainer

        def measured() -> dict[str, float]:
            return meters(space_of(trainer.network, material.levels), material.labels)

        trainer = SimclrTrainer(material.levels, NETWORK, recipe.training())
        before = measured()
        history = trainer.run(folder / "checkpoint.safetensors", check=measured, after_epoch=after_epoch)
        vectors = space_of(trainer.network, material.levels)
        views = two_views(material.levels[material.shown], recipe.augmentations())
        return ViewRun(
            id, recipe, list(history), before, material.taken, 0.0, vectors, material.rows, material.labels, views
        )

    def verdict(self, chosen: ViewRun, base: ViewRun) -> ViewVerdict:
        return verdict(chosen, base)

    def reading(self, run: ViewRun) -> str:
        return reading(run)


def two_views(levels: NDArray[np.uint8], augmentations: "Augmentations") -> NDArray[np.uint8]:
    """(n, 3, VIEW, VIEW, 3) each picture, made as small as its views, and two random views of it.

    levels: (n, side, side, 3).
    """
    import torch

    from stylehub_core.training.augmentations import augmented
    from stylehub_core.training.configs import Augmentations

    pictures = torch.from_numpy(levels).permute(0, 3, 1, 2) / 255
    nothing = Augmentations(crop=1.0, flip=False, jitter=0.0, grey=0.0, blur=0.0)
    torch.manual_seed(_SEED)
    shown = [augmented(pictures, VIEW, which) for which in (nothing, augmentations, augmentations)]
    stacked = torch.stack(shown, dim=1).permute(0, 1, 3, 4, 2)
    return np.asarray((stacked * 255).round().byte().numpy())
