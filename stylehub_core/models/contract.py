"""The contract of every model: fitted on a world, it gives unit vectors for all articles and for new inputs."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from stylehub_core.arrays import FloatMatrix
from stylehub_core.config import C, Configured, Unconfigured
from stylehub_core.features.article_text import TextForm
from stylehub_core.features.garment_cutter import GarmentCutter
from stylehub_core.models.refinement import Refinement
from stylehub_core.models.tower import InputKind, Tower
from stylehub_core.models.world import Need, World
from stylehub_core.progress import Progress, silent

FIRST_MODEL = "raw-text"
"""The model that is built first, before the pictures, so that the app is usable early."""
PICTURE_MODEL = "photo"
"""The model that answers pictures if none is chosen."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model after its training.

    vectors: (articles, d) unit rows.
    towers: by kind of input, what maps new inputs into the same space; other kinds are not accepted.
    text_form: how texts are prepared for the text encoder.
    picture_encoder: the full name of the encoder behind the picture tower; '' if there is no such tower.
    texts_by_picture_encoder: whether that encoder reads texts too, and the text tower takes its vectors of them.
    cutter: cuts the garment out of a customer's photograph, before the picture tower sees it; None if all of it counts.
    refinement: how words change a picture; None if both are only added.
    history: one dict per epoch, as training.loop writes it.
    facts: JSON values shown to people.
    """

    vectors: FloatMatrix
    towers: Mapping[InputKind, Tower]
    text_form: TextForm = "sentence"
    picture_encoder: str = ""
    texts_by_picture_encoder: bool = False
    cutter: GarmentCutter | None = None
    refinement: Refinement | None = None
    history: Sequence[dict[str, float]] = ()
    facts: dict[str, Any] = field(default_factory=dict)


class Model(Unconfigured):
    """One way to map articles to vectors. The registry finds every subclass in this folder that has a `name`.

    The attributes below are set on the class, or on the instance for a model that is made from data.
    """

    name: str
    title: str
    about: str
    """One sentence for people."""
    order: int = 100
    """Its position in lists; also the order of building."""
    recipe: Literal["floor", "paper", "stylehub", "interactions", "given"]
    by_default: bool = True
    """Whether a build makes it without being told to."""
    words_rank: int = 0
    """How well it answers requests in words beside other models: docs/decisions/usual-model.md has the figures.

    If no model is chosen, the built one with the highest rank answers; one with 0 never does.
    """
    words_evidence: str = ""
    """How that is known: a sentence for people."""
    needs: frozenset[Need] = frozenset({"texts"})
    """What the vectors depend on: only a change in these makes a built model stale.

    The evaluation fits a model that needs purchases again, on the purchases before its cut.
    """
    caution: str = ""
    """What readers of its figures must know."""
    version: int = 1
    """Increased when a code change affects what is learned, so that built models become stale."""

    @property
    @abstractmethod
    def config(self) -> object:
        """Every setting that the vectors depend on: a frozen dataclass, or a tuple of them."""

    @property
    def encoders(self) -> tuple[str, ...]:
        """The full names of the picture encoders that the vectors depend on."""
        return ()

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        """Learn from `world`. Checkpoints go to `folder`, so that an interrupted run continues from there."""


class ConfiguredModel(Configured[C], Model):
    """A model made from its config alone: C, a frozen dataclass.

    A subclass defines name, title, about, recipe, default and `fit`.
    """
