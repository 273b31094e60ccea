"""The Lesson screen. Step by step: a pair, a change, a prediction, a training, and its result; or false negatives."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.charts import Pair, pair_of
from ui.lesson.choice import LessonChoice, differences, lesson_choice, note_run, prediction, warn_of_faults
from ui.lesson.false_negatives import false_negatives_lesson
from ui.lesson.pairs import article_choice, example_pairs
from ui.lesson.results import results
from ui.lesson.work import ready, training
from ui.links import warn_of_wrong_link
from ui.wording import literal

LESSONS = ("Change a training", "False negatives")


def lesson_screen(hub: Hub) -> None:
    """Everything below the title."""
    warn_of_wrong_link("lesson", LESSONS, "the lesson")
    chosen = st.segmented_control(
        "Lesson", LESSONS, default=LESSONS[0], required=True, key="lesson", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen == LESSONS[1]:
        false_negatives_lesson(hub)
    else:
        _training_lesson(hub)


def _training_lesson(hub: Hub) -> None:
    warn_of_faults(hub)
    st.write("Change one thing about a training, predict what will happen, and see. It takes at most two minutes.")
    st.header("1. What is a pair?", anchor=False)
    st.write(
        "A model learns from pairs of articles that belong together. It pulls them together and pushes others away. "
        "A model that learns from pictures alone makes its own pairs: two views of one picture, changed at random."
    )
    row = article_choice(hub)
    example_pairs(hub, row)
    _look("Articles bought together need not look alike. Articles with similar texts nearly always do.")
    st.header("2. Change one thing", anchor=False)
    choice = lesson_choice(hub)
    pair = pair_of(choice.title, f"Base: {choice.base_title}")
    _differences(choice, pair)
    st.header("3. Predict what will happen", anchor=False)
    predicted = prediction(choice.words)
    has_predicted = None not in predicted
    st.header("4. Train", anchor=False)
    training(hub, choice, pair, predicted=has_predicted)
    done = ready(hub, choice)
    note_run(hub, choice.lesson.chosen_id if done.both else "")
    st.header("5. What happened", anchor=False)
    if done.both and has_predicted:
        results(hub, choice, pair, row, predicted)
    elif done.both:
        st.info("The result is ready. First predict what will happen, in step 3.", icon=":material/lightbulb:")
    else:
        st.caption("The result appears here when both trainings are done.")


def _differences(choice: LessonChoice, pair: Pair) -> None:
    lines = differences(choice.lesson.chosen, choice.lesson.base)
    st.markdown(f":orange-badge[{literal(pair.first)}] against :blue-badge[{literal(pair.second)}]")
    st.markdown("  \n".join(literal(line) for line in lines))
    if choice.setting:
        st.caption("Everything else is as in the base.")
    _look(choice.words.look[choice.thing])


def _look(text: str) -> None:
    st.caption(f":material/visibility: What to look for: {literal(text)}")
