"""What every model is: it fits on a world, and gives unit vectors of all articles and of any text."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.article_text import TextForm
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent

if TYPE_CHECKING:
    from stylehub_core.models.text_tower import TextTower


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model after its training.

    vectors: (articles, d) unit rows. text_tower: maps text vectors into the same space; None where that is the
    encoder's own space. history: one dict an epoch, as training.loop writes it. facts: JSON, shown to people.
    """

    vectors: FloatMatrix
    text_tower: "TextTower | None" = None
    text_form: TextForm = "sentence"
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
    learns_from_purchases: bool = False
    """Whether the vectors depend on purchases; if so, the evaluation fits the model again up to its cut."""
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
