"""What every model is: it fits on a world, and gives unit vectors of all articles and of any text."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.article_text import TextForm
from stylehub_core.models.tower import InputKind, Tower
from stylehub_core.models.world import Need, World
from stylehub_core.progress import Progress, silent

FIRST_MODEL = "raw-text"
"""The model that is built before the pictures: it makes the app usable."""


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

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        """Learn from `world`; checkpoints go to `folder`, and a run killed half-way goes on from there."""
