"""One shared, read-only object through which screens and commands read a workspace."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.alignment.saved import load_alignment
from stylehub_core.arrays import IntMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.pictures import PictureReport
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.catalog.prices import Prices
from stylehub_core.errors import NotBuiltError, QueryError, WorkspaceError
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder
from stylehub_core.hub.kept import Kept
from stylehub_core.hub.known_models import built_in_models, with_added
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.maps.saved_map import ArticleMap
from stylehub_core.models.contract import FIRST_MODEL, PICTURE_MODEL, Model
from stylehub_core.models.saved import SavedModel
from stylehub_core.models.world import World, open_world
from stylehub_core.progress import Progress, silent
from stylehub_core.registry import named
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.recipe import Mode, Order, Page, SearchedCatalog, search
from stylehub_core.search.results import Results
from stylehub_core.workspace import Artifact, Workspace


class Hub:
    """A workspace, open for reading. Its parts are loaded when first used."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder)
        self.settings = Settings.load(self.workspace)
        self._artifact = self.workspace.get("catalog")
        self.catalog = Catalog.open(self._artifact.folder)
        self.encoder = TextEncoder(EncoderConfig(self.settings.encoder), self.workspace.cache / "text")
        self._encoders = {self.settings.encoder: self.encoder}
        self._opened: Kept[OpenedModel] = Kept()
        self._stamp = ""
        self._values: dict[str, np.ndarray[Any, Any]] = {}
        self._known: dict[str, Model] | None = None
        self._artifacts: dict[str, Artifact] = {}

    # what is there -------------------------------------------------------------------------------------------

    @property
    def models(self) -> dict[str, Model]:
        """Every model of this workspace, built or not, by name, sorted by `order`."""
        self._read_again()
        assert self._known is not None
        return self._known

    @property
    def ready(self) -> list[str]:
        """Names of the models that are built, sorted by `order`."""
        self._read_again()
        return list(self._artifacts)

    def world(self, progress: Progress = silent) -> World:
        """Everything that a model may learn from."""
        return open_world(self.workspace, self.catalog, self.encoder, progress)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The catalogue's articles, with prices and price bands as people read them.

        has_picture says whether there is a thumbnail.
        """
        articles = self.catalog.articles.copy(deep=False)
        articles["price"], articles["price_band"] = self.prices.values, self.prices.bands
        pictured = self._pictured
        if pictured is not None:
            articles["has_picture"] = np.isin(self.catalog.ids, pictured)
        return articles

    @cached_property
    def prices(self) -> Prices:
        """What each article costs."""
        artifact = self.workspace.find("prices")
        return Prices.of(self.catalog.articles, PriceUnit.load(artifact.folder) if artifact else PriceUnit())

    def values(self, column: str) -> "np.ndarray[Any, Any]":
        """(articles,) a column of `articles` as plain values: single ones are found much faster than in the table."""
        if column not in self._values:
            series = self.articles[column]
            if isinstance(series.dtype, pd.CategoricalDtype) and not series.hasnans:  # equal texts share their memory
                self._values[column] = series.cat.categories.to_numpy(object)[series.cat.codes]
            else:
                self._values[column] = series.to_numpy(object)
        return self._values[column]

    @cached_property
    def _pictured(self) -> "np.ndarray[Any, Any] | None":
        artifact = self.workspace.find("pictures")
        return np.array(PictureReport.read(artifact.folder).pictured) if artifact else None

    @cached_property
    def pictures_folder(self) -> Path | None:
        """The folder of the thumbnails; None until they are made."""
        artifact = self.workspace.find("pictures")
        return artifact.folder if artifact else None

    def opened(self, name: str) -> OpenedModel:
        """The model called `name`, ready for requests. Raises ModelError if unknown, NotBuiltError if not built."""
        model = named(name, self.models, "model")
        artifact = self._artifacts.get(name)
        if artifact is None:
            raise NotBuiltError(
                f"The model '{name}' is not built yet: wait until the build has made it, or run "
                f"'python -m stylehub_core build --workspace {self.workspace.folder} --models {name}'."
            )
        return self._opened.get(name, artifact, lambda: self._open(model, artifact))

    def model(self, name: str) -> SavedModel:
        """The saved model called `name`. Raises as `opened`."""
        return self.opened(name).saved

    def facts(self, name: str) -> dict[str, Any]:
        """How the model was made: config, seed, time, versions and training results."""
        named(name, self.models, "model")
        return self.workspace.get(f"model/{name}").facts

    def neighbour_lists(self, name: str) -> IntMatrix:
        """(articles, 50) each article's nearest others in this model's space, best first, padded with -1."""
        named(name, self.models, "model")
        return self._array(self.workspace.get(f"model/{name}").folder / "neighbours.npy")

    def map(self, name: str) -> ArticleMap:
        """The model's map. Raises NotBuiltError if it is not made yet."""
        named(name, self.models, "model")
        return ArticleMap.load(self.workspace.get(f"map/{name}").folder, len(self.catalog))

    def metrics(self, name: str) -> dict[str, Any] | None:
        """The model's figures as evaluation.model_report writes them; None if they are not measured yet."""
        named(name, self.models, "model")
        artifact = self.workspace.find(f"metrics/{name}")
        if artifact is None:
            return None
        try:
            notes: dict[str, Any] = json.loads((artifact.folder / "metrics.json").read_text())
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                f"{artifact.folder / 'metrics.json'} is damaged ({error}): delete {artifact.folder} and build again."
            ) from error
        return notes

    def alignment(self) -> Alignment:
        """How well texts agree with pictures. Raises QueryError without pictures, NotBuiltError if it is not built."""
        if self._pictured is not None and not len(self._pictured):
            raise QueryError("This catalogue has no pictures, so there is nothing to compare its texts with.")
        artifact = self.workspace.find("alignment")
        if artifact is None:
            raise NotBuiltError(
                "Texts and pictures are not compared yet: wait for the build to finish, or run "
                f"'python -m stylehub_core build --workspace {self.workspace.folder}'."
            )
        return load_alignment(artifact.folder, len(self.catalog))

    # questions -----------------------------------------------------------------------------------------------

    def usual_model(self, request: Request) -> str:
        """The name of the model that answers if none is chosen. Raises QueryError for a picture if there are none."""
        return self.words_model() if request.picture is None else self.picture_model()

    def words_model(self) -> str:
        """The name of the model that answers words if none is chosen: the ready one with the highest `words_rank`.

        FIRST_MODEL, built or not, if no ready model has a rank.
        """
        models = self.models
        ranked = [name for name in self.ready if models[name].words_rank]
        return max(ranked, key=lambda name: models[name].words_rank, default=FIRST_MODEL)

    def picture_model(self) -> str:
        """The name of the model that answers a picture if none is chosen: PICTURE_MODEL, or the first ready that can.

        PICTURE_MODEL, built or not, if no model can. Raises QueryError if there are no pictures.
        """
        if self._pictured is not None and not len(self._pictured):
            raise QueryError("This catalogue has no pictures, so no model places pictures: use words.")
        ready = self.ready
        others = [] if PICTURE_MODEL in ready else ready
        return next((name for name in others if "picture" in self.opened(name).uses), PICTURE_MODEL)

    def search(
        self,
        request: Request,
        name: str = "",
        page: Page | None = None,
        *,
        filters: Filters | None = None,
        mode: Mode = "fused",
        order: Order | None = None,
        literally: bool = False,
    ) -> Results:
        """The articles for a request, as in search.recipe. Raises ModelError, NotBuiltError or QueryError.

        name: the model's; by default that of `usual_model`.
        """
        name = name or self.usual_model(request)
        model = None if mode == "words" and not request.like and name not in self.ready else self.opened(name)
        return search(
            self.searched, request, model, page or Page(), filters=filters, mode=mode, order=order, literally=literally
        )

    def neighbours(
        self, article_id: str, name: str = FIRST_MODEL, page: Page | None = None, *, filters: Filters | None = None
    ) -> Results:
        """The articles nearest to this one, without itself; Page(variants=False) leaves out its other colours too."""
        request = Request.like_rows([self.catalog.row_of(article_id)])
        return self.search(request, name, page or Page(12), filters=filters, mode="model")

    def bought_with(self, article_id: str, k: int = 12) -> pd.DataFrame:
        """(article row, times) of the articles most often bought by the same customer on the same day."""
        return self.catalog.bought_together(self.catalog.row_of(article_id), k)

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The word index. Raises NotBuiltError or WorkspaceError."""
        return LexicalIndex.load(self.workspace.get("lexical").folder, rows=len(self.catalog))

    @cached_property
    def searched(self) -> SearchedCatalog:
        """What a search needs besides the model."""
        words = CatalogueWords.opened(self.workspace.get("lexical").folder, self.catalog.articles)
        return SearchedCatalog(self.catalog, self.articles, self.lexical, self.prices, words, self.settings.encoder)

    # inside --------------------------------------------------------------------------------------------------

    @cached_property
    def _built_in(self) -> dict[str, Model]:
        return built_in_models(self.settings.overrides)

    def _read_again(self) -> None:
        """Read the models and their results again if something was published since the last time."""
        stamp = self.workspace.stamp
        if stamp != self._stamp or self._known is None:
            self._known = with_added(self._built_in, self.workspace)
            current = {name: self._current(name) for name in self._known}
            self._artifacts = {name: artifact for name, artifact in current.items() if artifact is not None}
            self._stamp = stamp

    def _current(self, name: str) -> Artifact | None:
        """The model's result; None if it is of other articles, as while changed data is being built."""
        artifact = self.workspace.find(f"model/{name}")
        if artifact is None:
            return None
        ids_key = self.catalog.ids_key
        return artifact if artifact.facts.get("ids_key", ids_key) == ids_key else None

    def _open(self, model: Model, artifact: Artifact) -> OpenedModel:
        saved = SavedModel.load(artifact.folder, len(self.catalog))
        return OpenedModel.open(model.title, saved, self._encoder(artifact))

    def _encoder(self, artifact: Artifact) -> TextEncoder:
        """The encoder that the model was built with: during a build with another encoder, models of both are in use."""
        source = artifact.facts.get("encoder", self.settings.encoder)
        if source not in self._encoders:
            self._encoders[source] = TextEncoder(EncoderConfig(source), self.workspace.cache / "text")
        return self._encoders[source]

    def _array(self, path: Path) -> IntMatrix:
        try:
            array: IntMatrix = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): delete {path.parent} and build again.") from error
        return array
