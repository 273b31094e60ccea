"""The floor: the text encoder alone, with nothing learned."""

from pathlib import Path

from stylehub_core.models.contract import FIRST_MODEL, Fitted, Model
from stylehub_core.models.own_space import OwnSpace
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


class RawText(Model):
    name = FIRST_MODEL
    title = "Raw text"
    about = "The text encoder alone, before any training: the floor for all other models."
    order = 0
    words_rank = 1
    recipe = "floor"

    @property
    def config(self) -> object:
        return ()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        vectors = world.sentences
        progress("raw text", 1, 1)
        return Fitted(vectors, {"text": OwnSpace()}, facts={"dimensions": vectors.shape[1]})
