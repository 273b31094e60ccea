"""A cache of vectors by content: append-only safetensors parts, each written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.files import writing

_KEY_BYTES = 16


def content_key(content: bytes) -> bytes:
    """16 bytes that identify this content."""
    return hashlib.blake2b(content, digest_size=_KEY_BYTES).digest()


def text_key(text: str) -> bytes:
    """16 bytes that identify this text."""
    return content_key(text.encode("utf-8", "surrogatepass"))


class VectorCache:
    """A folder of parts. A damaged part is renamed, and its contents are encoded again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, keys: set[bytes]) -> dict[bytes, FloatVector]:
        """The cached vectors of these keys; keys that are not cached are left out."""
        return {key: vector for key, vector in self.stored() if key in keys}

    def stored(self) -> Iterator[tuple[bytes, FloatVector]]:
        """Every key with its vector. Only one part is in memory at a time, as long as the caller keeps no vector."""
        for part in sorted(self.folder.glob("part-*.safetensors")):
            try:
                tensors = load_file(part)
                names, vectors = tensors["keys"], tensors["vectors"]
                if len(names) != len(vectors):
                    raise ValueError(f"{len(names)} keys for {len(vectors)} vectors")
            except (SafetensorError, KeyError, OSError, ValueError):
                part.rename(part.with_suffix(".damaged"))
                continue
            for name, vector in zip(names, vectors, strict=True):
                yield name.tobytes(), vector

    def put(self, keys: Sequence[bytes], vectors: FloatMatrix) -> None:
        """Add one part. keys: 16 bytes each; vectors: (len(keys), dimensions)."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(keys, vectors)

    def _write(self, keys: Sequence[bytes], vectors: FloatMatrix) -> None:
        names = np.frombuffer(b"".join(keys), np.uint8).reshape(len(keys), _KEY_BYTES)
        label = hashlib.blake2b(b"".join(keys), digest_size=8).hexdigest()
        handle, partial = tempfile.mkstemp(dir=self.folder, suffix=".partial")
        os.close(handle)
        try:
            save_file({"keys": names.copy(), "vectors": np.ascontiguousarray(vectors)}, partial)
            os.replace(partial, self.folder / f"part-{label}.safetensors")
        finally:
            Path(partial).unlink(missing_ok=True)
