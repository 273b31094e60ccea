"""What the first people would wait for, made before they come: in a thread, once, when the server starts."""

import logging

from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.figures import K
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from stylehub_core.shopper.moment import usual_recommenders
from ui import resources
from ui.compare.view import usual_pair
from ui.evaluation.data import view
from ui.evaluation.view import PROTOCOLS, usual_protocol
from ui.lesson import view as _lesson  # noqa: F401 - so that no person waits for the import
from ui.map.layers import COLOURINGS
from ui.map.scene import base_of, panel_of
from ui.map.view import mapped_models
from ui.shopper.choices import moment_at_first

_LOG = logging.getLogger("stylehub")


def warm_up() -> None:
    """Load the text encoder and the indexes, and make what every screen shows at first. Raises NotBuiltError."""
    hub = resources.hub()
    if not hub.ready:
        return
    for step in (_search, _shopper, _evaluation, _compare, _map):
        try:
            step(hub)
        except StyleHubError as error:  # such as what is not built yet: its screen says so
            _LOG.info("Not warmed up: %s", error)


def _search(hub: Hub) -> None:
    for name in hub.ready:
        hub.search(Request("warm"), name, Page(1))
    resources.popular_rows(1)
    resources.examples()


def _shopper(hub: Hub) -> None:
    serving = resources.serving(hub, moment_at_first(hub))
    for name in usual_recommenders(serving.ready()):
        serving.blender(name)


def _evaluation(hub: Hub) -> None:
    found = view(hub, PROTOCOLS[usual_protocol(hub)], K, blended=True)
    if found.standing.outcomes:
        found.comparison("")


def _compare(hub: Hub) -> None:
    if len(hub.ready) > 1:
        pair = usual_pair(hub.ready)
        resources.agreement_of(hub, *pair)
        resources.changes_of(hub, *pair)


def _map(hub: Hub) -> None:
    mapped = mapped_models(hub)
    if mapped:
        base_of(hub)
        panel_of(hub, mapped[0], next(iter(COLOURINGS)), "")
