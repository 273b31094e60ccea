"""One article being drawn: its look, its fabric and its canvas."""

from dataclasses import dataclass
from random import Random

from stylehub_core.sample.drawing.canvas import Canvas
from stylehub_core.sample.drawing.fabric import Fabric
from stylehub_core.sample.drawing.outline import Point
from stylehub_core.sample.look import Detail, Look, Motif, Pattern


@dataclass(frozen=True)
class Cut:
    look: Look
    fabric: Fabric
    canvas: Canvas

    @property
    def rng(self) -> Random:
        return self.canvas.rng

    def has(self, *details: Detail) -> bool:
        """Whether the look shows any of `details`."""
        return any(detail in self.look.details for detail in details)

    @property
    def printed(self) -> bool:
        """Whether the front has a single motif."""
        look = self.look
        return look.pattern in (Pattern.FRONT_PRINT, Pattern.PLACEMENT_PRINT) or (
            look.pattern is Pattern.SOLID and look.motif in (Motif.TEXT, Motif.ANIMAL)
        )

    def loose(self, points: list[Point], amount: float = 1.3) -> list[Point]:
        """`points`, each shifted slightly, as cloth lies."""
        shake = self.rng.uniform
        return [(x + shake(-amount, amount), y + shake(-amount, amount), *corner) for x, y, *corner in points]

    def near(self, value: float, share: float = 0.04) -> float:
        """`value`, varied slightly."""
        return value * self.rng.uniform(1 - share, 1 + share)
