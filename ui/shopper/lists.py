"""The recommendations side by side, with reasons and held-out purchases, and a file of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.blend import Blend
from stylehub_core.request import Request
from stylehub_core.shopper.attribution import Explained, explained
from ui import resources
from ui.export import share
from ui.grid import Card, Marker, MarkerColour, product_card, sideways
from ui.shopper.choices import Choices
from ui.shopper.history import EditedHistory
from ui.shopper.reasons import EXPLANATION, reason_line
from ui.shopper.tiles import TILE_WIDTH, tile

LETTERS: tuple[tuple[str, MarkerColour], ...] = (("A", "orange"), ("B", "blue"), ("C", "violet"))
_COLUMNS = {1: 6, 2: 3, 3: 2}
_CARD_WIDTH = 144  # pixels
_MOST_HELD_OUT = 60


@dataclass(frozen=True, eq=False)
class Column:
    """One recommender's list. letter: its letter on this screen."""

    name: str
    title: str
    letter: str
    explained: Explained


def recommend(
    choices: Choices, history: Histories, ready: Sequence[str]
) -> tuple[list[Column], dict[str, StyleHubError]]:
    """(lists of the chosen recommenders that are ready, errors by the names of those that failed)."""
    columns, failed = [], {}
    for (name, title), (letter, _) in zip(choices.titles.items(), LETTERS, strict=False):
        if name in ready:
            try:
                columns.append(Column(name, title, letter, _explained(choices, name, history)))
            except StyleHubError as error:
                failed[name] = error
    return columns, failed


def show_column(choices: Choices, column: Column, history: EditedHistory, held_out: set[int]) -> None:
    """The cards of one list, each with its reason."""
    notes = [blend_note(choices.serving.blend(column.name))] if choices.blended else ["without the blend"]
    if held_out:
        hits = sum(_has(choices, column, row) for row in held_out)
        notes.insert(
            0, f"**{hits} of {len(held_out)} bought next**, by {'product' if choices.by_product else 'article'}"
        )
    st.caption(" · ".join(notes))
    grid = st.grid(
        _COLUMNS[len(choices.titles)], min_column_width=_CARD_WIDTH, gap="small", key=f"list_{column.letter}"
    )
    for position, (card, reason) in enumerate(
        zip(_cards(choices, column, held_out), column.explained.reasons, strict=True)
    ):
        key = f"list_{column.letter}_{position}"
        with grid, st.container(gap="xxsmall", height="stretch"):
            product_card(choices.serving.hub, card, key=key, more=False, scores=choices.scores, width=_CARD_WIDTH)
            reason_line(choices.serving.hub, reason, history.pieces)


def blend_note(blend: Blend) -> str:
    """Such as 'own ×3, bestsellers ×0.3', or that nothing is added."""
    parts = (("own", blend.own), ("colours", blend.variant), ("bestsellers", blend.popular))
    return ", ".join(f"{part} ×{weight:g}" for part, weight in parts if weight) or "nothing blended in"


def show_held_out(choices: Choices, held_out: Sequence[int], columns: Sequence[Column]) -> None:
    """The held-out purchases, each with the letters of the lists that have it."""
    hub = choices.serving.hub
    st.subheader("What the customer really bought (unseen by the recommenders)", anchor=False)
    letters = {row: [column.letter for column in columns if _has(choices, column, row)] for row in held_out}
    ordered = sorted(held_out, key=lambda row: not letters[row])[:_MOST_HELD_OUT]
    for cell, row in zip(sideways("held_out", len(ordered), TILE_WIDTH), ordered, strict=True):
        with cell:
            tile(hub, row, f":green-badge[in {', '.join(letters[row])}]" if letters[row] else ":gray-badge[not found]")


def take_away(hub: Hub, columns: Sequence[Column], held_out: set[int], name: str) -> None:
    """Buttons: how reasons are found, the lists as a file, and a link to this view."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        with st.popover("How reasons are found", icon=":material/help:", type="tertiary"):
            st.write(EXPLANATION)
        st.download_button(
            "Download", lambda: lists_csv(hub, columns, held_out), f"stylehub-shopper-{name}.csv", "text/csv",
            key="shopper_csv", icon=":material/download:", type="tertiary", on_click="ignore", disabled=not columns,
            help="The lists and their reasons as a CSV file",
        )  # fmt: skip
        share(key="shopper")


def lists_csv(hub: Hub, columns: Sequence[Column], held_out: set[int]) -> bytes:
    """A line for each article of each list; CSV in UTF-8 with a byte-order mark. Ids keep their leading zeros."""
    shown = hub.articles[["article_id", "prod_name", "product_type_name", "colour_group_name"]]
    lines = []
    for column in columns:
        ranked = zip(
            column.explained.rows.tolist(), column.explained.scores.tolist(), column.explained.reasons, strict=True
        )
        for rank, (row, score, reason) in enumerate(ranked, 1):
            lines.append(
                {"recommender": column.title, "rank": rank, **shown.iloc[row].to_dict(), "score": round(score, 6)}
                | {
                    "because": reason.because,
                    "because_of": str(hub.catalog.ids[reason.cause]) if reason.cause >= 0 else "",
                }
                | {"share_of_score": round(reason.share, 3), "bought_then": row in held_out}
            )
    return _csv(lines)


def _csv(lines: list[dict[str, object]]) -> bytes:
    import pandas as pd  # noqa: PLC0415 - only the file needs it

    text: str = pd.DataFrame(lines).to_csv(index=False)
    return text.encode("utf-8-sig")


def _cards(choices: Choices, column: Column, held_out: set[int]) -> list[Card]:
    """The cards of a list, those that were bought next marked."""
    ids, found = choices.serving.hub.catalog.ids, column.explained
    return [
        Card(
            str(ids[row]), row, f"{score:.2f}", marker=_marker(row, colours, held_out), measure="score",
            colours=colours,
        )
        for row, score, colours in zip(found.rows.tolist(), found.scores.tolist(), found.colours, strict=True)
    ]  # fmt: skip


def _marker(row: int, colours: Sequence[int], held_out: set[int]) -> Marker | None:
    if row in held_out:
        return Marker("bought next", "green")
    return Marker("in another colour", "green") if held_out.intersection(colours) else None


def _has(choices: Choices, column: Column, row: int) -> bool:
    """Whether a list has an article, or its product if cards stand for products."""
    rows = column.explained.rows
    if not choices.by_product:
        return row in rows
    number = choices.serving.hub.searched.products.number
    return bool((number[rows] == number[row]).any())


def _explained(choices: Choices, name: str, history: Histories) -> Explained:
    serving: Serving = choices.serving
    lines = (history.customers, history.today, history.article, history.day, history.pieces)
    digest = "|".join(line.tobytes().hex() for line in lines)
    stamp = serving.hub.workspace.recommenders_stamp
    chosen = (str(choices.blended), str(choices.count), str(choices.by_product))
    return resources.remembered(
        ("explained", stamp, serving.when, name, *chosen, digest),
        lambda: explained(
            serving, name, Request(history=history), choices.count, blended=choices.blended,
            by_product=choices.by_product,
        ),
    )  # fmt: skip
