"""A text encoder for one short text at a time that starts in a second: the same network, run by OpenVINO.

Importing sentence-transformers takes longer than all the rest of the app, and a search needs one vector only.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stylehub_core.arrays import FloatVector, unit
from stylehub_core.errors import StyleHubError
from stylehub_core.files import replace_folder, writing
from stylehub_core.machine.openvino_runtime import compiled, export

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_LOG = logging.getLogger("stylehub")
_NETWORK, _TOKENIZER, _REFUSAL = "network.xml", "tokenizer.json", "refusal.txt"
_PROBES = ("", "black dress", "À la mode – 5 € 😀", "UPPER case,\ttab", "striped cotton shirt " * 400)
_CLOSE = 1e-4
"""How far a component may differ from the model's own: rounding makes about 1e-7, another pooling far more."""


class QueryEncoder:
    """Opens what `make_query_encoder` wrote to `folder`. Raises OSError or RuntimeError if that is damaged."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer((folder / _TOKENIZER).read_bytes())
        self._network = compiled(folder / _NETWORK)

    def vector(self, text: str) -> FloatVector:
        """(dimensions,) the unit vector of the text."""
        tokens = np.array([self._tokenizer.encode(text).ids], np.int64)
        # A request of its own for each call, as several users search at once.
        vector: FloatVector = unit(self._network.create_infer_request().infer([tokens, np.ones_like(tokens)])[0])[0]
        return vector


def kept_query_encoder(folder: Path) -> QueryEncoder | None:
    """The encoder in `folder`; None if it is not there, or damaged."""
    try:
        return QueryEncoder(folder)
    except (OSError, RuntimeError, ValueError):
        return None


def make_query_encoder(model: "SentenceTransformer", folder: Path) -> QueryEncoder | None:
    """The same model, exported to `folder`; None if it can't be exported, or if its vectors would differ.

    A refusal is kept too, so that the export is tried only once. An existing folder is replaced.
    """
    if (folder / _REFUSAL).exists():
        return None
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
    try:
        with writing(folder):
            partial.mkdir(parents=True)
            refusal = _export(model, partial)
            if refusal:
                shutil.rmtree(partial)
                partial.mkdir()
                (partial / _REFUSAL).write_text(refusal)
            replace_folder(partial, folder)
    except StyleHubError as error:  # such as a full disk, or a workspace that cannot be written
        _LOG.info("The text encoder is not kept for OpenVINO: %s", error)
        return None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return None if refusal else kept_query_encoder(folder)


@contextmanager
def _silent_transformers() -> Iterator[None]:
    """The export reads every attribute of the model, and transformers warns of some."""
    from transformers.utils import logging as notes

    before = notes.get_verbosity()  # type: ignore[no-untyped-call]
    notes.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        notes.set_verbosity(before)  # type: ignore[no-untyped-call]


def _export(model: "SentenceTransformer", folder: Path) -> str:
    """Write the network and its tokenizer; the result says why they can't be used, '' if they can."""
    import torch

    class Network(torch.nn.Module):
        """All parts of the model, from tokens to the vector of the text."""

        def __init__(self) -> None:
            super().__init__()
            self.parts = torch.nn.ModuleList(model)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
            for part in self.parts:
                features = part(features)
            return torch.as_tensor(features["sentence_embedding"])

    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        return "it has no fast tokenizer"
    try:
        tokenizer = type(tokenizer).from_str(tokenizer.to_str())  # a copy, as the model goes on using its own
        tokenizer.no_padding()
        tokenizer.enable_truncation(model.max_seq_length or 512)
        tokenizer.save(str(folder / _TOKENIZER))
        example = torch.tensor([tokenizer.encode("black dress").ids])
        with torch.no_grad(), _silent_transformers():
            export(
                Network().eval(), {"input_ids": example, "attention_mask": torch.ones_like(example)}, folder / _NETWORK
            )
        exported = QueryEncoder(folder)
        right = unit(np.asarray(model.encode(list(_PROBES), show_progress_bar=False), np.float32))
        apart = max(float(np.abs(exported.vector(text) - own).max()) for text, own in zip(_PROBES, right, strict=True))
    except Exception as error:
        return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return "" if apart < _CLOSE else f"its vectors differ by up to {apart:.2g}"
