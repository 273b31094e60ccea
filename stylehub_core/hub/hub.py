"""Everything that a screen or a command asks of a workspace, behind one object that is read-only and shared."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from stylehub_core.arrays import BoolVector, FloatVector, IntMatrix, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.pictures import PictureReport
from stylehub_core.errors import NotBuiltError, QueryError, WorkspaceError
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder
from stylehub_core.hub.known_models import built_in_models, with_added
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.maps.saved_map import ArticleMap
from stylehub_core.models.contract import Model
from stylehub_core.models.saved import SavedModel
from stylehub_core.registry import named
from stylehub_core.search.filters import Filters
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.query import cleaned, code_match, exact_match, first_then, fuse, lexical_weight
from stylehub_core.search.why import shared_attributes
from stylehub_core.workspace import Artifact, Workspace

Mode = Literal["fused", "model", "words"]
"""How a text is searched: model and words together, the model's space alone, or the words alone."""

LARGEST_K = 1000
_DEPTH = 300  # results of each ranking that are fused


@dataclass(frozen=True)
class Result:
    """One article that was found. score: cosine, BM25 or fused, by `kind`; why: short reasons for people."""

    row: int
    article_id: str
    rank: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """kind: what the scores are; allowed: how many articles passed the filters; note: for the person, or ''."""

    items: tuple[Result, ...]
    kind: Literal["cosine", "bm25", "fused"]
    allowed: int
    note: str = ""

    @property
    def rows(self) -> IntVector:
        return np.array([item.row for item in self.items], dtype=np.int32)


