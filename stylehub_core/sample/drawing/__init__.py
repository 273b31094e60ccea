"""Draws the pictures of articles."""

from stylehub_core.sample.drawing.draw import draw

__all__ = ["draw"]
