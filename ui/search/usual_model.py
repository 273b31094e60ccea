"""The model that Search shows first for a question: the one that usually answers such a question."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui import links
from ui.choices import usual_title
from ui.wording import literal

_CHOSEN = "stylehub_usual_model"


def choose_model(hub: Hub, usual: str, *, key: str = "model") -> None:
    """Chooses the usual model, unless the address has another one. Call before the widget.

    It is chosen once, so that a person can choose another after it; without such a question it is given up again.
    usual: the model's name; '' if any model answers such a question.
    key: of the model's widget.
    """
    before, title_before = st.session_state.get(_CHOSEN, ("", ""))
    if usual == before and (key in st.session_state or not usual):
        return
    title, default = "", usual_title(hub)
    shown = st.session_state.get(key) or links.query_value(key)
    if shown in ("", title_before) or (shown == default and not links.query_value(key)):  # nobody chose another
        title = hub.models[usual].title if usual else default
        if usual or key in st.session_state:
            st.session_state[key] = title
    st.session_state[_CHOSEN] = (usual, title)


def say_why(hub: Hub, model: str) -> None:
    """One line that says why this model answers words, if that is how it came to; nothing without another one."""
    if model == hub.words_model() and len(hub.ready) > 1:
        known = hub.models[model]
        st.caption(
            f"{literal(known.title)} answers requests such as “black dress” best of the built models.",
            help=literal(known.words_evidence) if known.words_evidence else None,
        )
