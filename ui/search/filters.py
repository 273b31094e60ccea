"""The filter panel. Its options come from the catalogue, each with how many results it would leave.

The chosen ones are kept in the address, where a value stays as it is: widgets that are bound to the address would write
the counts into it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from stylehub_core.catalog.money import money_sign
from stylehub_core.catalog.prices import BANDS
from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from stylehub_core.search.filters import COLUMNS, Filters, facets, label_of, relaxations
from ui import resources
from ui.links import toast_note, values_in_address, warn_of_wrong_link
from ui.wording import literal, shortened

OFFERED = ("product_group", "product_type", "colour_group", "garment_group", "department", "index_group")
"""The filters by value, in the order of the panel."""
_PRICE_LIMITS = {"price_min": ("price_from", "Price from"), "price_max": ("price_to", "Price to")}
_SWITCHES: Mapping[str, tuple[str, str, Mapping[str, bool]]] = {
    "has_picture": ("picture", "Picture", {"With a picture": True, "Without": False}),
    "never_sold": ("sold", "Sales", {"Sold": False, "Never sold": True}),
}
"""The key in an address, the label and the choices of each filter that is true or false."""


def filter_panel(hub: Hub, *, on_change: Callable[[], None] | None = None) -> Filters:
    """The chosen filters, from a panel behind one button. Raises QueryError for an impossible price range."""
    price = tuple(_PRICE_LIMITS) if hub.prices.readable else ("price_band",)
    with st.popover("Filters", icon=":material/tune:", width="content", key="filters"):
        with st.grid(2, min_column_width=200, gap="small") as grid:
            cells = {name: grid.cell() for name in (*OFFERED, *price, *_SWITCHES)}
        values: dict[str, Any] = {name: tuple(_values(name)) for name in OFFERED}
        values |= {name: _switched(name) for name in _SWITCHES}
        if hub.prices.readable:
            for name in price:
                with cells[name]:
                    values[name] = _price_limit(hub, name, on_change)
        else:
            _forget_limits()
            values["price_band"] = tuple(_values("price_band", BANDS))
        chosen = Filters(**values)
        counts = facets(hub.articles, chosen, [name for name in cells if name not in _PRICE_LIMITS])
        for name, found in counts.items():
            with cells[name]:
                _choice(name, found, values[name], on_change)
        st.caption(literal(hub.prices.unit_note))
        st.button(
            "Clear all filters", icon=":material/filter_alt_off:", key="clear_filters", disabled=chosen.is_empty,
            on_click=_apply, args=(Filters(), on_change),
        )  # fmt: skip
    return chosen


def active_filters(hub: Hub, filters: Filters, *, on_change: Callable[[], None] | None = None) -> None:
    """One button for each filter that is set; clicking it removes that filter."""
    for number, (without, text) in enumerate(_parts(filters, hub.prices.currency)):
        st.button(
            _label(text, 48), icon=":material/close:", icon_position="right", key=f"drop_filter_{number}",
            help="Remove this filter", on_click=_apply, args=(without, on_change),
        )  # fmt: skip


def nothing_passes(hub: Hub, filters: Filters, *, on_change: Callable[[], None] | None = None) -> None:
    """Say that no article matches, and offer filters to remove, each with how many articles would then match."""
    st.subheader("No article matches all filters", anchor=False)
    st.write("Remove one of them:")
    ways = relaxations(hub.articles, filters, hub.prices.currency)[:4]
    with st.container(horizontal=True, gap="small"):
        for number, (text, without, count) in enumerate(ways):
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


def _parts(filters: Filters, currency: str) -> list[tuple[Filters, str]]:
    """(the filters without it, its description) of each filter that is set."""
    empty = Filters()
    groups = [(name,) for name in COLUMNS] + [tuple(_PRICE_LIMITS)] + [(name,) for name in _SWITCHES]
    parts = []
    for names in groups:
        without = replace(filters, **{name: getattr(empty, name) for name in names})
        if without != filters:
            alone = replace(empty, **{name: getattr(filters, name) for name in names})
            parts.append((without, alone.describe(currency)))
    return parts


def _label(text: str, length: int) -> str:
    return literal(shortened(text[:1].upper() + text[1:], length))


def _key(name: str) -> str:
    """Of a filter by value: its name in an address."""
    return {"colour_group": "colour", "price_band": "price"}.get(name, name)


def _values(name: str, known: tuple[str, ...] = ()) -> list[str]:
    """The chosen values in the address that the catalogue has. known: by default, those of the filter's column."""
    key, options = _key(name), set(known or resources.filter_options(COLUMNS[name]))
    warn_of_wrong_link(key, options, f"the {label_of(name)}")
    return _kept_of(key, options)


