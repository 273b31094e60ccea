"""The choices of a lesson, kept in the address: a preset, one change, a prediction, and the run."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError, StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.recipe import CHOICES, PRESETS, Preset, Recipe, difference, other, written
from stylehub_core.lesson.run import find_run, run_stamp
from stylehub_core.lesson.train import Lesson, lesson
from stylehub_core.lesson.verdict import Apart, Collapse
from ui.links import query_value, toast_note, wrong_link_note
from ui.wording import shortened

PRESET_TITLES: dict[str, Preset] = {"The study’s failure": "failure", "Its cure": "cure"}
NOTHING = "Nothing: compare the two presets"
APART: dict[str, Apart] = {"Better apart": "better", "No real change": "same", "Worse apart": "worse"}
SPACE: dict[str, Collapse] = {"More spread out": "less", "No real change": "same", "Nearer to collapse": "more"}
THING_TITLES = {
    "pairs": "Pairs",
    "source": "Pair source",
    "temperature": "Temperature",
    "batch": "Batch size",
    "mask": "Masking of doubles",
    "log_q": "logQ correction",
    "shape": "Network",
}
LOOK = {
    "": "The study repeats a stored list. Its cure draws fresh pairs, masks duplicates and corrects for popular "
    "articles.",
    "pairs": "A stored list can be learned by heart, fresh pairs can’t. Do learned and held-out pairs drift apart?",
    "source": "Text neighbours are near before any training. Does that help to predict what is bought together?",
    "temperature": "It sets how strongly articles are pushed apart. Does the order of the distances change (AUC), or "
    "only their size?",
    "batch": "A larger batch has more negatives per step, and fewer steps for the same pairs.",
    "mask": "An article can appear twice in a batch. Without masking, its duplicate is pushed away as a negative.",
    "log_q": "Popular articles are negatives most often, so they are pushed away most. logQ corrects for that.",
}
_WORDS = {
    "stored": "a stored list", "fresh": "fresh each epoch", "study": "the study’s", "stylehub": "ours, with residual",
}  # fmt: skip
_OPENED = "stylehub_lesson_run"


@dataclass(frozen=True)
class LessonChoice:
    """setting: such as 'temperature=0.5', or ''.

    title: of the change, or of the preset if there is none.
    """

    preset: Preset
    setting: str
    title: str
    lesson: Lesson

    @property
    def base_title(self) -> str:
        name = self.preset if self.setting else other(self.preset)
        return next(title for title, key in PRESET_TITLES.items() if key == name)

    @property
    def thing(self) -> str:
        return self.setting.partition("=")[0]


def changes(preset: Preset) -> dict[str, str]:
    """The settings that change a preset, by title: {'Temperature: 0.5': 'temperature=0.5', …}, no change first."""
    base = PRESETS[preset]
    return {NOTHING: ""} | {
        f"{THING_TITLES[thing]}: {_value(value)}": f"{thing}={written(value)}"
        for thing, values in CHOICES.items()
        for value in values
        if value != getattr(base, thing)
    }


def lesson_choice(hub: Hub) -> LessonChoice:
    """The chosen preset and change, from two controls."""
    _open_run(hub)
    title = st.segmented_control(
        "Start from", list(PRESET_TITLES), default=next(iter(PRESET_TITLES)), required=True, key="preset",
        bind="query-params", help="The study’s transactional training as written, or ours",
    )  # fmt: skip
    preset = PRESET_TITLES.get(str(title), "failure")
    settings = changes(preset)
    change = st.selectbox("Change one thing", list(settings), key="change", bind="query-params")
    setting = settings.get(change, "")
    choice_title = change if setting else str(title)
    return LessonChoice(preset, setting, choice_title, lesson(hub.workspace, hub.settings.encoder, preset, setting))


def prediction() -> tuple[Apart | None, Collapse | None]:
    """The user's prediction; None for each part that is not predicted yet."""
    apart = st.segmented_control(
        "Held-out pairs vs. random ones", list(APART), key="apart", bind="query-params",
        help="Held-out pairs were bought together by customers the training never sees",
    )  # fmt: skip
    space = st.segmented_control(
        "The space of all articles", list(SPACE), key="space", bind="query-params",
        help="Collapse means that all articles end up in one place",
    )  # fmt: skip
    return APART.get(str(apart)), SPACE.get(str(space))


def differences(chosen: Recipe, base: Recipe) -> list[str]:
    """Lines such as 'Temperature: 0.1 → 0.5', from the base to the chosen recipe."""
    pairs = ((key, getattr(base, key), getattr(chosen, key)) for key in THING_TITLES)
    return [f"{THING_TITLES[key]}: {_value(old)} → {_value(new)}" for key, old, new in pairs if old != new]


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
    choices = (("preset", PRESET_TITLES), ("change", changes(preset)), ("apart", APART), ("space", SPACE))
    faults = [key for key, allowed in choices if wrong_link_note(key, allowed, "")]
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


def _value(value: object) -> str:
    if isinstance(value, float) and value == 0:
        return "off"
    return _WORDS.get(written(value), written(value))
