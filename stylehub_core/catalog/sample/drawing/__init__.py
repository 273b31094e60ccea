"""Draws an article's picture."""

from stylehub_core.catalog.sample.drawing.draw import draw

__all__ = ["draw"]
