"""CLIP and SigLIP checkpoints, against transformers' own calls on tiny ones."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from transformers import AutoModel

from stylehub_core.arrays import unit
from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_encoder import ReadsTexts
from stylehub_core.features.picture_encoders.checkpoint import Checkpoint, CheckpointConfig
from stylehub_core.features.picture_encoders.registry import picture_encoder
from tests.features.tiny_checkpoints import WORDS, Kind, write_checkpoint

KINDS = pytest.mark.parametrize("kind", ["clip", "siglip"])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("checkpoints")
    for kind in ("clip", "siglip"):
        write_checkpoint(base / kind, kind)  # type: ignore[arg-type]
    return base


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A copy of the CLIP that a test may change."""
    return Path(shutil.copytree(home / "clip", tmp_path / "own"))


def encoder(folder: Path) -> Checkpoint:
    found = picture_encoder(f"checkpoint:{folder}")
    assert isinstance(found, Checkpoint)
    return found


@KINDS
def test_pictures_are_padded_prepared_as_the_checkpoint_says_and_seen_by_its_network(home: Path, kind: Kind) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (48, 20, 3), np.uint8)
    padded = np.full((48, 48, 3), STUDIO_GREY, np.uint8)
    padded[:, 14:34] = noise
    scaled = Image.fromarray(padded).resize((32, 32), Image.Resampling.BICUBIC)
    notes = json.loads((home / kind / "preprocessor_config.json").read_text())
    values = (np.asarray(scaled, np.float32) / 255 - notes["image_mean"]) / notes["image_std"]
    pixels = torch.tensor(values, dtype=torch.float32).permute(2, 0, 1)[None]
    with torch.no_grad():
        expected = AutoModel.from_pretrained(home / kind).eval().get_image_features(pixel_values=pixels).pooler_output
    [row] = encoder(home / kind).encode([Image.fromarray(noise)])
    np.testing.assert_allclose(row, unit(expected.numpy())[0], atol=1e-5)


@KINDS
def test_texts_are_read_by_the_checkpoint_s_own_network(home: Path, kind: Kind) -> None:
    words = ["dark", "red", "wool", "coat"]
    tokens = [WORDS.index(word) for word in words]
    given = [0, *tokens, 1] if kind == "clip" else [*tokens, 1, 2, 2, 2]  # SigLIP's always have full length
    with torch.no_grad():
        network = AutoModel.from_pretrained(home / kind).eval()
        expected = unit(network.get_text_features(input_ids=torch.tensor([given])).pooler_output.numpy())[0]
    rows = encoder(home / kind).encode_texts(["Dark red  WOOL coat", "a blue dress"])
    np.testing.assert_allclose(rows[0], expected, atol=1e-5)
    assert rows.shape == (2, encoder(home / kind).dimensions) and rows.dtype == np.float32
    assert float(rows[0] @ rows[1]) < 0.99
    long = encoder(home / kind).encode_texts(["wool " * 500, "wool " * 600, ""])
    np.testing.assert_array_equal(long[0], long[1])
    np.testing.assert_allclose(np.linalg.norm(long, axis=1), 1, atol=1e-5)
    assert encoder(home / kind).encode_texts([]).shape == (0, rows.shape[1])


def test_siglip_reads_no_punctuation_as_in_its_training(home: Path) -> None:
    rows = encoder(home / "siglip").encode_texts(["red coat", "red coat!"])
    np.testing.assert_array_equal(rows[0], rows[1])


def test_the_identity_is_that_of_the_files_wherever_they_lie(own: Path, tmp_path: Path) -> None:
    before = encoder(own)
    moved = Path(shutil.copytree(own, tmp_path / "elsewhere" / "own"))
    assert encoder(moved).identity == before.identity
    first, vector = before.identity, before.encode([Image.new("RGB", (40, 60), "red")])
    write_checkpoint(own, "clip", seed=1)
    assert before.identity != first
    assert not np.allclose(before.encode([Image.new("RGB", (40, 60), "red")]), vector)  # the loaded one is not kept
    second = encoder(own).identity
    notes = json.loads((own / "preprocessor_config.json").read_text())
    (own / "preprocessor_config.json").write_text(json.dumps({**notes, "image_mean": [0.1, 0.1, 0.1]}))
    assert encoder(own).identity not in (first, second)


def test_the_identity_of_a_name_needs_no_network_and_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transformers.AutoConfig.from_pretrained", lambda *_, **__: pytest.fail("was read"))
    names = ("openai/clip-vit-base-patch32", "google/siglip-base-patch16-224", "/no/such/folder")
    identities = {picture_encoder(f"checkpoint:{name}").identity for name in names}
    assert len(identities) == 3
    assert picture_encoder("checkpoint").config == CheckpointConfig("openai/clip-vit-base-patch32")


def test_it_reads_texts_and_the_others_do_not() -> None:
    assert issubclass(Checkpoint, ReadsTexts)
    assert not isinstance(picture_encoder("efficientnet-lite0"), ReadsTexts)


def test_a_missing_folder_is_told() -> None:
    for name in ("/no/such/folder", "./no-such-folder", "~/no/such/folder", "some/long/way"):
        with pytest.raises(ModelError, match=r"The checkpoint's folder .* does not exist"):
            picture_encoder(f"checkpoint:{name}").encode([Image.new("RGB", (9, 9))])


def test_another_kind_of_model_is_refused(own: Path) -> None:
    (own / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelError, match=r"own' is a model of type bert, but not a CLIP or SigLIP"):
        _ = encoder(own).dimensions


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "preprocessor_config.json"])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_a_missing_or_damaged_file_is_told(own: Path, name: str, how: str) -> None:
    if how == "missing":
        (own / name).unlink()
    else:
        (own / name).write_bytes((own / name).read_bytes()[:50])
    with pytest.raises(ModelError, match=r"own' could not be loaded .*Give a folder with a CLIP or SigLIP model"):
        encoder(own).encode([Image.new("RGB", (9, 9))])


def test_without_a_tokenizer_only_texts_are_refused(own: Path) -> None:
    (own / "tokenizer.json").unlink()
    assert encoder(own).encode([Image.new("RGB", (9, 9))]).shape == (1, 12)
    with pytest.raises(ModelError, match=r"own' could not be loaded"):
        encoder(own).encode_texts(["coat"])


def test_missing_weights_are_told_instead_of_drawn_at_random(own: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(own / "model.safetensors")
    del weights["visual_projection.weight"]
    save_file(weights, own / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match=r"lacks 1 of its weights, such as visual_projection\.weight"):
        encoder(own).encode([Image.new("RGB", (9, 9))])


def test_a_name_is_looked_for_on_this_machine_first_and_then_on_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    local: list[object] = []

    def read(source: str, **options: object) -> object:
        local.append(options.get("local_files_only"))
        raise OSError("We couldn't connect to the hub")

    monkeypatch.setattr("transformers.AutoConfig.from_pretrained", read)
    with pytest.raises(ModelError, match=r"'some/clip' could not be loaded \(OSError: We couldn't connect.*can reach"):
        _ = picture_encoder("checkpoint:some/clip").dimensions
    assert local == [True, None]
