"""Pictures of a run's views."""

import io

import numpy as np
from PIL import Image

from stylehub_core.lesson.views.run import ViewRun

_ENLARGED = 4  # pixels on the screen for each that the network sees
_GAP = 8


def sheet(run: ViewRun) -> bytes:
    """A PNG: a column for each picture, with the picture on top and its two views below."""
    count, rows, side = run.views.shape[:3]
    tile = side * _ENLARGED
    size = (count * (tile + _GAP) - _GAP, rows * (tile + _GAP) - _GAP)
    drawn = Image.new("RGBA", size)
    for column, pictures in enumerate(run.views):
        for row, levels in enumerate(pictures):
            large = Image.fromarray(np.ascontiguousarray(levels)).resize((tile, tile), Image.Resampling.BICUBIC)
            drawn.paste(large, (column * (tile + _GAP), row * (tile + _GAP)))
    content = io.BytesIO()
    drawn.save(content, "PNG")
    return content.getvalue()
