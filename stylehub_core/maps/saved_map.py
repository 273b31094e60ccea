"""Draws a model's map, saves it and loads it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.files import write_json
from stylehub_core.maps.clusters import Clusters, clusters, label_positions
from stylehub_core.maps.faithfulness import Faithfulness, neighbourhood_preservation, trustworthiness
from stylehub_core.maps.umap import project
from stylehub_core.progress import Progress, silent

VERSION = 1
"""Increased when a code change affects maps, so that existing ones are drawn again."""

MAP_SEED = 7


@dataclass(frozen=True, eq=False)
class ArticleMap:
    """The map of a model.

    coordinates: (articles, 2).
    clusters: the articles' clusters and their names.
    label_places: (clusters, 2) where the names are written.
    trustworthiness, preservation: how far the map can be trusted; None if there are too few articles to tell.
    """

    coordinates: FloatMatrix
    clusters: Clusters
    label_places: FloatMatrix
    trustworthiness: Faithfulness | None
    preservation: Faithfulness | None

    def save(self, folder: Path) -> None:
        np.save(folder / "coordinates.npy", self.coordinates, allow_pickle=False)
        np.save(folder / "clusters.npy", self.clusters.labels, allow_pickle=False)
        notes = {
            "names": self.clusters.names,
            "label_places": self.label_places.tolist(),
            "trustworthiness": self.trustworthiness and asdict(self.trustworthiness),
            "preservation": self.preservation and asdict(self.preservation),
        }
        write_json(folder / "map.json", notes)

    @classmethod
    def load(cls, folder: Path, articles: int) -> "ArticleMap":
        """The map in `folder`. Raises WorkspaceError if it is damaged or of another catalogue."""
        try:
            coordinates = np.load(folder / "coordinates.npy", allow_pickle=False)
            labels: IntVector = np.load(folder / "clusters.npy", allow_pickle=False)
            notes = json.loads((folder / "map.json").read_text())
            places = np.array(notes["label_places"], dtype=np.float32).reshape(-1, 2)
            grouped = Clusters(labels, tuple(notes["names"]))
            trust, kept = (notes[key] and Faithfulness(**notes[key]) for key in ("trustworthiness", "preservation"))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise WorkspaceError(f"The map in {folder} is damaged ({error}): delete it and build again.") from error
        if coordinates.shape != (articles, 2) or labels.shape != (articles,):
            raise WorkspaceError(f"The map in {folder} is of another catalogue: delete it and build again.")
        return cls(coordinates, grouped, places, trust, kept)


def draw_map(
    vectors: FloatMatrix, articles: pd.DataFrame, neighbours: IntMatrix, progress: Progress = silent
) -> ArticleMap:
    """The map of a model. vectors: (n, d) unit rows; neighbours: (n, k) the model's neighbour lists."""
    coordinates = project(vectors, MAP_SEED, progress, neighbours=neighbours)
    grouped = clusters(vectors, articles)
    places = label_positions(coordinates, grouped.labels, len(grouped.names))
    progress("faithfulness", 0, 1)
    try:
        trust, kept = trustworthiness(vectors, coordinates), neighbourhood_preservation(vectors, coordinates)
    except QueryError:  # too few articles for a neighbourhood
        return ArticleMap(coordinates, grouped, places, None, None)
    return ArticleMap(coordinates, grouped, places, trust, kept)
