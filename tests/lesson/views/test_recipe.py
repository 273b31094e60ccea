"""The recipes of the picture model: each change takes one augmentation away, or makes it stronger."""

from dataclasses import asdict, replace

from stylehub_core.lesson.views.recipe import CHOICES, PRESETS, ViewRecipe
from stylehub_core.models.simclr import SimclrConfig


def test_the_preset_is_our_model_but_for_its_size() -> None:
    own, ours = PRESETS["pictures"].training(), SimclrConfig().training
    assert replace(own, epochs=ours.epochs, batch=ours.batch, side=ours.side) == ours


def test_each_change_is_of_the_augmentation_that_it_names() -> None:
    usual = asdict(ViewRecipe("all").augmentations())
    differing = {
        name: {key for key, value in asdict(ViewRecipe(name).augmentations()).items() if value != usual[key]}
        for name in CHOICES["augmentation"]
    }
    assert differing == {
        "all": set(),
        "no crops": {"crop"},
        "no colour jitter": {"jitter"},
        "no blur": {"blur"},
        "no flips": {"flip"},
        "strong jitter and grey": {"jitter", "grey"},
    }
