"""How a request was understood: a chip for each part, which takes it out of the request, and what was put right."""

from collections.abc import Callable

import streamlit as st

from stylehub_core.search.reading.reading import Reading
from stylehub_core.search.results import Results
from ui.wording import literal

_QUESTION = "q"
"""The session's key for the words of the request."""


def how_it_was_read(results: Results, *, on_change: Callable[[], None]) -> None:
    """The corrections, the chips, and what no article has. Nothing if the request is plain words."""
    reading = results.reading
    if reading is None:
        return
    if reading.doubt is not None:
        st.info(literal(reading.doubt.sentence), icon=":material/translate:")
    _corrections(reading, on_change)
    if reading.parts:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="reading"):
            for number, part in enumerate(reading.parts):
                why = results.ignored.get(part.label)
                st.button(
                    literal(part.label) if why is None else f":gray[{literal(part.label)} (ignored)]",
                    icon=":material/close:", icon_position="right", key=f"part_{number}",
                    help=why or "Take this out of the request", on_click=_ask,
                    args=(reading.without(part), on_change),
                )  # fmt: skip
    if results.missed:
        missed = ", ".join(f"“{word}”" for word in results.missed)
        st.caption(literal(f"No article has all of your words. Ignored: {missed}."))


def _corrections(reading: Reading, on_change: Callable[[], None]) -> None:
    """'Showing results for jacket. Search for jaket instead.'"""
    if not reading.corrections:
        return
    right = ", ".join(f"**{literal(each.meant)}**" for each in reading.corrections)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="corrections"):
        st.markdown(f"Showing results for {right}.", width="content")
        typed = " ".join(each.typed for each in reading.corrections)
        st.button(
            f"Search for *{literal(typed)}* instead", type="tertiary", key="as_typed", on_click=_ask,
            args=(_quoted(reading), on_change),
        )  # fmt: skip


def _quoted(reading: Reading) -> str:
    """The request as it was typed, with quotation marks around what was corrected, so that it is taken as it is."""
    text = reading.typed
    for each in sorted(reading.corrections, key=lambda correction: -correction.start):
        text = f'{text[: each.start]}"{each.typed}"{text[each.end :]}'
    return text


def _ask(text: str, on_change: Callable[[], None]) -> None:
    """For callbacks: another request in place of this one."""
    st.session_state[_QUESTION] = text
    on_change()
