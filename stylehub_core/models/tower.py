"""Towers map an encoder's vectors of one kind of input into a model's space; each kind of tower is one class."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, get_args

from stylehub_core.arrays import FloatMatrix

InputKind = Literal["text", "picture"]
INPUT_KINDS: tuple[InputKind, ...] = get_args(InputKind)


class Tower(ABC):
    """One way to map new inputs into a model's space. The registry finds subclasses in this folder that have a `name`.

    A model without a tower for a kind of input takes no input of that kind.
    """

    name: ClassVar[str]
    """The name of the class in model.json."""
    order: ClassVar[int] = 100

    @abstractmethod
    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        """(rows, d) unit rows in the model's space. vectors: (rows, inputs) unit rows from the encoder."""

    @abstractmethod
    def save(self, file: Path) -> dict[str, Any]:
        """Write the weights to `file` as safetensors. Returns what else `load` needs, as JSON values."""

    @classmethod
    @abstractmethod
    def load(cls, notes: dict[str, Any], file: Path) -> Self:
        """The tower that `save` wrote. notes: what `save` returned. Raises any error of reading JSON or safetensors."""
