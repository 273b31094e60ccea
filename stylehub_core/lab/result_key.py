"""The key of a recommender's results, which are current as long as it stays the same."""

from stylehub_core.hub.hub import Hub
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.saved import FORM
from stylehub_core.workspace import fingerprint


def result_key(hub: Hub, moment: str, recommender: Recommender, *more: object) -> str:
    """16 hex digits that change with the catalogue, encoder, moment, recommender, its config, or `more`.

    moment: a protocol's name, or "today".
    """
    catalog = hub.workspace.get("catalog").fingerprint
    version, config = recommender.version, recommender.config
    return fingerprint(catalog, hub.encoder.identity, moment, FORM, recommender.name, version, config, *more)
