"""The mean cosine of articles in the space of any model: a floor for each of them."""

from pathlib import Path

from stylehub_core.config import as_json
from stylehub_core.models.contract import Model
from stylehub_core.models.world import World
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.mean_cosine import FittedMeanCosine, MeanCosine
from stylehub_core.progress import Progress, silent

SUFFIX = "-cosine"
"""Of the names of these floors, after the model's."""


class ModelCosine(SetScorer):
    """The floor of a model, which is fitted on the world at hand."""

    order = 4
    is_floor = True
    caution = MeanCosine.caution

    def __init__(self, model: Model) -> None:
        self._model = model
        self.name, self.title = model.name + SUFFIX, f"Mean cosine, {model.title}"  # type: ignore[misc]
        self.about = f"How alike the articles are for {model.title}."  # type: ignore[misc]
        self.needs = model.needs  # type: ignore[misc]

    @property
    def config(self) -> object:
        return {"model": as_json(self._model.config), "version": self._model.version}

    @property
    def encoders(self) -> tuple[str, ...]:
        return self._model.encoders

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedMeanCosine:
        return FittedMeanCosine(self._model.fit(world, folder, progress).vectors)

    def load(self, folder: Path, articles: int) -> FittedMeanCosine:
        return MeanCosine().load(folder, articles)
