"""The parts that all shoes share: the pair, its position on the ground, and its sole."""

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker, luma
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Line, Point, curve, shape

PAIR = ((34.0, -58.0, 6.0), (-14.0, 0.0, 14.0))  # shift and height of the far and the near shoe


def placed_at(points: list[Point], x: float, y: float) -> list[Point]:
    return [(px + x, py + y, *corner) for px, py, *corner in points]


def put(
    cut: Cut, points: list[Point], dx: float, dy: float, surface: Surface, level: float, angle: float = 0.0
) -> Line:
    line = shape(placed_at(points, dx, dy))
    cut.canvas.part(line, surface, level, angle)
    return line


def rubber_of(cut: Cut) -> Surface:
    white = cut.look.second_colour if luma(cut.look.second_colour) > 0.6 else "#efece4"
    return Surface(white, gloss=0.15)


def sole(cut: Cut, dx: float, dy: float, level: float, thick: float, surface: Surface | None = None) -> None:
    canvas = cut.canvas
    sole: list[Point] = [
        (-130, -thick + 2, 1),
        (-60, -thick + 4),
        (40, -thick + 4),
        (121, -thick + 1, 1),
        (124, -8),
        (112, 0, 1),
        (-96, 0, 1),
        (-122, -7),
        (-132, -thick + 10),
    ]
    rubber = surface or rubber_of(cut)
    put(cut, sole, dx, dy, rubber, level + 3)
    canvas.line(
        curve(placed_at([(-128, -thick + 4), (-60, -thick + 6), (40, -thick + 6), (120, -thick + 3)], dx, dy)),
        "#000000",
        1.2,
        0.16,
    )
    canvas.line(
        curve(placed_at([(-124, -7), (-60, -5.5), (40, -5.5), (118, -7)], dx, dy)),
        darker(rubber.colour, 0.45),
        1.8,
        0.5,
    )
