"""The encoder of single texts: the vectors of the model, without loading the model's libraries."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.features.query_encoder import kept_query_encoder, make_query_encoder
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder
from tests.features.test_text_encoder import make_tiny_encoder

TEXTS = ("black dress", "", "  spaces  ", "Ärmellos, 50 % Wolle – été 😀", "a\nb\tc", "knitted jumper " * 500, "\ud800")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_encoder(tmp_path_factory.mktemp("tiny"), seed=1)


def test_single_texts_get_the_models_own_vectors(tiny: Path, tmp_path: Path) -> None:
    encoder = TextEncoder(EncoderConfig(str(tiny)), tmp_path)
    plain = TextEncoder(EncoderConfig(str(tiny)))
    for text in TEXTS[:-1]:
        np.testing.assert_allclose(encoder.query(text), plain.query(text), atol=1e-5)
    assert list(tmp_path.glob("*/queries/network.xml"))


def test_the_bundled_model_is_exported_faithfully(real_encoder: TextEncoder) -> None:
    exported = kept_query_encoder(next(iter(Path(real_encoder._cache.folder).glob("queries")), Path("none")))
    exported = exported or real_encoder._quick()
    assert exported is not None
    own = unit(np.asarray(real_encoder.model.encode(list(TEXTS[:-1])), np.float32))
    np.testing.assert_allclose(np.stack([exported.vector(text) for text in TEXTS[:-1]]), own, atol=1e-5)


def test_once_exported_nothing_else_is_loaded(tiny: Path, tmp_path: Path) -> None:
    first = TextEncoder(EncoderConfig(str(tiny)), tmp_path).query("black dress")
    code = (
        "import sys; from pathlib import Path\n"
        "from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder\n"
        f"print(TextEncoder(EncoderConfig({str(tiny)!r}), Path({str(tmp_path)!r})).query('black dress').sum())\n"
        "print([name for name in ('torch', 'sentence_transformers') if name in sys.modules])\n"
        "print(sys.modules['openvino_telemetry'])\n"
    )
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert float(lines[0]) == pytest.approx(float(first.sum()), abs=1e-6)
    assert lines[1:] == ["[]", "None"]


def test_a_model_that_cannot_be_exported_faithfully_answers_itself(tiny: Path, tmp_path: Path) -> None:
    encoder = TextEncoder(EncoderConfig(str(tiny)), tmp_path)
    encoder.model.prompts, encoder.model.default_prompt_name = {"query": "jumper jumper: "}, "query"
    own = encoder.query("black dress")
    np.testing.assert_array_equal(own, unit(encoder.model.encode(["black dress"]))[0])
    [refusal] = tmp_path.glob("*/queries/refusal.txt")
    assert "differ" in refusal.read_text()
    assert encoder._quick() is None


@pytest.mark.parametrize("file", ["network.xml", "network.bin", "tokenizer.json"])
@pytest.mark.parametrize("how", ["missing", "cut"])
def test_what_is_damaged_is_made_again(tiny: Path, tmp_path: Path, file: str, how: str) -> None:
    folder = tmp_path / "queries"
    model = TextEncoder(EncoderConfig(str(tiny))).model
    made = make_query_encoder(model, folder)
    assert made is not None
    if how == "missing":
        (folder / file).unlink()
    else:
        (folder / file).write_bytes((folder / file).read_bytes()[:100])
    assert kept_query_encoder(folder) is None
    again = make_query_encoder(model, folder)
    assert again is not None
    np.testing.assert_array_equal(again.vector("black dress"), made.vector("black dress"))
    assert [path.name for path in tmp_path.iterdir()] == ["queries"]


def test_a_cache_that_cannot_be_written_is_done_without(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    model = TextEncoder(EncoderConfig(str(tiny))).model
    assert make_query_encoder(model, tmp_path / "file" / "queries") is None


def test_a_kept_refusal_is_not_tried_again(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "refusal.txt").write_text("its vectors differ")
    monkeypatch.setattr("stylehub_core.features.query_encoder._export", lambda *_: pytest.fail("tried again"))
    assert make_query_encoder(TextEncoder(EncoderConfig(str(tiny))).model, folder) is None
    shutil.rmtree(folder)
