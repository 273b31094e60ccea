"""Outfit: looks from an article, a text, a picture, a customer or nothing, to change article by article."""

from ui.outfit.view import outfit_screen
from ui.shell import open_page

with open_page("Outfit") as hub:
    outfit_screen(hub)
