"""Map: one or two models as maps, with the selected articles below."""

from ui.map.view import map_screen
from ui.shell import open_page

with open_page("Map") as hub:
    map_screen(hub)
