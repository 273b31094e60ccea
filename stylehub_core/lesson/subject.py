"""The contract of a subject of lessons: its recipes, what they are trained on, and how two runs are compared."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.models.world import World
from stylehub_core.progress import Progress
from stylehub_core.workspace import Workspace

History = list[dict[str, float]]
AfterEpoch = Callable[[History], bool]
"""Told the curve so far after every epoch; returns whether to go on."""


@dataclass(frozen=True)
class Recipe(ABC):
    """The settings of one run."""

    @property
    @abstractmethod
    def epochs(self) -> int:
        """How many it is trained for if time allows."""


@dataclass(frozen=True)
class DataShare:
    """How much of the catalogue a lesson uses. of_articles, of_customers: how many there are in all."""

    articles: int
    of_articles: int
    customers: int
    of_customers: int

    @property
    def everything(self) -> bool:
        return self.articles == self.of_articles and self.customers == self.of_customers


@dataclass(frozen=True, eq=False)
class Run:
    """A trained recipe, with the data that it is measured on. Each subject adds its own arrays.

    history: one dict of meters for each epoch.
    before: the meters before any training.
    vectors: (n, d) unit rows, one for each article of the lesson.
    rows: (n,) the articles' rows in the catalogue, ascending.
    """

    arrays: ClassVar[tuple[str, ...]] = ("vectors", "rows")
    """The fields that are arrays."""

    id: str
    recipe: Recipe
    history: History
    before: dict[str, float]
    taken: DataShare
    seconds: float
    vectors: FloatMatrix
    rows: IntVector

    @property
    def last(self) -> dict[str, float]:
        """The meters after the last epoch."""
        return self.history[-1]

    @property
    def cut_short(self) -> bool:
        """Whether its time ran out before the last epoch."""
        return len(self.history) < self.recipe.epochs


class Verdict(Protocol):
    """How the chosen run differs from the base, as two answers that may be predicted."""

    @property
    def answers(self) -> tuple[str, str]:
        """The two answers, each one word."""

    @property
    def sentences(self) -> tuple[str, str]:
        """One sentence for each answer, with its figures."""


R = TypeVar("R", bound=Recipe)
M = TypeVar("M")
T = TypeVar("T", bound=Run)


class Subject(ABC, Generic[R, M, T]):
    """What a lesson is about. One file each for its recipes, its material, its training and its verdict.

    recipe, run: the classes of its recipes and of its runs.
    presets: the recipes that a lesson may start from.
    choices: the settings that a lesson may change, and the values that each may take.
    before: what the meters before any training are of.
    meters: short titles of the figures by their keys in a run's history.
    """

    name: ClassVar[str]
    before: ClassVar[str]
    meters: ClassVar[Mapping[str, str]]
    choices: ClassVar[Mapping[str, tuple[Any, ...]]]
    presets: Mapping[str, R]
    recipe: type[R]
    run: type[T]

    @abstractmethod
    def depends_on(self, workspace: Workspace, encoder: str) -> tuple[object, ...]:
        """What a run depends on beside its recipe and the catalogue."""

    def lacking(self, workspace: Workspace) -> str:  # noqa: ARG002 - most need nothing else
        """One sentence about what the workspace lacks for these lessons; '' if nothing."""
        return ""

    @abstractmethod
    def material(self, world: World, progress: Progress) -> M:
        """The data that both runs of a lesson share, the same at every call. Raises a StyleHubError without enough."""

    @abstractmethod
    def train(self, id: str, recipe: R, material: M, folder: Path, after_epoch: AfterEpoch) -> T:
        """The run with this id; its `seconds` are filled in later. folder: for a checkpoint."""

    @abstractmethod
    def verdict(self, chosen: T, base: T) -> Verdict:
        """How the runs differ, measured on the same articles."""

    @abstractmethod
    def reading(self, run: T) -> str:
        """How the run went, in one sentence."""
