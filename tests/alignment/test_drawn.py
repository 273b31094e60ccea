"""The tiny drawn shop: wrong texts planted in it are found, and training can leave them out."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from stylehub_core.alignment.alignment import alignment
from stylehub_core.alignment.cross_fit import AlignmentConfig
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.hub.hub import Hub
from stylehub_core.sample.articles import make_articles
from stylehub_core.sample.wrong_texts import plant_wrong_texts

SEED = 7


@pytest.fixture(scope="module")
def pictures(aligned_workspace: Path) -> PictureVectors:
    return Hub(aligned_workspace).world().picture_vectors(picture_encoder("garment"))


def test_planted_wrong_texts_come_early(pictures: PictureVectors, tmp_path: Path) -> None:
    drawn = make_articles(pictures.articles, SEED)
    planted = plant_wrong_texts(drawn, pictures.known.tolist(), 0.1, SEED)
    texts = planted.table.iloc[pictures.rows]
    is_wrong = texts["article_id"].isin(planted.truth["article_id"]).to_numpy()
    found = alignment(pictures.rows, pictures.vectors, texts, AlignmentConfig(), tmp_path)
    # Some 120 pictures teach little; `benchmarks.alignment` measures a catalogue of full size.
    assert average_precision_score(is_wrong, -found.scores) > 2 * is_wrong.mean()


def test_the_stage_keeps_every_article_with_a_picture(aligned_workspace: Path, pictures: PictureVectors) -> None:
    hub = Hub(aligned_workspace)
    kept = hub.alignment()
    assert (kept.rows == pictures.rows).all()
    assert ((kept.scores > 0) & (kept.scores < 1)).all()
    assert [aspect.name for aspect in kept.aspects] == ["type", "colour", "pattern"]
    facts = hub.workspace.get("alignment").facts
    assert facts["articles"] == len(pictures.rows)
    assert not np.isnan(kept.evidence).any()
