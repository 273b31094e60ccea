"""The Map screen: one or two linked maps, with selected, found or marked articles below."""

import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.maps.faithfulness import Faithfulness
from stylehub_core.maps.saved_map import ArticleMap
from stylehub_core.number_text import counted
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from stylehub_core.search.results import Results
from ui import resources
from ui.choices import words_refusal
from ui.export import take_away
from ui.grid import cards_of, cards_of_rows, product_grid
from ui.links import ARTICLE, query_value
from ui.map.component import MapScene, happened, show_map
from ui.map.controls import Choice, drop, map_controls, set_in_link
from ui.map.scene import article_link, base_of, panel_of, picture_pattern
from ui.map.selection import Selection, common_types, is_view, read_selection, selected_rows
from ui.wording import literal

COMPONENT = "map_component"
MARKED = 24
GALLERY = 36
_MOST_SHOWN = 720


def mapped_models(hub: Hub) -> list[str]:
    """The names of the ready models that have a map."""
    return [name for name in hub.ready if hub.workspace.find(f"map/{name}")]


def map_screen(hub: Hub) -> None:
    """Everything below the title."""
    mapped = mapped_models(hub)
    if not mapped:
        st.info(
            "There is no map yet. Maps are drawn after their models in the same build and appear here automatically.",
            icon=":material/hourglass_top:",
        )
        return
    choice = map_controls(hub, mapped)
    shown = [choice.model, *([choice.other] if choice.other else [])]
    selection = _linked_selection(len(shown))
    current = _linked_article(hub)
    results = _answer(hub, choice) if choice.query else None
    marks = [] if results is None else results.rows.tolist()
    maps = [(hub.models[name].title, resources.drawn_map(hub, name)) for name in shown]
    if len(shown) == 1:
        wide, narrow = st.columns([3, 1], gap="medium")
    else:
        wide, narrow = st.container(), st.container()
    with wide:
        _draw(hub, choice, shown, marks, current)
    with narrow:
        _trust(maps)
        if len(shown) == 1:
            _marked(hub, current)
    if selection:
        drawn = resources.drawn_map(hub, shown[selection.panel])
        rows = selected_rows(drawn, selection, hub.articles["times_sold"].to_numpy())
        _gallery(hub, rows, f"{shown[selection.panel]}-selection")
    elif results is not None:
        st.subheader(f"Marked on the map: “{literal(choice.query)}”", anchor=False)
        if results.note:
            st.caption(literal(results.note))
        product_grid(hub, cards_of(hub, results), key="map_found")
    if len(shown) > 1:
        _marked(hub, current)


def _answer(hub: Hub, choice: Choice) -> Results:
    if refusal := words_refusal(hub, choice.model, choice.query):
        return Results((), "cosine", len(hub.catalog), refusal)
    return hub.search(Request(choice.query), choice.model, Page(MARKED))


def _linked_selection(panels: int) -> Selection | None:
    text = query_value("sel")
    selection = read_selection(text)
    if text and selection is None:
        drop("sel", "The link’s selection cannot be read: nothing is selected.")
    elif selection and selection.panel >= panels:
        drop("sel", "The link’s selection is on a second map, which is not shown.")
        return None
    return selection


def _linked_article(hub: Hub) -> int:
    """The row of the link's article, or -1."""
    wanted = query_value("article").strip()
    if not wanted:
        return -1
    try:
        return hub.catalog.row_of(wanted)
    except QueryError as error:
        drop("article", str(error))
        return -1


