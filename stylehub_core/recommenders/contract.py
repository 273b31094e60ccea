"""What every recommender is: it learns from a world, and scores all articles for any history."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Generic, Literal, Protocol, Self, TypeVar

from stylehub_core.arrays import FloatMatrix
from stylehub_core.config import changed, value_of
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.search_space import Space
from stylehub_core.request import Field, Requests, check_usable

C = TypeVar("C")


class Scorer(ABC):
    """A recommender after it has learned."""

    uses: ClassVar[frozenset[Field]] = frozenset({"history", "day"})
    """The fields of a request that the scores depend on."""

    def scores(self, requests: Requests) -> FloatMatrix:
        """(requests, articles) finite scores, higher is better; 0 throughout where nothing is known of a customer.

        What a customer has bought is not left out: people buy again.
        The scores depend on `requests` alone, so that a changed history changes the answer.
        Nothing bought on or after the day of asking counts.
        Raises QueryError where a request has a field that is not among `uses`.
        """
        check_usable(requests.fields, self.uses, "This recommender")
        return self._scores(requests)

    def arrange(self, scores: FloatMatrix, requests: Requests) -> None:  # noqa: B027 - most have nothing to arrange
        """Change the (requests, articles) finished scores in place: the last word, whatever was added to them."""

    @abstractmethod
    def _scores(self, requests: Requests) -> FloatMatrix:
        """As `scores`, for requests that ask by `uses` alone."""


class HistoryScorer(Scorer):
    """A scorer that asks for nothing but the history and the day."""

    @abstractmethod
    def history_scores(self, histories: Histories) -> FloatMatrix:
        """(customers, articles) as `Scorer.scores` gives them."""

    def _scores(self, requests: Requests) -> FloatMatrix:
        return self.history_scores(requests.histories)


class SpaceScorer(Protocol):
    """A scorer of a recommender that `has_vectors`."""

    @property
    def article_vectors(self) -> FloatMatrix:
        """(articles, d) float32: what was learned of each article, of any length; rows of zeros where nothing was."""
        ...


class Recommender(ABC):
    """One way to recommend. A subclass in this folder with a `name` is found by the registry."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One sentence for people."""
    order: ClassVar[int] = 100
    kind: ClassVar[Literal["floor", "baseline", "ours"]]
    has_vectors: ClassVar[bool] = False
    """Whether learning gives article vectors; `fit` then gives a SpaceScorer, and they become a model of its name."""
    caution: ClassVar[str] = ""
    """What a reader of its figures must know."""
    space: ClassVar[Space] = {}
    """Which settings tuning may try."""
    version: ClassVar[int] = 1
    """Raised when the code changes the scores, so that what was measured is measured again."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass: every setting that the scores depend on."""

    @abstractmethod
    def changed(self, settings: Mapping[str, Any]) -> Self:
        """The same recommender with other settings, by name, such as "fading.half_after"; see config.changed.

        Raises ModelError for a setting that it does not have, and for a value of another type.
        """

    @abstractmethod
    def setting(self, name: str) -> Any:
        """The value of a setting that `changed` takes."""

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Scorer:
        """Learn from `world.purchases()` and nothing later; checkpoints may go to `folder`. Raises ModelError."""


class ConfiguredRecommender(Recommender, Generic[C]):
    """A recommender that is made of its config alone: of C, a frozen dataclass.

    A new one says its name, title, about, kind, default and space, and has `fit`.
    """

    default: C
    """On the class: the config of one that is made without. No ClassVar, as these cannot be of a type variable."""

    def __init__(self, config: C | None = None) -> None:
        self._config = config or self.default

    @property
    def config(self) -> C:
        return self._config

    def changed(self, settings: Mapping[str, Any]) -> Self:
        return type(self)(changed(self._config, settings, self.name))

    def setting(self, name: str) -> Any:
        return value_of(self._config, name)
