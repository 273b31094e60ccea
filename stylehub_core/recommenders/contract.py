"""The contract of every recommender: it learns from a world and scores all articles for any history."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol, Self

from stylehub_core.arrays import FloatMatrix
from stylehub_core.config import C, Configured
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.search_space import Space
from stylehub_core.request import Field, Requests, check_usable


class Scorer(ABC):
    """A fitted recommender."""

    uses: ClassVar[frozenset[Field]] = frozenset({"history", "day"})
    """The fields of a request that the scores depend on."""

    def scores(self, requests: Requests) -> FloatMatrix:
        """(requests, articles) finite scores, higher is better; all 0 for a customer about whom nothing is known.

        Articles that the customer has bought keep their scores: people buy again.
        The scores depend on `requests` alone, so that a changed history changes the answer.
        Purchases on or after the day of the request do not count.
        Raises QueryError if a request has a field that is not in `uses`.
        """
        check_usable(requests.fields, self.uses, "This recommender")
        return self._scores(requests)

    def adjust(self, scores: FloatMatrix, requests: Requests) -> None:  # noqa: B027 - most have nothing to adjust
        """Change the final (requests, articles) scores in place, after the blend has been added."""

    def reading(self, encoder: TextEncoder) -> "Scorer":
        """The same scorer with a text encoder, which one that uses texts needs after it was loaded."""
        return self

    @abstractmethod
    def _scores(self, requests: Requests) -> FloatMatrix:
        """The same as `scores`, for requests that have no field beyond `uses`."""


class HistoryScorer(Scorer):
    """A scorer that uses only the history and the day."""

    @abstractmethod
    def history_scores(self, histories: Histories) -> FloatMatrix:
        """(customers, articles) scores, as `Scorer.scores` returns them."""

    def _scores(self, requests: Requests) -> FloatMatrix:
        return self.history_scores(requests.histories)


class SpaceScorer(Protocol):
    """The scorer of a recommender with `has_vectors`."""

    @property
    def article_vectors(self) -> FloatMatrix:
        """(articles, d) float32 learned vectors of any length; a row of zeros for an article without any."""
        ...


class Recommender(ABC):
    """One way to recommend. A subclass in this folder with a `name` is found by the registry."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One sentence for the screens."""
    order: ClassVar[int] = 100
    kind: ClassVar[Literal["floor", "baseline", "ours"]]
    has_vectors: ClassVar[bool] = False
    """Whether it learns article vectors. If so, `fit` returns a SpaceScorer; the vectors become a model of its name."""
    uses: ClassVar[frozenset[Field]] = Scorer.uses
    """As `Scorer.uses` of what it fits."""
    by_default: ClassVar[bool] = True
    """Whether the lab measures it without being told to."""
    caution: ClassVar[str] = ""
    """A warning to readers of its figures."""
    space: ClassVar[Space] = {}
    """The settings that tuning may try."""
    version: ClassVar[int] = 1
    """Raised when the code changes the scores, so that earlier results are measured again."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass of every setting that the scores depend on."""

    @abstractmethod
    def changed(self, settings: Mapping[str, Any]) -> Self:
        """The same recommender with other settings, by name, such as "fading.half_after"; see config.changed.

        Raises ModelError for an unknown setting or a value of the wrong type.
        """

    @abstractmethod
    def setting(self, name: str) -> Any:
        """The value of a setting, named as in `changed`."""

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Scorer:
        """Learn from `world.purchases()` and nothing later; checkpoints may go to `folder`. Raises ModelError."""


class ConfiguredRecommender(Configured[C], Recommender):
    """A recommender that is defined by its config alone: by C, a frozen dataclass.

    A subclass sets name, title, about, kind, default and space, and implements `fit`.
    """
