from ui.map_view import map_screen
from ui.shell import open_page

with open_page("Map", icon=":material/scatter_plot:") as hub:
    map_screen(hub)
