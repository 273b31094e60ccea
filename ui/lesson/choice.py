"""The choices of a lesson, kept in the address: a preset, one change, a prediction, and the run."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError, StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.recipe import PRESETS, difference, other, subject_of, written
from stylehub_core.lesson.run import find_run, run_stamp
from stylehub_core.lesson.subject import Recipe
from stylehub_core.lesson.train import Lesson, lesson
from ui.lesson import pair_words, view_words
from ui.lesson.words import Words
from ui.links import query_value, toast_note, wrong_link_note
from ui.wording import shortened

WORDS: Mapping[str, Words] = {"pairs": pair_words.WORDS, "views": view_words.WORDS}
"""By the names of their subjects."""
PRESET_TITLES = {title: preset for words in WORDS.values() for title, preset in words.presets.items()}
NOTHING = "Nothing: compare the two presets"
_OPENED = "stylehub_lesson_run"


@dataclass(frozen=True)
class LessonChoice:
    """setting: such as 'temperature=0.5', or ''.

    title: of the change, or of the preset if there is none.
    """

    preset: str
    setting: str
    title: str
    lesson: Lesson

    @property
    def base_title(self) -> str:
        name = self.preset if self.setting else other(self.preset)
        return next(title for title, key in PRESET_TITLES.items() if key == name)

    @property
    def words(self) -> Words:
        return WORDS[self.lesson.subject.name]

    @property
    def thing(self) -> str:
        return self.setting.partition("=")[0]


def words_of(preset: str) -> Words:
    return WORDS[subject_of(PRESETS[preset]).name]


def changes(preset: str) -> dict[str, str]:
    """The settings that change a preset, by title: {'Temperature: 0.5': 'temperature=0.5', …}.

    No change comes first, if there is another preset to compare with.
    """
    base, words = PRESETS[preset], words_of(preset)
    return ({NOTHING: ""} if other(preset) else {}) | {
        f"{words.things[thing]}: {words.value(value)}": f"{thing}={written(value)}"
        for thing, values in subject_of(base).choices.items()
        for value in values
        if value != getattr(base, thing)
    }


def lesson_choice(hub: Hub) -> LessonChoice:
    """The chosen preset and change, from two controls."""
    _open_run(hub)
    title = st.segmented_control(
        "Start from", list(PRESET_TITLES), default=next(iter(PRESET_TITLES)), required=True, key="preset",
        bind="query-params",
        help="The study’s transactional training as written, ours, or a training on pictures alone (SimCLR)",
    )  # fmt: skip
    preset = PRESET_TITLES.get(str(title), "failure")
    settings = changes(preset)
    change = st.selectbox("Change one thing", list(settings), key="change", bind="query-params")
    setting = settings.get(str(change), next(iter(settings.values())))
    choice_title = change if setting else str(title)
    return LessonChoice(preset, setting, choice_title, lesson(hub.workspace, hub.settings.encoder, preset, setting))


def prediction(words: Words) -> tuple[str | None, str | None]:
    """The user's prediction; None for each part that is not predicted yet."""
    first, second = (
        question.answers.get(
            str(
                st.segmented_control(
                    question.title,
                    list(question.answers),
                    key=question.key,
                    bind="query-params",
                    help=question.help,
                )
            )
        )
        for question in words.questions
    )
    return first, second


def differences(chosen: Recipe, base: Recipe) -> list[str]:
    """Lines such as 'Temperature: 0.1 → 0.5', from the base to the chosen recipe."""
    words = WORDS[subject_of(chosen).name]
    pairs = ((key, getattr(base, key), getattr(chosen, key)) for key in words.things)
    return [f"{words.things[key]}: {words.value(old)} → {words.value(new)}" for key, old, new in pairs if old != new]


def note_run(hub: Hub, run: str) -> None:
    """Put the run into the address once it is kept, so that the link can be shared."""
    shown = run if run_stamp(hub.workspace, run) else ""
    st.session_state[_OPENED] = shown
    if shown:
        st.query_params["run"] = shown
    else:
        st.query_params.pop("run", None)


def warn_of_faults(hub: Hub) -> None:
    """Show one note about all wrong values in a link. Call before the widgets, which drop them from the address."""
    if "preset" in st.session_state:  # only a link can be wrong, so only on arrival
        return
    preset = PRESET_TITLES.get(query_value("preset"), "failure")
    questions = {question.key: question.answers for question in words_of(preset).questions}
    choices = {"preset": PRESET_TITLES, "change": changes(preset), **questions}
    faults = [key for key, allowed in choices.items() if wrong_link_note(key, allowed, "")]
    if query_value("run") and not run_stamp(hub.workspace, query_value("run")):
        faults.append("run")
    if query_value("article") and not _is_article(hub, query_value("article")):
        faults.append("article")
    if faults:
        listed = ", ".join(f"{key} “{shortened(query_value(key), 30)}”" for key in faults)
        text = f"The link asks for something that is not here: {listed}. Everything else is shown."
        toast_note(text)


def _open_run(hub: Hub) -> None:
    """Set the controls to the run in the link; if it is not kept, the rest of the link decides."""
    run = query_value("run")
    if not run or run == st.session_state.get(_OPENED):
        return
    st.session_state[_OPENED] = run
    try:
        kept_run = find_run(hub.workspace, run)
        change = difference(kept_run.recipe) if kept_run else None
    except StyleHubError:
        change = None
    if change is None:
        return
    preset, setting = change
    st.session_state["preset"] = next(title for title, key in PRESET_TITLES.items() if key == preset)
    st.session_state["change"] = next(title for title, key in changes(preset).items() if key == setting)


def _is_article(hub: Hub, text: str) -> bool:
    try:
        hub.catalog.row_of(text)
    except QueryError:
        return False
    return True
