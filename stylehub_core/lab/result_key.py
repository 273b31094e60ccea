"""The key that what is made of one recommender is kept under, as long as nothing changes that it depends on."""

from stylehub_core.hub.hub import Hub
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.saved import FORM
from stylehub_core.workspace import fingerprint


def result_key(hub: Hub, moment: str, one: Recommender, *more: object) -> str:
    """16 hex digits that change with the catalogue, the encoder, the moment, the recommender, its config, or `more`.

    moment: a protocol's name, or "today".
    """
    catalog = hub.workspace.get("catalog").fingerprint
    return fingerprint(catalog, hub.encoder.identity, moment, FORM, one.name, one.version, one.config, *more)
