"""From the workspace to a scene: which parts the browser gets, packed once each."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.hub import Hub
from stylehub_core.models.registry import models
from stylehub_core.search.agreement import change
from ui import resources
from ui.links import ARTICLE, address, picture_address
from ui.map_component import MapPanel
from ui.map_layers import COLOURINGS, Coloured, by_category, by_number, by_region
from ui.map_payload import base_parts, identity, pack, point_parts
from ui.wording import price

KEYS = "Arrow keys pan, plus and minus zoom, 0 shows all, Enter picks the point in the middle, Escape clears the selection."


@dataclass(frozen=True)
class Part:
    """A panel and the packed parts that it names."""

    panel: MapPanel
    packed: tuple[bytes, ...]


def base_of(hub: Hub) -> bytes:
    """What the points say of their articles: the same for every model."""
    key = ("map-base", _catalog(hub), hub.pictures_folder.name if hub.pictures_folder else "")
    return resources.made_once(key, lambda: _base(hub))


def panel_of(hub: Hub, model: str, colouring: str, other: str) -> Part:
    """The panel of a model's map. other: the model that 'disagreement' is with."""
    points = resources.made_once(
        ("map-points", _fingerprint(hub, f"map/{model}")),
        lambda: pack(point_parts(resources.drawn_map(hub, model).coordinates)),
    )
    coloured = _coloured(hub, model, colouring, other)
    title = models()[model].title
    label = f"Map of {len(hub.catalog):,} articles by {title}, coloured by {COLOURINGS[colouring].label.lower()}. {KEYS}"
    panel = MapPanel(title, label, identity(points), coloured.layer)
    return Part(panel, (points, coloured.codes))


def article_link() -> str:
    """The address of an article's page, up to its id."""
    return address(ARTICLE, {"id": "0"})[:-1]


def picture_pattern(hub: Hub) -> str:
    """The address of a thumbnail, with {folder} and {id} for the article's."""
    version = hub.pictures_folder.name if hub.pictures_folder else "none"
    return picture_address("FOLDER/ID.jpg", version).replace("FOLDER/ID", "{folder}/{id}")


def _coloured(hub: Hub, model: str, colouring: str, other: str) -> Coloured:
    key = ("map-layer", colouring, _catalog(hub), _fingerprint(hub, f"map/{model}"))
    if colouring == "disagreement":
        key += tuple(_fingerprint(hub, f"model/{name}") for name in (model, other))
    return resources.made_once(key, lambda: _layer(hub, model, colouring, other))


def _layer(hub: Hub, model: str, colouring: str, other: str) -> Coloured:
    drawn, articles, way = resources.drawn_map(hub, model), hub.articles, COLOURINGS[colouring]
    if way.kind == "region":
        return by_region(drawn)
    if way.kind == "disagreement":
        label = f"Neighbours that differ from {models()[other].title}"
        changes = change(hub.neighbour_lists(model), hub.neighbour_lists(other))
        return by_number(drawn, label, changes, lambda value: f"{100 * value:.0f} %")
    if way.kind == "number":
        values = articles[way.column].to_numpy(dtype=np.float64, na_value=np.nan)
        return by_number(drawn, way.label, values, price if way.key == "price" else lambda value: f"{value:,.0f}")
    return by_category(drawn, way.label, articles[way.column], cloth=way.kind == "cloth")


def _base(hub: Hub) -> bytes:
    articles = hub.articles
    kinds = articles["product_type_name"].astype(str) + ", " + articles["colour_group_name"].astype(str)
    return pack(
        base_parts(
            hub.catalog.ids,
            articles["prod_name"].astype(str).tolist(),
            kinds.tolist(),
            articles["has_picture"].to_numpy(dtype=np.bool_),
            articles["times_sold"].to_numpy(dtype=np.int32),
        )
    )


def _catalog(hub: Hub) -> str:
    return _fingerprint(hub, "catalog")


def _fingerprint(hub: Hub, stage: str) -> str:
    return hub.workspace.get(stage).fingerprint
