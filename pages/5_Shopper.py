"""Shopper: one customer's wardrobe, and what up to three recommenders would show next, with reasons."""

from ui.shell import open_page
from ui.shopper.view import shopper_screen

with open_page("Shopper") as hub:
    shopper_screen(hub)
