"""The stages of a build: each makes one result from the workspace's earlier results."""

from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from stylehub_core.alignment.cross_fit import AlignmentConfig
from stylehub_core.alignment.saved import save_alignment
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.pictures import make_thumbnails
from stylehub_core.catalog.placeholders import make_placeholders
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.config import as_json
from stylehub_core.evaluation.model_report import evaluate_model
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.files import write_json
from stylehub_core.hub.known_models import known_model
from stylehub_core.maps.saved_map import draw_map
from stylehub_core.models.aligned import aligned
from stylehub_core.models.contract import Model
from stylehub_core.models.saved import SavedModel, save
from stylehub_core.models.world import World, open_world
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.registry import set_scorer
from stylehub_core.progress import Progress
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.neighbours import neighbour_lists
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.recipe import SearchedCatalog
from stylehub_core.workspace import Workspace

NEIGHBOURS = 50
"""Stored neighbours of each article; agreement curves are this deep."""


class Context:
    """The stages' shared inputs. Each public method writes one stage's result to a folder and returns its facts."""

    def __init__(self, workspace: Workspace, data: Path, encoder: TextEncoder) -> None:
        self.workspace, self.data, self.encoder = workspace, data, encoder

    @cached_property
    def _catalog(self) -> Catalog:
        return Catalog.open(self.workspace.get("catalog").folder)

    def catalog(self, folder: Path, progress: Progress) -> dict[str, Any]:
        summary = import_kaggle(self.data, folder, progress)
        return {
            "articles": summary.articles,
            "customers": summary.customers,
            "transactions": summary.transactions,
            "outfits": summary.outfits,
        }

    def prices(self, unit: PriceUnit, folder: Path) -> dict[str, Any]:
        unit.save(folder)
        return asdict(unit)

    def lexical(self, folder: Path, progress: Progress) -> dict[str, Any]:
        progress("word index", 0, 1)
        LexicalIndex.build(self._catalog.articles).save(folder)
        CatalogueWords.of(self._catalog.articles).save(folder)
        return {"articles": len(self._catalog)}

    def pictures(self, folder: Path, progress: Progress) -> dict[str, Any]:
        report = make_thumbnails(self.data, list(self._catalog.ids), folder, progress)
        articles = self._catalog.articles
        kinds = set(
            zip(articles["product_group_name"].astype(str), articles["colour_group_name"].astype(str), strict=True)
        )
        make_placeholders(folder, sorted(kinds))
        return {
            "pictured": len(report.pictured),
            "missing": len(report.missing),
            "corrupt": [asdict(picture) for picture in report.corrupt],
        }

    def alignment(self, config: AlignmentConfig, folder: Path, progress: Progress) -> dict[str, Any]:
        found = aligned(self._world_with(progress), config, folder, progress)
        save_alignment(found, folder)
        return {"articles": len(found.rows), "aspects": [aspect.name for aspect in found.aspects]}

    def model(self, name: str, folder: Path, progress: Progress) -> dict[str, Any]:
        model = known_model(self.workspace, name)
        fitted = model.fit(self._world_with(progress), folder, progress)
        save(fitted, folder)
        VectorIndex.build(fitted.vectors).save(folder / "index.faiss")
        progress("neighbours", 0, 1)
        np.save(folder / "neighbours.npy", neighbour_lists(fitted.vectors, NEIGHBOURS, progress), allow_pickle=False)
        if "texts" in model.needs:
            progress("encoder for searches", 0, 1)
            self.encoder.prepare_queries()
        source = self.encoder.config.source
        return {
            "model": name,
            "config": model.config,
            "encoder": source,
            "ids_key": self._catalog.ids_key,
            **fitted.facts,
        }

    def set_scorer(self, scorer: SetScorer, folder: Path, progress: Progress) -> dict[str, Any]:
        if scorer.teacher:
            built = self.workspace.get(f"outfits/{scorer.teacher}").folder
            scorer = scorer.taught(set_scorer(scorer.teacher).load(built, len(self._catalog)))
        scorer.fit(self._world_with(progress), folder, progress).save(folder)
        return {"set_scorer": scorer.name, "config": as_json(scorer.config)}

    def map(self, name: str, folder: Path, progress: Progress) -> dict[str, Any]:
        saved = self._saved(name)
        neighbours = np.load(saved.folder / "neighbours.npy", allow_pickle=False)
        drawn = draw_map(np.asarray(saved.vectors), self._catalog.articles, neighbours, progress)
        drawn.save(folder)
        return {"model": name, "clusters": len(drawn.clusters.names)}

    def metrics(self, name: str, folder: Path, progress: Progress) -> dict[str, Any]:
        model, world = known_model(self.workspace, name), self._world_with(progress)
        report = evaluate_model(model, self._opened(model), self._searched, world, folder / "refit", progress)
        write_json(folder / "metrics.json", report)
        return {"model": name}

    @cached_property
    def _searched(self) -> SearchedCatalog:
        lexical = LexicalIndex.load(self.workspace.get("lexical").folder, rows=len(self._catalog))
        return SearchedCatalog(self._catalog, self._catalog.articles, lexical)

    def _opened(self, model: Model) -> OpenedModel:
        return OpenedModel.open(model.title, self._saved(model.name), self.encoder)

    def _saved(self, name: str) -> SavedModel:
        return SavedModel.load(self.workspace.get(f"model/{name}").folder, len(self._catalog))

    def _world_with(self, progress: Progress) -> World:
        return open_world(self.workspace, self._catalog, self.encoder, progress)
