"""Articles whose text and picture disagree can be left out of a training."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from stylehub_core.alignment.cross_fit import AlignmentConfig
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.models.aligned import without_misaligned
from stylehub_core.models.picture_text import PictureText, learned
from tests.alignment.planted import TRAINING, planted


@pytest.fixture(scope="module")
def world() -> Any:
    return SimpleNamespace(articles=planted().articles)


@pytest.fixture(scope="module")
def pictures() -> PictureVectors:
    return PictureVectors(300, np.arange(300, dtype=np.int32), planted().pictures)


def test_a_share_is_left_out_and_it_is_the_wrong_texts(world: Any, pictures: PictureVectors, tmp_path: Path) -> None:
    numbers = np.arange(60, 300, dtype=np.int32)
    kept = without_misaligned(world, pictures, numbers, 0.05, AlignmentConfig(training=TRAINING), tmp_path)
    assert len(kept) == 228
    assert (np.diff(kept) > 0).all() and np.isin(kept, numbers).all()
    left_out = np.setdiff1d(numbers, kept)
    assert (planted().wrong[left_out] != "").mean() > 0.7


def test_a_setting_of_picture_text(world: Any, pictures: PictureVectors, tmp_path: Path) -> None:
    model = PictureText().changed({"leave_out_misaligned": "0.05"})
    assert model.setting("leave_out_misaligned") == 0.05
    assert PictureText().setting("leave_out_misaligned") == 0
    with pytest.raises(ModelError, match="'leave_out_misaligned' cannot be 1.5"):
        everything = model.changed({"leave_out_misaligned": 1.5}).config
        learned(world, pictures, np.arange(300, dtype=np.int32), everything, tmp_path)


def test_a_share_of_attributes_is_a_share(world: Any, pictures: PictureVectors, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="'attribute_share' cannot be 2"):
        everything = PictureText().changed({"attribute_share": "2"}).config
        learned(world, pictures, np.arange(300, dtype=np.int32), everything, tmp_path)
