"""The filter panel. Its options come from the catalogue; the chosen ones are kept in the address."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from stylehub_core.search.attributes import LABELS
from stylehub_core.search.filters import COLUMNS, Filters, relaxations
from ui import resources
from ui.links import warn_of_wrong_link
from ui.wording import PRICE_NOTE, literal, shortened

OFFERED = ("product_group", "product_type", "colour_group", "garment_group", "department", "index_group")
"""The filters by value, in the order of the panel."""
_PICTURE = {"With a picture": True, "Without": False}
_SOLD = {"Sold": False, "Never sold": True}


def filter_panel(*, on_change: Callable[[], None] | None = None) -> Filters:
    """The chosen filters, from a panel behind one button. Raises QueryError for an impossible price range."""
    with st.popover("Filters", icon=":material/tune:", width="content", key="filters"):
        with st.grid(2, min_column_width=200, gap="small"):
            values: dict[str, Any] = {name: tuple(_values(name, on_change)) for name in OFFERED}
            values["price_min"] = _price("Price from", "price_from", on_change)
            values["price_max"] = _price("Price to", "price_to", on_change)
            values["has_picture"] = _either("Picture", "picture", _PICTURE, on_change)
            values["never_sold"] = _either("Sales", "sold", _SOLD, on_change)
        st.caption(PRICE_NOTE)
        chosen = Filters(**values)
        st.button(
            "Clear all filters", icon=":material/filter_alt_off:", key="clear_filters", disabled=chosen.is_empty,
            on_click=_apply, args=(Filters(), on_change),
        )  # fmt: skip
    return chosen


def active_filters(filters: Filters, *, on_change: Callable[[], None] | None = None) -> None:
    """One button for each filter that is set; clicking it removes that filter."""
    for number, (without, text) in enumerate(_parts(filters)):
        st.button(
            _label(text, 48), icon=":material/close:", icon_position="right", key=f"drop_filter_{number}",
            help="Remove this filter", on_click=_apply, args=(without, on_change),
        )  # fmt: skip


def nothing_passes(hub: Hub, filters: Filters, *, on_change: Callable[[], None] | None = None) -> None:
    """Say that no article matches, and offer filters to remove, each with how many articles would then match."""
    st.subheader("No article matches all filters", anchor=False)
    st.write("Remove one of them:")
    with st.container(horizontal=True, gap="small"):
        for number, (text, without, count) in enumerate(relaxations(hub.articles, filters)[:4]):
            st.button(
                f"{_label(text, 60)} · {counted(count, 'article')}", icon=":material/close:",
                key=f"relax_{number}", type="primary" if number == 0 else "secondary",
                on_click=_apply, args=(without, on_change),
            )  # fmt: skip


def passing(hub: Hub, filters: Filters, *, by_product: bool = False) -> int:
    """How many articles pass the filters, or of how many products they are."""
    if filters.is_empty:
        return resources.product_count() if by_product else len(hub.catalog)
    mask = filters.mask(hub.articles)
    return hub.searched.products.count(mask) if by_product else int(mask.sum())


def _parts(filters: Filters) -> list[tuple[Filters, str]]:
    """(the filters without it, its description) of each filter that is set."""
    empty = Filters()
    groups = [(name,) for name in COLUMNS] + [("price_min", "price_max"), ("has_picture",), ("never_sold",)]
    parts = []
    for names in groups:
        without = replace(filters, **{name: getattr(empty, name) for name in names})
        if without != filters:
            alone = replace(empty, **{name: getattr(filters, name) for name in names})
            parts.append((without, alone.describe()))
    return parts


def _label(text: str, length: int) -> str:
    return literal(shortened(text[:1].upper() + text[1:], length))


def _values(name: str, on_change: Callable[[], None] | None) -> list[str]:
    key = name.removesuffix("_group") if name == "colour_group" else name
    options, label = resources.filter_options(COLUMNS[name]), LABELS[COLUMNS[name]]
    warn_of_wrong_link(key, options, f"the {label}")
    return st.multiselect(
        label.capitalize(), options, key=key, bind="query-params", on_change=on_change, placeholder="Any"
    )


def _price(label: str, key: str, on_change: Callable[[], None] | None) -> float | None:
    value = st.number_input(
        label, value=None, min_value=0.0, step=0.001, format="%.4f", placeholder="Any", key=key,
        bind="query-params", on_change=on_change,
    )  # fmt: skip
    return None if value is None else float(value)


def _either(label: str, key: str, choices: dict[str, bool], on_change: Callable[[], None] | None) -> bool | None:
    warn_of_wrong_link(key, choices, f"the filter {label.lower()}")
    chosen = st.segmented_control(label, list(choices), key=key, bind="query-params", on_change=on_change)
    return choices.get(chosen) if chosen else None


def _apply(filters: Filters, on_change: Callable[[], None] | None) -> None:
    """For callbacks: make the panel show these filters."""
    for name in OFFERED:
        st.session_state[name.removesuffix("_group") if name == "colour_group" else name] = list(getattr(filters, name))
    st.session_state["price_from"], st.session_state["price_to"] = filters.price_min, filters.price_max
    st.session_state["picture"] = next((text for text, value in _PICTURE.items() if value is filters.has_picture), None)
    st.session_state["sold"] = next((text for text, value in _SOLD.items() if value is filters.never_sold), None)
    if on_change is not None:
        on_change()
