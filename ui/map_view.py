"""The Map screen: one or two models' maps, linked, with what was selected, searched or picked below."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.hub import Hub
from stylehub_core.maps.faithfulness import Faithfulness
from stylehub_core.maps.saved_map import ArticleMap
from stylehub_core.models.registry import models
from ui import resources
from ui.export_tmp import download_articles
from ui.grid import cards_of, cards_of_rows, product_grid
from ui.links import ARTICLE, asked, asked_wrongly
from ui.map_component import MapScene, happened, show_map
from ui.map_layers import COLOURINGS
from ui.map_scene import article_link, base_of, panel_of, picture_pattern
from ui.map_selection import Selection, is_view, read_selection, selected_rows, what_it_is
from ui.wording import counted, literal

COMPONENT = "map_component"
NOTHING = "One map"
MARKED = 24
GALLERY = 36
_MOST_SHOWN = 720


@dataclass(frozen=True)
class Choice:
    """What the controls say. other: the second map's model, or ''; against: the model that disagreement is with."""

    model: str
    other: str
    colouring: str
    against: str
    query: str


def map_screen(hub: Hub) -> None:
    """Everything below the title."""
    mapped = [name for name in hub.ready if hub.workspace.find(f"map/{name}")]
    if not mapped:
        st.info(
            "No map is made yet: it is drawn after its model, in the same build, and appears here by itself.",
            icon=":material/hourglass_top:",
        )
        return
    choice = _controls(hub, mapped)
    shown = [choice.model, *([choice.other] if choice.other else [])]
    selection = _asked_selection(len(shown))
    current = _asked_article(hub)
    found = hub.search(choice.query, choice.model, k=MARKED) if choice.query else None
    _draw(hub, choice, shown, [] if found is None else found.rows.tolist(), current)
    _faithfulness([(models()[name].title, resources.drawn_map(hub, name)) for name in shown])
    if selection:
        drawn = resources.drawn_map(hub, shown[selection.panel])
        rows = selected_rows(drawn, selection, hub.articles["times_sold"].to_numpy())
        _gallery(hub, rows, f"{shown[selection.panel]}-selection")
    elif found is not None:
        st.subheader(f"Marked for “{literal(choice.query)}”", anchor=False)
        if found.note:
            st.caption(literal(found.note))
        product_grid(hub, cards_of(found), key="map_found")
    elif current < 0:
        st.caption("Choose the box or the lasso above the map, or hold Shift and draw, to see what lies together.")


def _controls(hub: Hub, mapped: list[str]) -> Choice:
    titles = {name: models()[name].title for name in hub.ready}
    _notes(mapped, titles)
    grid = st.grid(4, min_column_width=150, gap="small", vertical_alignment="bottom", key="map_controls")
    with grid:
        model = st.selectbox(
            "Model", mapped, format_func=titles.__getitem__, key="model", bind="query-params", on_change=_forget_shape
        )
        rest = [NOTHING, *(name for name in mapped if name != model)]
        other = st.selectbox(
            "Beside it",
            rest,
            format_func=lambda name: titles.get(name, name),
            key="beside",
            bind="query-params",
            disabled=len(rest) == 1,
            help="A second model’s map: what is selected on one is marked on both."
            if len(rest) > 1
            else "One model has a map so far; a second can stand beside it when it is built.",
            on_change=_forget_shape,
        )
        other = "" if other == NOTHING else other
        colouring = st.selectbox(
            "Colour by",
            list(COLOURINGS) if len(hub.ready) > 1 else [key for key in COLOURINGS if key != "disagreement"],
            format_func=lambda key: COLOURINGS[key].label,
            key="colour",
            bind="query-params",
        )
        query = st.text_input(
            "Mark search results", key="q", bind="query-params", placeholder="navy wool coat", max_chars=200
        ).strip()
        against = _against(hub, model, other, titles) if colouring == "disagreement" else ""
    return Choice(model, other, colouring, against, query)


def _against(hub: Hub, model: str, other: str, titles: dict[str, str]) -> str:
    if other:
        return other
    rest = [name for name in hub.ready if name != model]
    return st.selectbox("Disagreement with", rest, format_func=titles.__getitem__, key="against", bind="query-params")


def _notes(mapped: list[str], titles: dict[str, str]) -> None:
    """Once for each nonsense value of the link; before the widgets, which drop it."""
    known = {titles[name] for name in mapped}
    notes = (
        asked_wrongly("model", known, "the map of"),
        asked_wrongly("beside", known | {NOTHING}, "the map of"),
        asked_wrongly("colour", {one.label for one in COLOURINGS.values()}, "the colouring"),
        "The link’s selection cannot be read, so nothing is selected." if _unreadable(asked("sel")) else "",
        "The link’s view cannot be read, so the whole map is shown." if not is_view(asked("view")) else "",
    )
    for note in filter(None, notes):
        st.info(literal(note), icon=":material/link_off:")


