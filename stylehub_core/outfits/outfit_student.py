"""The small set encoder of Kim et al. 2021, which learns from outfits and from what a teacher makes of negatives."""

from dataclasses import dataclass, field
from pathlib import Path

from stylehub_core.config import Configured
from stylehub_core.models.world import World
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.set_learning import Distilled, SetLearning, learn_sets
from stylehub_core.outfits.visible import times_worn, visible_outfits
from stylehub_core.progress import Progress, silent
from stylehub_core.training.outfit_config import SetEncoderConfig


@dataclass(frozen=True)
class StudentConfig:
    """alpha: how much less false negatives count; 0 to learn without a teacher. See `false_negatives.log_weights`.

    teacher: of the one that it fits for itself; a build has it learn from the teacher that was built.
    """

    learning: SetLearning = field(default_factory=lambda: SetLearning(SetEncoderConfig(width=48, blocks=1)))
    alpha: float = 1.0
    teacher: SetLearning = field(default_factory=SetLearning)


class OutfitStudent(Configured[StudentConfig], SetScorer):
    name = "outfit-student"
    title = "Outfit student"
    about = "A small, fast set encoder that learned which wrong answers its teacher finds right."
    order = 41
    needs = OutfitTeacher.needs
    uses_customers = True
    teacher = OutfitTeacher.name
    default = StudentConfig()

    def __init__(self, config: StudentConfig | None = None, teacher: FittedEncodedSets | None = None) -> None:
        """teacher: fitted on the same world; None to fit one where the config needs it."""
        super().__init__(config)
        self._teacher = teacher

    def taught(self, teacher: FittedSetScorer) -> "OutfitStudent":
        assert isinstance(teacher, FittedEncodedSets)
        return OutfitStudent(self._config, teacher)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedEncodedSets:
        config = self._config
        distilled = Distilled(self._fitted_teacher(world, folder, progress), config.alpha) if config.alpha else None
        outfits, sold = visible_outfits(world), times_worn(world)
        checkpoint = folder / "checkpoint.safetensors"
        return learn_sets(world, outfits, sold, config.learning, checkpoint, progress, distilled)

    def _fitted_teacher(self, world: World, folder: Path, progress: Progress) -> FittedEncodedSets:
        if self._teacher is not None:
            return self._teacher
        own = folder / "refit"
        own.mkdir(exist_ok=True)
        return OutfitTeacher(self._config.teacher).fit(world, own, progress)

    def load(self, folder: Path, articles: int) -> FittedEncodedSets:
        return FittedEncodedSets.load(folder, articles)
