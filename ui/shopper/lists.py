"""The recommendations side by side: pictures, reasons, what was bought then, and a file of it all."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.blend import Blend
from stylehub_core.request import Request
from stylehub_core.shopper.attribution import Explained, Reason, explained
from stylehub_core.shopper.moment import stamp
from stylehub_core.shopper.wardrobe import Piece
from ui import resources
from ui.export import share
from ui.grid import Card, Marker, MarkerColour, product_card, sideways
from ui.shopper.choices import Asked
from ui.shopper.history import Edited
from ui.shopper.reasons import EXPLANATION, reason_line
from ui.shopper.tiles import TILE_WIDTH, tile

LETTERS: tuple[tuple[str, MarkerColour], ...] = (("A", "orange"), ("B", "blue"), ("C", "violet"))
_COLUMNS = {1: 6, 2: 3, 3: 2}
_CARD_WIDTH, _LINE = 144, 20  # pixels, and the characters that fit
_MOST_HELD_OUT = 60


@dataclass(frozen=True, eq=False)
class Column:
    """One recommender's list. letter: how it is called on this screen."""

    name: str
    title: str
    letter: str
    found: Explained


def ask(asked: Asked, history: Histories, ready: Sequence[str]) -> tuple[list[Column], dict[str, StyleHubError]]:
    """(a list of every chosen recommender that is ready, by name what went wrong with others)."""
    columns, failed = [], {}
    for (name, title), (letter, _) in zip(asked.titles.items(), LETTERS, strict=False):
        if name in ready:
            try:
                columns.append(Column(name, title, letter, _explained(asked, name, history)))
            except StyleHubError as error:
                failed[name] = error
    return columns, failed


def show_column(asked: Asked, column: Column, history: Edited, held_out: set[int]) -> None:
    """The cards of one list, each with its reason."""
    hub, of = asked.serving.hub, len(asked.titles)
    notes = [blend_note(asked.serving.blend(column.name))] if asked.blended else ["without the blend"]
    if held_out:
        hits = sum(int(row) in held_out for row in column.found.rows)
        notes.insert(0, f"**{hits} of {len(held_out)} bought then**")
    st.caption(" · ".join(notes))
    grid = st.grid(_COLUMNS[of], min_column_width=_CARD_WIDTH, gap="small", key=f"list_{column.letter}")
    for place, (row, reason) in enumerate(zip(column.found.rows.tolist(), column.found.reasons, strict=True)):
        with grid.cell(), st.container(gap="xxsmall"):
            _card(hub, row, reason, history.pieces, hit=row in held_out, key=f"list_{column.letter}_{place}")


def blend_note(blend: Blend) -> str:
    """Such as 'own ×3, sells ×0.3', or that nothing is added."""
    parts = (("own", blend.own), ("colours", blend.variant), ("sells", blend.popular))
    return ", ".join(f"{what} ×{weight:g}" for what, weight in parts if weight) or "nothing is blended in"


def show_held_out(hub: Hub, held_out: Sequence[int], columns: Sequence[Column]) -> None:
    """What was bought then, and which lists have it."""
    st.subheader("What the customer really bought (the recommenders had not seen it)", anchor=False)
    found = {row: [one.letter for one in columns if row in one.found.rows] for row in held_out}
    ordered = sorted(held_out, key=lambda row: not found[row])[:_MOST_HELD_OUT]
    for cell, row in zip(sideways("held_out", len(ordered), TILE_WIDTH), ordered, strict=True):
        with cell:
            tile(hub, row, f":green-badge[in {', '.join(found[row])}]" if found[row] else ":gray-badge[not found]")


def take_away(hub: Hub, columns: Sequence[Column], held_out: set[int], name: str) -> None:
    """The lists as a file, the address of this view, and how the reasons are found."""
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
    """One line an article of a list; CSV in UTF-8 with a byte-order mark, ids are text with their zeros."""
    shown = hub.articles[["article_id", "prod_name", "product_type_name", "colour_group_name"]]
    lines = []
    for column in columns:
        found = zip(column.found.rows.tolist(), column.found.scores.tolist(), column.found.reasons, strict=True)
        for rank, (row, score, reason) in enumerate(found, 1):
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
    import pandas as pd  # noqa: PLC0415 - only the file needs it here

    text: str = pd.DataFrame(lines).to_csv(index=False)
    return text.encode("utf-8-sig")


def _card(hub: Hub, row: int, reason: Reason, pieces: list[Piece], *, hit: bool, key: str) -> None:
    marker = Marker("bought then", "green") if hit else None
    product_card(hub, Card(str(hub.catalog.ids[row]), row, marker=marker), key=key, more=False, line=_LINE)
    reason_line(hub, reason, pieces)


def _explained(asked: Asked, name: str, history: Histories) -> Explained:
    serving: Serving = asked.serving
    lines = (history.customers, history.today, history.article, history.day, history.pieces)
    digest = "|".join(line.tobytes().hex() for line in lines)
    version = f"{resources.version()} {stamp(serving, name)}"
    key = ("explained", version, serving.when, name, str(asked.blended), str(asked.count), digest)
    return resources.remembered(
        key, lambda: explained(serving, name, Request(history=history), asked.count, blended=asked.blended)
    )