class Hub:
    """A workspace, open for reading. Parts are loaded when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder)
        self.settings = Settings.load(self.workspace)
        self._artifact = self.workspace.get("catalog")
        self.catalog = Catalog.open(self._artifact.folder)
        self.encoder = TextEncoder(EncoderConfig(self.settings.encoder), self.workspace.cache / "text")
        self._encoders = {self.settings.encoder: self.encoder}
        self._models: dict[str, tuple[str, SavedModel, VectorIndex]] = {}
        self._lexical: LexicalIndex | None = None

    # what is there -------------------------------------------------------------------------------------------

    @staticmethod
    def version(folder: Path) -> str:
        """A text that changes whenever a stage of the workspace is published: the key for caches."""
        workspace = Workspace(folder)
        return "|".join(f"{s}={(workspace.folder / 'stages' / s / 'current').read_text()}" for s in workspace.stages())

    @property
    def models(self) -> dict[str, Model]:
        """What is known of every model of this workspace, built or not, by name, in their order."""
        return with_added(self._built_in, self.workspace)

    @property
    def ready(self) -> list[str]:
        """Names of the models that can be asked, in their order."""
        return [name for name in self.models if self._served(name)]

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The catalogue's articles; has_picture as the thumbnails tell it."""
        articles = self.catalog.articles.copy(deep=False)
        pictured = self._pictured
        if pictured is not None:
            articles["has_picture"] = np.isin(self.catalog.ids, pictured)
        return articles

    @cached_property
    def _pictured(self) -> "np.ndarray[Any, Any] | None":
        found = self.workspace.find("pictures")
        return np.array(PictureReport.read(found.folder).pictured) if found else None

    @cached_property
    def pictures_folder(self) -> Path | None:
        """Where the thumbnails are; None until they are made."""
        found = self.workspace.find("pictures")
        return found.folder if found else None

    def model(self, name: str) -> SavedModel:
        """The model called `name`; ModelError for an unknown one, NotBuiltError for one not built."""
        return self._loaded(name)[0]

    def index(self, name: str) -> VectorIndex:
        return self._loaded(name)[1]

    def facts(self, name: str) -> dict[str, Any]:
        """How the model was made: config, seed, time, versions, what its training found."""
        named(name, self.models, "model")
        return self.workspace.get(f"model/{name}").facts

    def neighbour_lists(self, name: str) -> IntMatrix:
        """(articles, 50) each article's nearest others in this model's space, best first, -1 where there are fewer."""
        named(name, self.models, "model")
        return self._array(self.workspace.get(f"model/{name}").folder / "neighbours.npy")

    def map(self, name: str) -> ArticleMap:
        """The model's map; NotBuiltError where it is not made yet."""
        named(name, self.models, "model")
        return ArticleMap.load(self.workspace.get(f"map/{name}").folder, len(self.catalog))

    def metrics(self, name: str) -> dict[str, Any] | None:
        """The model's measured figures as evaluation.report writes them; None where they are not made yet."""
        named(name, self.models, "model")
        found = self.workspace.find(f"metrics/{name}")
        if found is None:
            return None
        try:
            notes: dict[str, Any] = json.loads((found.folder / "metrics.json").read_text())
        except (OSError, ValueError) as error:
            raise WorkspaceError(
                f"{found.folder / 'metrics.json'} is damaged ({error}): delete {found.folder} and build again."
            ) from error
        return notes

    # questions -----------------------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        name: str = "raw-text",
        *,
        k: int = 24,
        filters: Filters | None = None,
        mode: Mode = "fused",
        offset: int = 0,
    ) -> Results:
        """Articles for a text: those it names exactly, then the ranking of `mode`; filters before the search.

        After an article's id come the articles nearest to it.
        """
        k = _checked_k(k, offset)
        query = cleaned(text)
        allowed = self._allowed(filters)
        depth = max(_DEPTH, k + offset)
        exact = exact_match(self.articles, query.text)
        by_id = len(exact) > 0 and len(code_match(self.articles, query.text)) > 0
        dense = words = None
        if mode != "words" or by_id:
            index = self.index(name)
            vector = index.vectors[exact[0]] if by_id else self.model(name).embed(query.text, self._encoder_of(name))
            dense = index.search(vector[None], depth, allowed=allowed).of()
        if mode != "model" and not by_id:
            words = self.lexical.search(query.text, depth, allowed).of()
        rows, scores = _combine(dense, words, lexical_weight(self.lexical.coverage(query.text)), depth)
        ordered = first_then(exact, rows, k + offset, allowed=allowed)[offset:]
        score_of = dict(zip(rows.tolist(), scores.tolist(), strict=True))
        best = float(scores.max()) if len(scores) else 1.0
        items = tuple(
            Result(
                row,
                str(self.catalog.ids[row]),
                offset + place + 1,
                score_of.get(row, best),
                self._why_text(query.text, row, row in exact),
            )
            for place, row in enumerate(ordered.tolist())
        )
        kind: Literal["cosine", "bm25", "fused"] = "fused" if dense and words else "cosine" if dense else "bm25"
        return Results(items, kind, self._count(allowed), query.note)

    def neighbours(
        self,
        article_id: str,
        name: str = "raw-text",
        *,
        k: int = 12,
        filters: Filters | None = None,
        variants: bool = True,
        offset: int = 0,
    ) -> Results:
        """The articles nearest to one, itself left out, and with variants=False its other colours too."""
        k = _checked_k(k, offset)
        row = self.catalog.row_of(article_id)
        index = self.index(name)
        left_out = np.array([row], dtype=np.int32)
        if not variants:
            left_out = np.concatenate([left_out, self.catalog.variants(row)])
        allowed = self._allowed(filters)
        hits = index.search(index.vectors[row][None], k + offset, allowed=allowed, exclude=left_out)
        all_rows, all_scores = hits.of()
        rows, scores = all_rows[offset:], all_scores[offset:]
        together = dict(self.catalog.bought_together(row, 10_000).itertuples(index=False)) if len(rows) else {}
        shared = shared_attributes(self.articles, row, rows)
        items = tuple(
            Result(
                int(one),
                str(self.catalog.ids[one]),
                offset + place + 1,
                float(score),
                (*why, *_together(together, one)),
            )
            for place, (one, score, why) in enumerate(zip(rows, scores, shared, strict=True))
        )
        return Results(items, "cosine", self._count(allowed))

    def bought_with(self, article_id: str, k: int = 12) -> pd.DataFrame:
        """(article row, times) most often bought on the same day by the same customer."""
        return self.catalog.bought_together(self.catalog.row_of(article_id), k)

    @property
    def lexical(self) -> LexicalIndex:
        if self._lexical is None:
            self._lexical = LexicalIndex.load(self.workspace.get("lexical").folder, rows=len(self.catalog))
        return self._lexical

    # inside --------------------------------------------------------------------------------------------------

    @cached_property
    def _built_in(self) -> dict[str, Model]:
        return built_in_models()

    def _served(self, name: str) -> Artifact | None:
        """The model's result, unless it is of other articles: a build of changed data is then on its way."""
        found = self.workspace.find(f"model/{name}")
        of_these = found is not None and found.facts.get("ids_key", self.catalog.ids_key) == self.catalog.ids_key
        return found if of_these else None

    def _loaded(self, name: str) -> tuple[SavedModel, VectorIndex]:
        named(name, self.models, "model")
        artifact = self._served(name)
        if artifact is None:
            raise NotBuiltError(
                f"The model '{name}' is not built yet: it appears here when the build has made it, or run "
                f"'python -m stylehub_core build --workspace {self.workspace.folder} --models {name}'."
            )
        kept = self._models.get(name)
        if kept is None or kept[0] != artifact.fingerprint:
            saved = SavedModel.load(artifact.folder, len(self.catalog))
            index = VectorIndex.load(
                artifact.folder / "index.faiss", rows=len(self.catalog), dimensions=saved.vectors.shape[1]
            )
            kept = self._models[name] = (artifact.fingerprint, saved, index)
        return kept[1], kept[2]

    def _encoder_of(self, name: str) -> TextEncoder:
        """The encoder that the model was built with: while a build with another one runs, models of both are served."""
        source = self.facts(name).get("encoder", self.settings.encoder)
        if source not in self._encoders:
            self._encoders[source] = TextEncoder(EncoderConfig(source), self.workspace.cache / "text")
        return self._encoders[source]

    def _allowed(self, filters: Filters | None) -> BoolVector | None:
        return None if filters is None or filters.is_empty else filters.mask(self.articles)

    def _count(self, allowed: BoolVector | None) -> int:
        return len(self.catalog) if allowed is None else int(allowed.sum())

    def _why_text(self, text: str, row: int, exact: bool) -> tuple[str, ...]:
        matched = self.lexical.matched(text, row)
        return ("named exactly", *matched) if exact else matched or ("similar meaning",)

    def _array(self, path: Path) -> IntMatrix:
        try:
            found: IntMatrix = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): delete {path.parent} and build again.") from error
        return found


def _combine(
    dense: tuple[IntVector, FloatVector] | None,
    words: tuple[IntVector, FloatVector] | None,
    weight: float,
    depth: int,
) -> tuple[IntVector, FloatVector]:
    if dense is not None and words is not None:
        return fuse([(dense[0], 1.0), (words[0], weight)], depth)
    found = dense if dense is not None else words
    assert found is not None
    return found


def _together(times: dict[int, int], row: int) -> tuple[str, ...]:
    count = times.get(int(row), 0)
    return (f"bought together {count} time{'s' if count != 1 else ''}",) if count else ()


def _checked_k(k: int, offset: int) -> int:
    if k < 1 or k > LARGEST_K:
        raise QueryError(f"{k} results were asked for: give a number from 1 to {LARGEST_K:,}.")
    if offset < 0:
        raise QueryError(f"The offset is {offset}: it cannot be negative.")
    return k
