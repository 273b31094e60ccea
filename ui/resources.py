"""The app's only caches: read-only, shared by all sessions, and refreshed after a build without a restart."""

# ruff: noqa: ARG001 - some arguments only serve as cache keys

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.maps.saved_map import ArticleMap
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.search.agreement import Agreement, agreement
from stylehub_core.search.filters import Filters
from stylehub_core.workspace import Workspace
from ui import places

if TYPE_CHECKING:
    from stylehub_core.lab.serving import Serving, When

T = TypeVar("T")

_BASE = ("catalog", "lexical", "prices", "pictures")
"""The stages that an open hub keeps loaded; it finds new models, maps and metrics by itself."""

_EXAMPLES = (
    "navy wool coat",
    "floral summer dress",
    "black skinny jeans",
    "soft knitted jumper",
    "gold hoop earrings",
    "running tights",
    "striped baby body",
    "white linen shirt",
)


def workspace() -> Workspace:
    """The workspace that the app serves."""
    return places.workspace()


def hub() -> Hub:
    """The workspace, open for reading. Raises NotBuiltError before the first build."""
    return _hub(str(workspace().folder), _base_version())


def version() -> str:
    """A text that changes whenever anything is published in the workspace; a cache key for page data."""
    return workspace().stamp


@st.cache_resource(max_entries=2, show_spinner="Opening the catalogue")
def _hub(folder: str, base_version: str) -> Hub:
    return Hub(Path(folder))


def _base_version() -> str:
    return _base_version_at(workspace().folder, version())


@lru_cache(maxsize=8)
def _base_version_at(folder: Path, stamp: str) -> str:
    """Read once until something is published. stamp: the workspace's, which changes then."""
    artifacts = (Workspace(folder).find(stage) for stage in _BASE)
    return "|".join(artifact.fingerprint if artifact else "" for artifact in artifacts)


def usable() -> bool:
    """Whether the first model can be searched."""
    return bool(
        workspace().find("catalog") and workspace().find("lexical") and workspace().find(f"model/{FIRST_MODEL}")
    )


@st.cache_resource(max_entries=6, show_spinner=False)
def _drawn(fingerprint: str, model: str, _hub: Hub) -> ArticleMap:
    return _hub.map(model)


def drawn_map(opened: Hub, model: str) -> ArticleMap:
    """The model's map. Raises NotBuiltError if it is not built yet."""
    return _drawn(opened.workspace.get(f"map/{model}").fingerprint, model, opened)


@st.cache_resource(max_entries=12, show_spinner="Comparing the two models, article by article")
def _agreed(fingerprints: tuple[str, str], first: str, second: str, _hub: Hub) -> Agreement:
    lists = _hub.neighbour_lists(first), _hub.neighbour_lists(second)
    return agreement(*lists, _hub.articles, depth=min(12, lists[0].shape[1]))


def agreement_of(opened: Hub, first: str, second: str) -> Agreement:
    """How far two models agree, over all articles. Raises NotBuiltError if one is not built yet."""
    first, second = sorted((first, second))  # it is the same either way
    fingerprint_a, fingerprint_b = (opened.workspace.get(f"model/{name}").fingerprint for name in (first, second))
    return _agreed((fingerprint_a, fingerprint_b), first, second, opened)


@st.cache_resource(max_entries=48, show_spinner=False)
def made_once(key: tuple[str, ...], _make: Callable[[], T]) -> T:
    """The result of `_make`, cached by `key`, which must name everything it depends on, fingerprints included."""
    return _make()


@st.cache_resource(max_entries=3, show_spinner="Loading recommenders")
def _serving(base_version: str, when: "When", _hub: Hub) -> "Serving":
    from stylehub_core.lab.serving import Serving  # noqa: PLC0415 - only the Shopper screen needs what it imports

    return Serving(_hub, when)


def serving(opened: Hub, when: "When") -> "Serving":
    """The recommenders at one moment. Raises NoSplitError if the data covers too few days for it."""
    return _serving(_base_version(), when, opened)


@st.cache_resource(max_entries=2, show_spinner=False)
def _outfitting(base_version: str, _hub: Hub) -> Outfitting:
    return Outfitting(_hub)


def outfitting(opened: Hub) -> Outfitting:
    """The set scorers and the rules of taste of this workspace."""
    return _outfitting(_base_version(), opened)


@st.cache_resource(max_entries=256, show_spinner=False)
def remembered(key: tuple[str, ...], _make: Callable[[], T]) -> T:
    """As `made_once`, for many small results."""
    return _make()


@st.cache_resource(max_entries=64, show_spinner=False)
def chart(key: tuple[str, ...], _make: Callable[[], T]) -> T:
    """As `made_once`, for the specs of charts with their tables."""
    return _make()


def popular_rows(count: int, days: int = 28, *, by_product: bool = True) -> list[int]:
    """Rows of the bestsellers of the last `days` days, those with a picture first.

    by_product: whether a product is there once, with the article that sells best.
    """
    return _popular_rows(_base_version(), days, by_product)[:count]


def product_count() -> int:
    """The number of products; articles are their colours and prints."""
    return _product_count(_base_version())


def examples(count: int = 5) -> list[str]:
    """Example queries, the ones whose words this catalogue knows best first."""
    return _examples(_base_version())[:count]


@st.cache_data(max_entries=4, show_spinner=False)
def _popular_rows(base_version: str, days: int, by_product: bool) -> list[int]:
    opened = hub()
    rows = [int(row) for row in opened.catalog.popularity_rows(days)[:200]]
    rows = rows or list(range(min(len(opened.catalog), 200)))
    if by_product:
        rows = [rows[best.at] for best in opened.searched.products.best(np.array(rows, np.int32))]
    pictured = opened.articles["has_picture"]
    return sorted(rows, key=lambda row: not pictured.iat[row])[:60]


@st.cache_data(max_entries=2, show_spinner=False)
def _product_count(base_version: str) -> int:
    return int(hub().articles["product_code"].nunique())


@st.cache_data(max_entries=2, show_spinner=False)
def _examples(base_version: str) -> list[str]:
    coverage = hub().lexical.coverage
    return sorted(_EXAMPLES, key=lambda text: -coverage(text))


def filter_options(column: str) -> list[str]:
    """The distinct values of a column, in alphabetical order."""
    return _filter_options(_base_version(), column)


def selling_rows(opened: Hub, filters: Filters) -> IntVector:
    """Rows of the articles that pass the filters, bestsellers first."""
    order = _by_sales(_base_version())
    return order if filters.is_empty else order[filters.mask(opened.articles)[order]]


@st.cache_resource(max_entries=32, show_spinner=False)
def _filter_options(base_version: str, column: str) -> list[str]:
    values = hub().articles[column]
    return sorted({str(value) for value in values.unique()})


@st.cache_resource(max_entries=2, show_spinner=False)
def _by_sales(base_version: str) -> IntVector:
    sold = hub().articles["times_sold"].to_numpy()
    return np.argsort(-sold, kind="stable").astype(np.int32)
