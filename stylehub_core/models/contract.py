"""What every model is: it fits on a world, and gives unit vectors of all articles and of any text."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar

from stylehub_core.arrays import FloatMatrix
from stylehub_core.config import changed, value_of
from stylehub_core.errors import ModelError
from stylehub_core.features.article_text import TextForm
from stylehub_core.models.tower import InputKind, Tower
from stylehub_core.models.world import Need, World
from stylehub_core.progress import Progress, silent

FIRST_MODEL = "raw-text"
"""The model that is built before the pictures: it makes the app usable."""

C = TypeVar("C")


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model after its training.

    vectors: (articles, d) unit rows.
    towers: place new inputs in the same space, by kind of input; a kind without a tower is not taken.
    text_form: how words are read before the text encoder sees them.
    picture_encoder: the name of the encoder that a picture tower reads; '' where there is no such tower.
    history: one dict an epoch, as training.loop writes it.
    facts: JSON, shown to people.
    """

    vectors: FloatMatrix
    towers: Mapping[InputKind, Tower]
    text_form: TextForm = "sentence"
    picture_encoder: str = ""
    history: Sequence[dict[str, float]] = ()
    facts: dict[str, Any] = field(default_factory=dict)


class Model(ABC):
    """One way to place articles in a space. A subclass in this folder with a `name` is found by the registry.

    What is said of it stands on the class; a model that is made from something else says it of itself.
    """

    name: str
    title: str
    about: str
    """One sentence for people."""
    order: int = 100
    """Where it stands in lists; also the order of building."""
    recipe: Literal["floor", "paper", "stylehub", "interactions", "given"]
    by_default: bool = True
    """Whether a build that is asked for nothing else makes it."""
    needs: frozenset[Need] = frozenset({"texts"})
    """What the vectors depend on: a built model becomes stale when that changes, and not otherwise.

    A model that needs purchases is fitted again by the evaluation, up to its cut.
    """
    caution: str = ""
    """What a reader of its figures must know."""
    version: int = 1
    """Raised when the code changes what is learned, so that built models become stale."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass, or a tuple of them: every setting that the vectors depend on."""

    def changed(self, settings: Mapping[str, Any]) -> Self:
        """The same model with other settings, by name, such as "training.epochs"; see config.changed.

        Raises ModelError for a setting that it does not have, and for a value of another type.
        """
        for name in settings:
            raise ModelError(f"There is no setting '{self.name}.{name}': {self.name} has nothing to set.")
        return self

    def setting(self, name: str) -> Any:
        """The value of a setting that `changed` takes."""
        return value_of(self.config, name)

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        """Learn from `world`; checkpoints go to `folder`, and a run killed half-way goes on from there."""


class ConfiguredModel(Model, Generic[C]):
    """A model that is made of its config alone: of C, a frozen dataclass.

    A new one says its name, title, about, recipe and default, and has `fit`.
    """

    default: C
    """On the class: the config of one that is made without."""

    def __init__(self, config: C | None = None) -> None:
        self._config = config or self.default

    @property
    def config(self) -> C:
        return self._config

    def changed(self, settings: Mapping[str, Any]) -> Self:
        return type(self)(changed(self._config, settings, self.name))
