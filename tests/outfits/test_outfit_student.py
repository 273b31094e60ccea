"""The student, its teacher and their customers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.outfit_student import OutfitStudent, StudentConfig
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.set_learning import SetLearning
from stylehub_core.outfits.visible import visible_outfits
from stylehub_core.training.outfit_config import OutfitTraining, SetEncoderConfig
from tests.conftest import HashEncoder, MakeCatalog

SETS = ArticleSets.of([[0, 3, 6], [1, 4, 9], [2, 5], [7, 8, 11]])
LEARNING = SetLearning(
    SetEncoderConfig(width=8, blocks=1, heads=2), OutfitTraining(epochs=2, steps=1, pool=4, negatives=2)
)
CONFIG = StudentConfig(LEARNING, teacher=LEARNING)

MakeWorld = Callable[[int], World]


@pytest.fixture(scope="module")
def world_of(make_catalog: MakeCatalog, encoder: HashEncoder) -> MakeWorld:
    def make(customers: int) -> World:
        groups = {row: ("Garment Upper body", "Garment Lower body", "Shoes")[row % 3] for row in range(12)}
        days = ("2020-09-01", "2020-09-03")
        baskets = [
            (day, who, (who + step) % 12) for number, day in enumerate(days) for who in range(customers)
            for step in (number, 4, 7 + number)
        ]  # fmt: skip
        return World(make_catalog(baskets, articles=12, groups=groups), encoder)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="module")
def world(world_of: MakeWorld) -> World:
    return world_of(8)


@pytest.fixture(scope="module")
def teacher(world: World, tmp_path_factory: pytest.TempPathFactory) -> FittedEncodedSets:
    return OutfitTeacher(LEARNING).fit(world, tmp_path_factory.mktemp("teacher"))


def test_a_given_teacher_teaches_as_the_one_that_the_student_fits(
    world: World, teacher: FittedEncodedSets, tmp_path: Path
) -> None:
    for name in ("alone", "taught"):
        (tmp_path / name).mkdir()
    alone = OutfitStudent(CONFIG).fit(world, tmp_path / "alone")
    taught = OutfitStudent(CONFIG).taught(teacher).fit(world, tmp_path / "taught")
    np.testing.assert_array_equal(alone.compatibility(SETS), taught.compatibility(SETS))
    assert not (tmp_path / "taught/refit").exists()


def test_without_alpha_there_is_no_teacher_and_another_result(
    world: World, teacher: FittedEncodedSets, tmp_path: Path
) -> None:
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
    plain = OutfitStudent(replace(CONFIG, alpha=0)).fit(world, tmp_path / "without")
    assert not (tmp_path / "without/refit").exists()
    taught = OutfitStudent(replace(CONFIG, alpha=5)).taught(teacher).fit(world, tmp_path / "with")
    assert not np.array_equal(plain.compatibility(SETS), taught.compatibility(SETS))


def test_an_unknown_customer_gets_the_scores_of_anybody(teacher: FittedEncodedSets) -> None:
    anybody = teacher.compatibility(SETS)
    np.testing.assert_array_equal(teacher.compatibility(SETS, np.full(4, 500, np.int32)), anybody)
    assert not np.array_equal(teacher.compatibility(SETS, np.full(4, 2, np.int32)), anybody)


def test_what_customers_wear_can_be_replaced_without_learning(world: World, teacher: FittedEncodedSets) -> None:
    outfits = visible_outfits(world)
    two = np.full(4, 2, np.int32)
    nobody = teacher.knowing(outfits.part(np.zeros(len(outfits), np.bool_)))
    np.testing.assert_array_equal(nobody.compatibility(SETS, two), teacher.compatibility(SETS))
    everybody = nobody.knowing(outfits)
    np.testing.assert_allclose(everybody.compatibility(SETS, two), teacher.compatibility(SETS, two), atol=1e-6)


def test_the_students_default_network_is_at_most_a_quarter_of_the_teachers() -> None:
    def size(learning: SetLearning) -> int:
        from stylehub_core.training.set_encoder import SetEncoder

        return sum(part.numel() for part in SetEncoder(640, learning.network).parameters())

    config = StudentConfig()  # the registry's, shortened for tests, is another
    assert size(config.learning) <= size(config.teacher) / 4


def test_too_few_outfits_are_said_in_one_sentence(world_of: MakeWorld, tmp_path: Path) -> None:
    with pytest.raises(TooLittleDataError, match="at least 10 outfits; there are 8"):
        OutfitStudent(CONFIG).fit(world_of(4), tmp_path)
