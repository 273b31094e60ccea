"""Beauty and care."""

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker, lighter, mix
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.motif import lettering, placed
from stylehub_core.sample.drawing.outline import box, curve, ribbon, shape, whole


def label(cut: Cut, x: float, y: float, size: float, ink: str) -> None:
    cut.canvas.raw(placed(lettering(cut.rng, (ink,)), x, y, size))


def lipstick(cut: Cut) -> None:
    canvas = cut.canvas
    black = Surface(mix("#1b1b1e", cut.look.second_colour, 0.25), gloss=0.9)
    colour = Surface(cut.look.colour, gloss=0.45)
    canvas.part(shape([(-20, -30, 1), (-20, -92), (-14, -122), (8, -140), (19, -124), (20, -30, 1)]), colour, 10)
    canvas.part(
        shape([(-14, -118), (6, -136), (16, -122), (-2, -108)]), Surface(lighter(cut.look.colour, 0.15), gloss=0.4), 13
    )
    canvas.part(box(-23, -50, 46, 52, 2), cut.fabric.metal, 12)
    canvas.part(box(-30, 0, 60, 108, 4), black, 14)
    canvas.part(box(62, -18, 60, 126, 5), black, 12)
    label(cut, 0, 62, 20, cut.fabric.metal.colour)
    for x in (0, 92):
        canvas.bulge(ribbon(curve([(x - 12, 0), (x - 12, 106)]), 14), 4)


def nail_polish(cut: Cut) -> None:
    canvas = cut.canvas
    canvas.part(
        shape(whole([(0, -6), (16, -4), (50, 8), (58, 40), (58, 92), (46, 104), (0, 106)])),
        Surface(lighter(cut.look.colour, 0.4), gloss=0.9),
        9,
    )
    canvas.part(
        shape(whole([(0, 4), (14, 5), (44, 15), (51, 42), (51, 88), (42, 97), (0, 99)])),
        Surface(cut.look.colour, gloss=0.8),
        11,
    )
    cap_colour = Surface(mix("#202024", cut.look.second_colour, 0.2), gloss=0.6)
    canvas.part(shape(whole([(0, -136), (17, -134), (20, -70), (25, -4, 1), (0, -2)])), cap_colour, 14)
    canvas.bulge(ribbon(curve([(-8, -130), (-9, -8)]), 9), 4)
    canvas.glow(-26, 48, 12, 38, "#ffffff", 0.45)
    label(cut, 0, 62, 26, "#f6f3ee")


def care_spray(cut: Cut) -> None:
    canvas = cut.canvas
    bottle = Surface(cut.look.colour, gloss=0.6)
    canvas.part(
        shape(whole([(0, -60), (22, -58), (30, -40), (52, -22), (56, 20), (56, 150), (48, 162), (0, 164)])), bottle, 11
    )
    canvas.bulge(ribbon(curve([(-30, -10), (-30, 150)]), 26), 5)
    trigger = Surface(mix("#f2f2f0", cut.look.second_colour, 0.4), gloss=0.3)
    canvas.part(box(-17, -86, 34, 30, 3), trigger, 13)
    canvas.part(shape([(-30, -116), (20, -122), (42, -108), (36, -88), (-18, -84), (-50, -98)]), trigger, 15)
    canvas.part(shape([(-34, -96), (-24, -92), (-30, -64), (-44, -44), (-50, -50), (-40, -70)]), trigger, 13)
    canvas.part(box(-42, 24, 84, 92, 3), Surface("#f7f5f0"), 12)
    label(cut, 0, 52, 34, darker(cut.look.colour, 0.35))
    for y in (76, 86, 96):
        canvas.line(curve([(-26, y), (26, y)]), "#7c7c7c", 1.6, 0.5)
