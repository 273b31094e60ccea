"""Any CLIP or SigLIP checkpoint, by transformers: pictures and texts in the space that it was trained for.

Radford et al., Learning Transferable Visual Models From Natural Language Supervision, ICML 2021; Zhai et al., Sigmoid
Loss for Language Image Pre-Training, ICCV 2023.
"""

import hashlib
import re
import string
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.config import Configured
from stylehub_core.errors import ModelError
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.picture_encoder import PictureEncoder, ReadsTexts
from stylehub_core.files import sha256_of

_KINDS = ("clip", "siglip")
_LARGEST = 1024  # pixels of a side, before the checkpoint's own scaling
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class CheckpointConfig:
    """source: a folder, or a name on the Hugging Face hub.

    digest: of the folder's files; '' for a name on the hub. It is found out, not set.
    """

    source: str = "openai/clip-vit-base-patch32"
    digest: str = ""


class Checkpoint(Configured[CheckpointConfig], PictureEncoder, ReadsTexts):
    """The full name has the source: checkpoint:patrickjohncyh/fashion-clip, or checkpoint:/models/my-clip.

    Pictures are padded to squares, so that nothing is cropped, and then prepared as the checkpoint says.
    A checkpoint from the hub is taken from this machine's cache if it is there: a name keeps its meaning.
    """

    name = "checkpoint"
    title = "CLIP or SigLIP"
    about = "A network trained on pictures and their captions: it reads pictures and texts."
    order = 30
    default = CheckpointConfig()

    @classmethod
    def called(cls, detail: str) -> Self:
        return cls(CheckpointConfig(detail))

    @property
    def config(self) -> CheckpointConfig:
        folder = _folder(self._config.source)
        if folder is None or not folder.is_dir():
            return self._config
        return CheckpointConfig(folder.name, _digest(folder))

    @property
    def dimensions(self) -> int:
        return self._network.dimensions

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        rows = [self._network.picture(picture) for picture in pictures]
        return unit(np.stack(rows)) if rows else np.zeros((0, self.dimensions), np.float32)

    def encode_texts(self, texts: Sequence[str]) -> FloatMatrix:
        rows = [self._network.text(text) for text in texts]
        return unit(np.stack(rows)) if rows else np.zeros((0, self.dimensions), np.float32)

    @property
    def _network(self) -> "_Network":
        with _one_at_a_time:
            return _network(replace(self.config, source=self._config.source))


class _Network:
    """A loaded checkpoint; its parts are read when first used.

    One input at a time: in a batch, a row could depend on the others.
    """

    def __init__(self, source: str) -> None:
        from transformers import AutoConfig

        self._source = source
        self._settings = self._read(AutoConfig.from_pretrained)
        self._kind = str(self._settings.model_type)
        if self._kind not in _KINDS:
            raise ModelError(f"The checkpoint '{source}' is a model of type {self._kind}, but not a CLIP or SigLIP.")

    @property
    def dimensions(self) -> int:
        own = self._settings
        return int(own.projection_dim if self._kind == "clip" else own.vision_config.hidden_size)

    def picture(self, picture: Image.Image) -> FloatMatrix:
        """(dimensions,) not of unit length."""
        import torch

        square = letterboxed(picture, min(max(picture.size), _LARGEST))
        with torch.inference_mode():
            output = self._model.get_image_features(**self._processor(images=[square], return_tensors="pt"))
        return np.asarray(output.pooler_output[0].float().numpy(), np.float32)

    def text(self, text: str) -> FloatMatrix:
        """(dimensions,) not of unit length."""
        import torch

        with torch.inference_mode():
            output = self._model.get_text_features(input_ids=torch.tensor([self._tokens(text)]))
        return np.asarray(output.pooler_output[0].float().numpy(), np.float32)

    def _tokens(self, text: str) -> list[int]:
        own = self._settings.text_config
        if self._kind == "clip":
            return list(self._tokenizer.encode(text).ids)
        # As it was trained: without punctuation, and always of full length.
        words = " ".join(text.lower().translate(_PUNCTUATION).split())
        tokens = list(self._tokenizer.encode(words).ids)
        padding = self._tokenizer.token_to_id("<pad>")
        filler = own.pad_token_id if padding is None else padding
        return tokens + [filler] * (own.max_position_embeddings - len(tokens))

    @cached_property
    def _model(self) -> Any:
        from transformers import AutoModel
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model, notes = self._read(AutoModel.from_pretrained, output_loading_info=True, weights_only=True)
        if missing := sorted(notes["missing_keys"]):
            raise ModelError(
                f"The checkpoint '{self._source}' lacks {len(missing)} of its weights, such as {missing[0]}: "
                "give one with a picture and a text network."
            )
        return model.eval()

    @cached_property
    def _processor(self) -> Any:
        from transformers import AutoImageProcessor

        return self._read(AutoImageProcessor.from_pretrained, backend="pil")

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer
        from transformers.utils.hub import cached_file

        # Not transformers' own class: for SigLIP it needs one more package, and gives the same numbers.
        path = self._read(cached_file, filename="tokenizer.json")
        with _told(self._source):
            tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._settings.text_config.max_position_embeddings)
        return tokenizer

    def _read(self, read: Any, **options: Any) -> Any:
        """What `read` finds in the folder or in this machine's cache, or else on the hub. Raises ModelError."""
        folder = _folder(self._source)
        if folder is not None and not folder.is_dir():
            raise ModelError(f"The checkpoint's folder {folder} does not exist: give one with a CLIP or SigLIP model.")
        with _told(self._source):
            if folder is not None:
                return read(str(folder), local_files_only=True, **options)
            try:
                return read(self._source, local_files_only=True, **options)
            except OSError:
                return read(self._source, **options)


@lru_cache(maxsize=2)
def _network(config: CheckpointConfig) -> _Network:
    return _Network(config.source)


def _folder(source: str) -> Path | None:
    """The folder that the source means; None if it is a name on the hub."""
    path = Path(source).expanduser()
    on_hub = re.fullmatch(r"[\w-][\w.-]*(/[\w.-]+)?", source, re.ASCII) and not path.is_dir()
    return None if on_hub else path


def _digest(folder: Path) -> str:
    """Of all files that the vectors depend on."""
    files = sorted(file for file in folder.iterdir() if file.suffix in (".safetensors", ".bin", ".json"))
    states = [(str(file), (status := file.stat()).st_size, status.st_mtime_ns) for file in files]
    return _digest_of(tuple(states))


@lru_cache(maxsize=16)
def _digest_of(files: tuple[tuple[str, int, int], ...]) -> str:
    """files: path, size and time of change of each, so that only changed files are read again."""
    parts = (f"{Path(path).name} {sha256_of(Path(path))}" for path, _, _ in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@contextmanager
def _told(source: str) -> Iterator[None]:
    """Raises ModelError in place of any error of reading a checkpoint."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:  # transformers raises almost any error on damaged or missing files
        reason = " ".join(str(error).split())[:200]
        raise ModelError(
            f"The checkpoint '{source}' could not be loaded ({type(error).__name__}: {reason}). Give a folder with a "
            "CLIP or SigLIP model, or a name on the Hugging Face hub that this machine can reach."
        ) from error
