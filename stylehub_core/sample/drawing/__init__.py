"""Draws an article's picture."""

from stylehub_core.sample.drawing.draw import draw

__all__ = ["draw"]
