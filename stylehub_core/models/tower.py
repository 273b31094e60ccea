"""A tower maps an encoder's vectors of one kind of input into a model's space; every kind of tower is one class."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, get_args

from stylehub_core.arrays import FloatMatrix

InputKind = Literal["text", "picture"]
INPUT_KINDS: tuple[InputKind, ...] = get_args(InputKind)


class Tower(ABC):
    """One way to place new inputs in a model's space. A subclass in this folder with a `name` is found by the registry.

    A model without a tower for a kind of input takes no input of that kind.
    """

    name: ClassVar[str]
    """How model.json names the class."""
    order: ClassVar[int] = 100

    @abstractmethod
    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        """(rows, d) unit rows of the model's space. vectors: (rows, inputs) unit rows of the encoder."""

    @abstractmethod
    def save(self, file: Path) -> dict[str, Any]:
        """What `load` needs beside the weights, as JSON, after writing those to `file` as safetensors."""

    @classmethod
    @abstractmethod
    def load(cls, notes: dict[str, Any], file: Path) -> Self:
        """The tower that `save` wrote. Raises what reading JSON and safetensors raises."""
