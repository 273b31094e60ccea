"""Two set scorers side by side: the look that each would complete from the same article."""

import numpy as np
import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_words import standing_sentence, weakest_sentence
from stylehub_core.number_text import counted
from stylehub_core.outfits.registry import set_scorers
from ui import resources
from ui.compare.sides import marked, row_of_id
from ui.grid import cards_of_rows, product_grid
from ui.links import warn_of_wrong_link
from ui.wording import literal

FIRST, SECOND = "sa", "sb"
"""Their parameters in an address."""


def outfits(hub: Hub) -> None:
    """Everything in the tab."""
    outfitting = resources.outfitting(hub)
    kinds = set_scorers()
    titles = {kinds[name].title: name for name in outfitting.ready}
    if len(titles) < 2:
        built = f"Only {next(iter(titles))} is built" if titles else "None is built"
        st.info(
            literal(
                f"{built}: comparing takes two set scorers. Build some with 'python -m stylehub_core build --workspace "
                f"{hub.workspace.folder} --models stylist,mean-cosine'."
            ),
            icon=":material/hourglass_top:",
        )
        return
    names = _chosen(titles, kinds[outfitting.usual].title)
    row = _start(hub)
    if row is None:
        return
    own = np.array([row], np.int32)
    looks = [_look(hub, name, own) for name in names]
    first, second = (cards_of_rows(hub, look.tolist()) for look in looks)
    cards = marked(first, second)
    shared = int(np.isin(looks[0], looks[1]).sum()) - 1
    st.markdown(f"**Beside the start, the two looks share {counted(shared, 'article')}.**")
    for column, letter, colour, name, look, shown in zip(
        st.columns(2, gap="large"), "AB", ("orange", "blue"), names, looks, cards, strict=True
    ):
        with column:
            st.subheader(f":{colour}-badge[{letter}] {literal(kinds[name].title)}", anchor=False)
            _words(hub, name, look)
            product_grid(hub, shown, key=f"compare_look_{letter}", columns=4, more=False)


def _chosen(titles: dict[str, str], usual: str) -> tuple[str, str]:
    for key, label in ((FIRST, "set scorer A"), (SECOND, "set scorer B")):
        warn_of_wrong_link(key, titles, label)
    with st.grid(2, min_column_width=150, gap="small", key="compare_scorers"):
        first = st.selectbox(
            ":orange-badge[A] Set scorer", list(titles), index=list(titles).index(usual), key=FIRST, bind="query-params"
        )
        rest = [title for title in titles if title != first]
        second = st.selectbox(":blue-badge[B] Set scorer", rest, key=SECOND, bind="query-params")
    return titles[first], titles[second]


def _start(hub: Hub) -> int | None:
    """The article that both looks begin with: the one asked for, or a bestseller. None, after saying why."""
    taste = resources.outfitting(hub).taste
    text = str(st.session_state.get("q") or "").strip()
    row = row_of_id(hub, text) if text else None
    if text and row is None:
        st.caption("Both looks start from one article: enter its id above. Until then, they start from a bestseller.")
    if row is None:
        row = next((each for each in resources.popular_rows(60) if taste.is_offered(each)), None)
    if row is None or not taste.is_played(row):
        st.info("No look is built of this article: choose a top, trousers, a dress, shoes or a bag.")
        return None
    return row


def _look(hub: Hub, name: str, own: IntVector) -> IntVector:
    outfitting = resources.outfitting(hub)
    key = ("compare_look", resources.version(), name, str(own.tolist()))
    return resources.remembered(key, lambda: outfitting.composer(name).look(own))


def _words(hub: Hub, name: str, look: IntVector) -> None:
    if len(look) < 2:
        st.caption("The catalogue has nothing that may be worn with it.")
        return
    outfitting = resources.outfitting(hub)
    key = ("compare_verdict", resources.version(), name, str(look.tolist()))
    checked = resources.remembered(key, lambda: outfitting.checked(look, name, swaps=False))
    st.caption(literal(f"{standing_sentence(checked.better_than)} {weakest_sentence(hub, look, checked.weakest)}"))
