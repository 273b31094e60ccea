"""The results of a lesson: the verdict on the prediction, the curves, what its subject shows, and downloads."""

import pandas as pd
import streamlit as st

from stylehub_core.errors import NotBuiltError
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.lesson.run import find_run, run_stamp
from stylehub_core.lesson.subject import Run
from stylehub_core.lesson.train import reading, verdict
from stylehub_core.lesson.views.run import ViewRun
from ui import resources
from ui.charts import Pair
from ui.export import share
from ui.lesson.choice import LessonChoice
from ui.lesson.curves import curves
from ui.lesson.pair_results import pair_results
from ui.lesson.view_results import view_results
from ui.lesson.words import Words
from ui.wording import literal


def loaded(hub: Hub, run: str) -> Run:
    """The kept run. Raises NotBuiltError if it has just been dropped."""
    kept_run = resources.made_once(("lesson", run_stamp(hub.workspace, run)), lambda: find_run(hub.workspace, run))
    if kept_run is None:
        raise NotBuiltError("This run is no longer kept: train it again.")
    return kept_run


def results(hub: Hub, choice: LessonChoice, pair: Pair, row: int, predicted: tuple[str | None, str | None]) -> None:
    """Everything below the training, once both runs are kept."""
    chosen, base = loaded(hub, choice.lesson.chosen_id), loaded(hub, choice.lesson.base_id)
    words = choice.words
    _verdict(chosen, base, words, predicted)
    curves({pair.first: chosen.history, pair.second: base.history}, pair, words.figures, key="lesson_curves")
    st.caption(words.meters)
    if isinstance(chosen, PairRun) and isinstance(base, PairRun):
        pair_results(hub, chosen, base, pair, row, words)
    if isinstance(chosen, ViewRun) and isinstance(base, ViewRun):
        view_results(hub, chosen, base, pair, row, words)
    _part_note(chosen, base)
    _export(chosen, base, pair)


def _verdict(chosen: Run, base: Run, words: Words, predicted: tuple[str | None, str | None]) -> None:
    stamp = (chosen.id, base.id, str(chosen.seconds), str(base.seconds))
    result = resources.made_once(("lesson verdict", *stamp), lambda: verdict(chosen, base))
    st.markdown(f"**{literal(reading(chosen))}**")
    predictions = [
        (question.title_of(said), said == answer)
        for question, said, answer in zip(words.questions, predicted, result.answers, strict=True)
    ]
    for sentence, (said, right) in zip(result.sentences, predictions, strict=True):
        mark = ":green[:material/check_circle:] You said so" if right else ":orange[:material/cancel:] You said"
        st.markdown(f"{mark}: *{literal(said)}*. {literal(sentence)}")
    if result.answers == ("better", "more"):
        st.caption("Less spread is not bad in itself: here, articles that belong together have moved together.")


def _part_note(chosen: Run, base: Run) -> None:
    taken = chosen.taken
    if not taken.everything:
        customers = f" and {taken.customers:,} of {taken.of_customers:,} customers"
        st.caption(
            f"To stay within two minutes, training used {taken.articles:,} of {taken.of_articles:,} articles"
            f"{customers if taken.customers < taken.of_customers else ''}."
        )
    short = [f"{len(run.history)} epochs" for run in (chosen, base) if run.cut_short]
    if short:
        st.caption(f"The machine was busy, so training was cut short after {' and '.join(short)}.")


def _export(chosen: Run, base: Run, pair: Pair) -> None:
    rows = [
        {"run": run.id, "title": title, **epoch}
        for run, title in ((chosen, pair.first), (base, pair.second))
        for epoch in run.history
    ]
    table = pd.DataFrame(rows)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Download the curves", lambda: table.to_csv(index=False).encode("utf-8-sig"),
            f"stylehub-lesson-{chosen.id}.csv", "text/csv", icon=":material/download:", type="tertiary",
            on_click="ignore", key="lesson_csv",
        )  # fmt: skip
        share(key="lesson")
