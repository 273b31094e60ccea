"""Prepares what the first visitors would wait for, once, in a thread, when the server starts.

Shopper comes last, as scikit-learn, which its saved recommenders need, takes seconds to import. PyTorch takes longer,
and no screen imports it.
"""

import logging

from PIL import Image

from stylehub_core.catalog.thumbnails import HEIGHT, WIDTH, jpeg
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.figures import K
from stylehub_core.models.contract import PICTURE_MODEL
from stylehub_core.request import Request
from stylehub_core.search.filters import COLUMNS
from stylehub_core.search.recipe import Page
from stylehub_core.shopper.moment import usual_recommenders
from ui import resources
from ui.compare.view import usual_pair
from ui.evaluation.data import view_of
from ui.evaluation.view import PROTOCOLS, usual_protocol
from ui.lesson import view as _lesson  # noqa: F401 - so that no visitor waits for the import
from ui.map.layers import COLOURINGS
from ui.map.scene import base_of, panel_of
from ui.map.view import mapped_models
from ui.search.filters import OFFERED
from ui.shopper.choices import initial_moment
from ui.shopper.find import kinds_of_moment

_LOG = logging.getLogger("stylehub")


def warm_up() -> None:
    """Compute each screen's first view, and load the indexes and the text encoder. Raises NotBuiltError."""
    hub = resources.hub()
    if not hub.ready:
        return
    for step in (_home, _evaluation, _compare, _map, _search, _picture, _outfit, _shopper):
        try:
            step(hub)
        except StyleHubError as error:  # such as something not built yet; its screen says so
            _LOG.info("Not warmed up: %s", error)


def _home(_: Hub) -> None:
    resources.popular_rows(1)
    resources.product_count()
    resources.examples()


def _shopper(hub: Hub) -> None:
    serving = resources.serving(hub, initial_moment(hub))
    kinds_of_moment(serving)
    for name in usual_recommenders(serving.ready()):
        serving.blender(name)


def _outfit(hub: Hub) -> None:
    """What the rules of taste read of each article takes seconds on a large catalogue."""
    outfitting = resources.outfitting(hub)
    outfitting.looks(outfitting.start(), 1)


def _evaluation(hub: Hub) -> None:
    view = view_of(hub, PROTOCOLS[usual_protocol(hub)], K, blended=True)
    if view.standing.outcomes:
        view.comparison("")


def _compare(hub: Hub) -> None:
    if len(hub.ready) > 1:
        resources.agreement_of(hub, *usual_pair(hub.ready))


def _map(hub: Hub) -> None:
    mapped = mapped_models(hub)
    if mapped:
        base_of(hub)
        panel_of(hub, mapped[0], next(iter(COLOURINGS)), "")


def _search(hub: Hub) -> None:
    for name in OFFERED:
        resources.filter_options(COLUMNS[name])
    for name in hub.ready:
        if "text" in hub.opened(name).uses:
            hub.search(Request("warm"), name, Page(1))


def _picture(hub: Hub) -> None:
    """The picture encoder takes a second to be compiled."""
    if PICTURE_MODEL in hub.ready:
        picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
        hub.search(Request(picture=jpeg(picture)), PICTURE_MODEL, Page(1))