def _choice(name: str, counts: Mapping[Any, int], chosen: Any, on_change: Callable[[], None] | None) -> None:
    if name in _SWITCHES:
        _switch(name, counts, chosen, on_change)
    elif name == "price_band":
        _band_choice(counts, chosen, on_change)
    else:
        _values_choice(name, counts, chosen, on_change)


def _values_choice(
    name: str, counts: Mapping[str, int], chosen: tuple[str, ...], on_change: Callable[[], None] | None
) -> None:
    """The most frequent values first, without those that would leave nothing."""
    key = _key(name)
    offered = [value for value, count in counts.items() if count or value in chosen]
    st.session_state[key] = list(chosen)
    st.multiselect(
        label_of(name).capitalize(), sorted(offered, key=lambda value: (-counts[value], value)), key=key,
        format_func=lambda value: _counted(value, counts), placeholder="Any", on_change=_keep,
        args=(key, counts, on_change),
    )  # fmt: skip


def _band_choice(counts: Mapping[str, int], chosen: tuple[str, ...], on_change: Callable[[], None] | None) -> None:
    key = _key("price_band")
    st.session_state[key] = list(chosen)
    st.segmented_control(
        "Price for its type", BANDS, selection_mode="multi", key=key, on_change=_keep, args=(key, counts, on_change),
        format_func=lambda band: _counted(band.capitalize(), {band.capitalize(): counts[band]}),
    )  # fmt: skip


def _price_limit(hub: Hub, name: str, on_change: Callable[[], None] | None) -> float | None:
    key, label = _PRICE_LIMITS[name]
    sign = money_sign(hub.prices.currency).strip()
    value = st.number_input(
        f"{label} ({sign})" if sign else label, value=None, min_value=0.0, step=1.0, format="%.2f", placeholder="Any",
        key=key, bind="query-params", on_change=on_change,
    )  # fmt: skip
    return None if value is None else float(value)


def _switched(name: str) -> bool | None:
    key, label, choices = _SWITCHES[name]
    warn_of_wrong_link(key, choices, f"the filter {label.lower()}")
    return choices.get(next(iter(_kept_of(key, choices)), ""))


def _switch(name: str, counts: Mapping[bool, int], chosen: bool | None, on_change: Callable[[], None] | None) -> None:
    key, label, choices = _SWITCHES[name]
    by_title = {title: counts[value] for title, value in choices.items()}
    st.session_state[key] = next((title for title, value in choices.items() if value is chosen), None)
    st.segmented_control(
        label, list(choices), key=key, format_func=lambda title: _counted(title, by_title), on_change=_keep,
        args=(key, by_title, on_change),
    )  # fmt: skip


def _counted(value: str, counts: Mapping[str, int]) -> str:
    """'Dress (140)'."""
    return f"{value} ({counts[value]:,})"


def _kept_of(key: str, allowed: Collection[str]) -> list[str]:
    """The values in the address that are allowed; others are taken out of it."""
    given = values_in_address(key)
    kept = [value for value in given if value in allowed]
    if kept != given:
        _put(key, kept)
    return kept


def _forget_limits() -> None:
    """Take the price limits of a link out of the address, and say why they mean nothing here."""
    if any(values_in_address(key) for key, _ in _PRICE_LIMITS.values()):
        toast_note(
            "The link limits the price, but this data names no currency: choose low, mid or high prices instead."
        )
        for key, _ in _PRICE_LIMITS.values():
            _put(key, [])


def _keep(key: str, counts: Mapping[str, int], on_change: Callable[[], None] | None) -> None:
    """For callbacks: put what a widget shows into the address."""
    value = st.session_state[key]
    chosen = value if isinstance(value, list) else [] if value is None else [value]
    _put(key, [each if each in counts else _uncounted(each) for each in chosen])
    if on_change is not None:
        on_change()


def _uncounted(text: str) -> str:
    """The value of an option with a count that has changed since the browser was told it."""
    return text.rpartition(" (")[0]


def _put(key: str, values: list[str]) -> None:
    if values:
        st.query_params[key] = values
    else:
        st.query_params.pop(key, None)


def _apply(filters: Filters, on_change: Callable[[], None] | None) -> None:
    """For callbacks: make the panel show these filters."""
    for name in (*OFFERED, "price_band"):
        _put(_key(name), list(getattr(filters, name)))
    for name, (key, _) in _PRICE_LIMITS.items():
        st.session_state[key] = getattr(filters, name)
    for name, (key, _, choices) in _SWITCHES.items():
        _put(key, [title for title, value in choices.items() if value is getattr(filters, name)])
    if on_change is not None:
        on_change()