def _unreadable(text: str) -> bool:
    return bool(text) and read_selection(text) is None


def _asked_selection(panels: int) -> Selection | None:
    found = read_selection(asked("sel"))
    if found and found.panel >= panels:
        st.info("The link’s selection is on a second map, which is not shown.", icon=":material/link_off:")
        return None
    return found


def _asked_article(hub: Hub) -> int:
    """The row of the link's article, or -1."""
    wanted = asked("article").strip()
    if not wanted:
        return -1
    try:
        return hub.catalog.row_of(wanted)
    except QueryError as error:
        st.info(literal(str(error)), icon=":material/link_off:")
        return -1


def _draw(hub: Hub, choice: Choice, shown: list[str], marks: list[int], current: int) -> None:
    base = base_of(hub)
    parts = [panel_of(hub, name, choice.colouring, _other_of(name, choice)) for name in shown]
    sel, view = asked("sel"), asked("view")
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
    packed = [base, *dict.fromkeys(one for part in parts for one in part.packed)]
    show_map(
        scene,
        packed,
        key=COMPONENT,
        on={"selected": _on_selected, "moved": _on_moved, "picked": _on_picked, "opened": lambda: None},
    )
    if opened := happened(COMPONENT, "opened"):
        st.switch_page(ARTICLE, query_params={"id": opened})


def _other_of(name: str, choice: Choice) -> str:
    return choice.model if name == choice.against else choice.against


def _faithfulness(shown: list[tuple[str, ArticleMap]]) -> None:
    """How far each map can be trusted, and what that means on demand."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for title, drawn in shown:
            st.caption(f"**{literal(title)}** · {trust_text(drawn)}", width="content")
        with st.popover("How to read it", type="tertiary", icon=":material/help:"):
            st.markdown(
                "A map shows many dimensions in two, so it must lose something. **Trustworthiness** asks whether articles "
                "that are near here are near in the model’s own space (1 is perfect). **Neighbourhood preservation** is the "
                "share of an article’s true nearest that are also its nearest here. Distances between far groups mean little; "
                "Compare and Article use the full space."
            )


def trust_text(drawn: ArticleMap) -> str:
    """'Trustworthiness 0.962 ± 0.002 · neighbours kept 41 % ± 1 % (15 nearest, 2,000 of 18,083 articles)'."""
    trust, kept = drawn.trustworthiness, drawn.preservation
    if trust is None or kept is None:
        return "too few articles to say how far this map can be trusted"
    near, share = _margin(trust), _margin(kept)
    return (
        f"trustworthiness {trust.value:.3f} ± {near:.3f} · neighbourhood preservation {100 * kept.value:.0f} % "
        f"± {100 * share:.0f} % ({trust.k} nearest, {trust.sample:,} of {trust.articles:,} articles measured)"
    )


def _margin(found: Faithfulness) -> float:
    """Half of the 95 % range of a mean."""
    return 1.96 * (found.standard_error or 0.0)


def _gallery(hub: Hub, rows: IntVector, name: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.subheader(f"Selected: {counted(len(rows), 'article')}", anchor=False, width="content")
        if len(rows):
            download_articles(hub, rows, name=f"stylehub-{name}", key="map_csv")
    if not len(rows):
        st.caption("No article lies in this shape. Draw a larger one, or clear it with Escape.")
        return
    st.caption(f"{literal(what_it_is(hub.articles, rows))} · the most sold first")
    count = _shown()
    product_grid(hub, cards_of_rows(hub, rows[:count].tolist()), key="map_selected")
    if len(rows) > count and count < _MOST_SHOWN:
        st.button("Show more", icon=":material/expand_more:", on_click=_show_more, key="map_more")


def _shown() -> int:
    text = asked("n")
    return min(max(int(text), GALLERY), _MOST_SHOWN) if text.isascii() and text.isdecimal() else GALLERY


def _show_more() -> None:
    st.query_params["n"] = str(_shown() + GALLERY)


def _say(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _on_selected() -> None:
    _say("sel", happened(COMPONENT, "selected"))
    _say("n", "")


def _on_moved() -> None:
    _say("view", happened(COMPONENT, "moved"))


def _on_picked() -> None:
    _say("article", happened(COMPONENT, "picked"))


def _forget_shape() -> None:
    """Another model's map is another map: the shape and the view on it mean nothing there."""
    for name in ("sel", "view", "n"):
        _say(name, "")
