"""From the workspace to a scene: the parts that the browser gets, each packed once."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.hub.hub import Hub
from stylehub_core.maps.saved_map import ArticleMap
from ui import resources
from ui.links import ARTICLE, address, whole_picture_address
from ui.map.component import MapPanel
from ui.map.layers import COLOURINGS, Coloured, Faces, by_category, by_number, by_region
from ui.map.payload import base_parts, identity, pack, point_parts

KEYS = (
    "Arrow keys pan, plus and minus zoom, 0 shows all, Enter selects the point in the middle, "
    "Escape clears the selection."
)


@dataclass(frozen=True)
class Part:
    """A panel and the packed parts that it refers to."""

    panel: MapPanel
    packed: tuple[bytes, ...]


def base_of(hub: Hub) -> bytes:
    """The packed facts about the articles, the same for every model."""
    return resources.made_once(("map-base", *_base_key(hub)), lambda: _base(hub))


def panel_of(hub: Hub, model: str, colouring: str, other: str) -> Part:
    """The panel of a model's map. other: the model to show the disagreement with, or ''."""
    points = resources.made_once(
        ("map-points", _fingerprint(hub, f"map/{model}")),
        lambda: pack(point_parts(resources.drawn_map(hub, model).coordinates)),
    )
    coloured = _coloured(hub, model, colouring, other)
    title = hub.models[model].title
    label = (
        f"Map of {len(hub.catalog):,} articles by {title}, coloured by {COLOURINGS[colouring].label.lower()}. {KEYS}"
    )
    panel = MapPanel(title, label, identity(points), coloured.layer)
    return Part(panel, (points, coloured.codes))


def article_link() -> str:
    """The address of an article's page, up to its id."""
    return address(ARTICLE, {"id": "0"})[:-1]


def picture_pattern(hub: Hub) -> str:
    """The address of a thumbnail, with {folder} and {id} for the article's."""
    version = hub.pictures_folder.name if hub.pictures_folder else "none"
    return whole_picture_address("FOLDER/ID.jpg", version).replace("FOLDER/ID", "{folder}/{id}")


def _coloured(hub: Hub, model: str, colouring: str, other: str) -> Coloured:
    prices = hub.workspace.find("prices")
    unit = prices.fingerprint if prices else ""
    key: tuple[str, ...] = ("map-layer", colouring, unit, *_base_key(hub), _fingerprint(hub, f"map/{model}"))
    if colouring == "disagreement":
        key += tuple(_fingerprint(hub, f"model/{name}") for name in (model, other))
    return resources.made_once(key, lambda: _layer(hub, model, colouring, other))


def _layer(hub: Hub, model: str, colouring: str, other: str) -> Coloured:
    drawn, articles, way = resources.drawn_map(hub, model), hub.articles, COLOURINGS[colouring]
    faces = Faces(articles["has_picture"].to_numpy(dtype=np.bool_), articles["times_sold"].to_numpy(dtype=np.int32))
    if way.kind == "region":
        return by_region(drawn, faces)
    if way.kind == "disagreement":
        first, second = sorted((hub.models[model].title, hub.models[other].title))
        label = f"Change of neighbours, 1 − RBO, {first} / {second}"
        changes = resources.agreement_of(hub, model, other).change
        return by_number(drawn, faces, label, changes, lambda value: f"{value:.2f}")
    if way.key == "price":
        return _by_price(hub, drawn, faces)
    if way.kind == "number":
        values = articles[way.column].to_numpy(dtype=np.float64, na_value=np.nan)
        return by_number(drawn, faces, way.label, values, _count)
    return by_category(drawn, faces, way.label, articles[way.column], cloth=way.kind == "cloth")


def _by_price(hub: Hub, drawn: ArticleMap, faces: Faces) -> Coloured:
    """By amount of money; without one by the share of its type's articles that cost less."""
    prices = hub.prices
    if prices.readable:
        return by_number(drawn, faces, "Price", prices.values.astype(np.float32), prices.written)
    label, shares = "Share of its type that costs less", prices.shares.astype(np.float32)
    return by_number(drawn, faces, label, shares, lambda share: f"{100 * share:.0f} %")


def _count(value: float) -> str:
    return f"{value:,.0f}"


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


def _base_key(hub: Hub) -> tuple[str, str]:
    return _fingerprint(hub, "catalog"), hub.pictures_folder.name if hub.pictures_folder else ""


def _fingerprint(hub: Hub, stage: str) -> str:
    return hub.workspace.get(stage).fingerprint