def _draw(hub: Hub, choice: Choice, shown: list[str], marks: list[int], current: int) -> None:
    base = base_of(hub)
    parts = [panel_of(hub, name, choice.colouring, _other_of(name, choice)) for name in shown]
    sel, view = query_value("sel"), query_value("view")
    scene = MapScene(
        base=base[:36].decode(),
        panels=tuple(part.panel for part in parts),
        selection=sel if read_selection(sel) else "",
        view=view if is_view(view) else "",
        marks=tuple(int(row) for row in marks),
        current=current,
        pictures=picture_pattern(hub),
        article=article_link(),
        file=f"stylehub-map-{'-'.join(shown)}-{choice.colouring}.png",
    )
    packed_parts = [base, *dict.fromkeys(packed for part in parts for packed in part.packed)]
    show_map(
        scene,
        packed_parts,
        key=COMPONENT,
        on={"selected": _on_selected, "moved": _on_moved, "picked": _on_picked, "opened": lambda: None},
    )
    if opened := happened(COMPONENT, "opened"):
        st.switch_page(ARTICLE, query_params={"id": opened})


def _other_of(name: str, choice: Choice) -> str:
    return choice.model if name == choice.against else choice.against


def _trust(shown: list[tuple[str, ArticleMap]]) -> None:
    """How far each map can be trusted, with an explanation in a popover."""
    for column, (title, drawn) in zip(st.columns(len(shown), gap="small"), shown, strict=True):
        column.markdown(f"**{literal(title)}**  \n:small[{trust_text(drawn)}]")
    with st.popover("How to read a map", type="tertiary", icon=":material/help:"):
        st.markdown(
            "A map shows many dimensions in two, so it must lose something. **Trustworthiness** asks whether articles "
            "that are near each other here are also near in the model’s own space (1 is perfect). **Neighbourhood "
            "preservation** is the share of an article’s true nearest neighbours that are also nearest here. Distances "
            "between far groups mean little; Compare and Article use the full space."
        )


def _marked(hub: Hub, current: int) -> None:
    if current >= 0:
        st.caption("The marked article")
        product_grid(hub, cards_of_rows(hub, [current]), key="map_current")


def trust_text(drawn: ArticleMap) -> str:
    """'Trustworthiness 0.962 ± 0.002 · neighbourhood preservation 41 % ± 1 % (15 nearest, …)'."""
    trust, kept = drawn.trustworthiness, drawn.preservation
    if trust is None or kept is None:
        return "Too few articles to tell how reliable this map is"
    near, share = _margin(trust), _margin(kept)
    return (
        f"Trustworthiness {trust.value:.3f} ± {near:.3f} · neighbourhood preservation {100 * kept.value:.0f} % "
        f"± {100 * share:.0f} % ({trust.k} nearest, {trust.sample:,} of {trust.articles:,} articles measured)"
    )


def _margin(mean: Faithfulness) -> float:
    """Half the width of the mean's 95 % range."""
    return 1.96 * (mean.standard_error or 0.0)


def _gallery(hub: Hub, rows: IntVector, name: str) -> None:
    cards = cards_of_rows(hub, rows.tolist())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(f"Selected: {counted(len(rows), 'article')}", anchor=False, width="stretch")
        take_away(hub, cards, name=f"map-{name}", key="map_take")
    if not len(rows):
        st.caption("There are no articles inside this shape. Draw a larger one, or press Escape to clear it.")
        return
    st.caption(f"{literal(common_types(hub.articles, rows))} · bestsellers first")
    count = _shown()
    product_grid(hub, cards[:count], key="map_selected")
    if len(rows) > count and count < _MOST_SHOWN:
        st.button("Show more", icon=":material/expand_more:", on_click=_show_more, key="map_more")


def _shown() -> int:
    text = query_value("n")
    return min(max(int(text), GALLERY), _MOST_SHOWN) if text.isascii() and text.isdecimal() else GALLERY


def _show_more() -> None:
    st.query_params["n"] = str(_shown() + GALLERY)


def _on_selected() -> None:
    set_in_link("sel", happened(COMPONENT, "selected"))
    set_in_link("n", "")


def _on_moved() -> None:
    set_in_link("view", happened(COMPONENT, "moved"))


def _on_picked() -> None:
    set_in_link("article", happened(COMPONENT, "picked"))
