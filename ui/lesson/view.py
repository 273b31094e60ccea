"""The Lesson screen, step by step: a pair, a change, a prediction, a training, and what came of it."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.charts import Pair, pair_of
from ui.lesson.choice import LOOK, Asked, chosen, differences, note_run, prediction, say_faults
from ui.lesson.pairs import article_choice, example_pairs
from ui.lesson.results import results
from ui.lesson.work import ready, training
from ui.wording import literal


def lesson_screen(hub: Hub) -> None:
    """Everything below the title."""
    say_faults(hub)
    st.write("Change one thing in a training, say what will happen, and see. It takes at most two minutes.")
    st.header("1. What is a pair?", anchor=False)
    st.write("A model learns from pairs of articles that belong together. It pulls them near, and pushes others away.")
    row = article_choice(hub)
    example_pairs(hub, row)
    _look("What is bought together need not look alike. What reads alike nearly always does.")
    st.header("2. Change one thing", anchor=False)
    asked = chosen(hub)
    pair = pair_of(asked.title, f"Base: {asked.base_title}")
    _differences(asked, pair)
    st.header("3. Say what will happen", anchor=False)
    predicted = prediction()
    told = None not in predicted
    st.header("4. Train", anchor=False)
    training(hub, asked, pair, predicted=told)
    done = ready(hub, asked)
    note_run(hub, asked.lesson.chosen_id if done.both else "")
    st.header("5. What happened", anchor=False)
    if done.both and told:
        results(hub, asked, pair, row, predicted)
    elif done.both:
        st.info("The result is there. Say first what will happen, in step 3.", icon=":material/lightbulb:")
    else:
        st.caption("The result appears here when both trainings are done.")


def _differences(asked: Asked, pair: Pair) -> None:
    lines = differences(asked.lesson.chosen, asked.lesson.base)
    st.markdown(f":orange-badge[{literal(pair.first)}] against :blue-badge[{literal(pair.second)}]")
    st.markdown("  \n".join(literal(line) for line in lines))
    if asked.setting:
        st.caption("All else stays as it is in the base.")
    _look(LOOK[asked.thing])


def _look(text: str) -> None:
    st.caption(f":material/visibility: What to look for: {literal(text)}")
