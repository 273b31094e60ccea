"""Look with a checkpoint that reads pictures and texts: its own space, and its own text network for requests."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.build.run import Stage, build, plan, status
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_encoder import ReadsTexts
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.request import Request
from stylehub_core.workspace import Workspace
from tests.features.tiny_checkpoints import write_checkpoint


def set_encoder(workspace: Workspace, name: str) -> Settings:
    return replace(Settings.load(workspace), overrides={"look": {"encoder": name}})


def is_look(stage: Stage) -> bool:
    return stage.name == "model/look"


def test_a_checkpoint_answers_pictures_and_words_in_its_own_space(built_workspace: Path, tmp_path: Path) -> None:
    folder, checkpoint = tmp_path / "workspace", write_checkpoint(tmp_path / "clip", "clip")
    shutil.copytree(built_workspace, folder)
    workspace, name = Workspace(folder), f"checkpoint:{checkpoint}"
    build(workspace, set_encoder(workspace, name), ["look"], only=is_look)
    hub, encoder = Hub(folder), picture_encoder(name)
    assert isinstance(encoder, ReadsTexts)
    model = hub.opened("look")
    pictures = hub.world().picture_vectors(encoder)
    np.testing.assert_array_equal(model.vectors[pictures.rows], pictures.vectors)
    np.testing.assert_allclose(model.text_vectors(["red dress"]), encoder.encode_texts(["red dress"]), atol=1e-6)
    found = hub.search(Request("red dress"), "look", mode="model")
    assert found.rows[0] == np.argmax(model.vectors @ encoder.encode_texts(["red dress"])[0])
    assert hub.world().pictures is not None
    content = hub.world().pictures.content(int(pictures.rows[3]))  # type: ignore[union-attr]
    assert hub.search(Request(picture=content), "look").items[0].score == pytest.approx(1, abs=1e-4)

    def state() -> tuple[str, str]:
        [look] = [stage for stage in plan(workspace, Settings.load(workspace), ["look"]) if is_look(stage)]
        [now] = status(workspace, [look])
        return now.state, now.why

    assert state() == ("built", "")
    write_checkpoint(checkpoint, "clip", seed=1)
    assert state() == ("stale", "changed: picture encoders")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("checkpont:/models/clip", "No picture encoder 'checkpont'. Did you mean 'checkpoint'"),
        ("garment:red", "garment takes nothing after its name"),
        ("efficientnet-lite0:100", "multiple of 32"),
    ],
)
def test_an_unknown_encoder_is_refused_before_any_work(built_workspace: Path, name: str, why: str) -> None:
    workspace = Workspace(built_workspace)
    with pytest.raises(ModelError, match=why):
        plan(workspace, set_encoder(workspace, name), ["look"])
