"""The recipes of the pair model: but for their size, they are the study's and ours."""

from stylehub_core.lesson.pairs.recipe import EPOCHS, PRESETS
from stylehub_core.models.transactional import TransactionalConfig
from stylehub_core.training.configs import NetworkConfig, TrainingConfig


def test_the_failure_is_the_studys_training() -> None:
    recipe, study = PRESETS["failure"], TrainingConfig()
    assert recipe.pairs == "stored"
    assert recipe.network() == NetworkConfig()
    own = recipe.training()
    assert own.epochs == EPOCHS
    assert (own.temperature, own.batch, own.mask_duplicates, own.log_q, own.item_residual) == (
        study.temperature, study.batch, study.mask_duplicates, study.log_q, study.item_residual,
    )  # fmt: skip


def test_the_cure_is_ours_but_for_its_size() -> None:
    recipe, ours = PRESETS["cure"], TransactionalConfig()
    assert recipe.pairs == "fresh"
    assert recipe.network() == ours.network
    own = recipe.training()
    assert (own.temperature, own.mask_duplicates, own.log_q, own.item_residual, own.own_dropout) == (
        ours.training.temperature, ours.training.mask_duplicates, ours.training.log_q, ours.training.item_residual,
        ours.training.own_dropout,
    )  # fmt: skip
    assert own.patience is None
