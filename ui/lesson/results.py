"""The results of a lesson: the verdict on the prediction, curves, distances, neighbours, maps and downloads."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import NotBuiltError
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.look import distances, flat_map, nearest
from stylehub_core.lesson.run import Run, find_run, run_stamp
from stylehub_core.lesson.verdict import Apart, Collapse, reading, verdict
from stylehub_core.models.contract import FIRST_MODEL
from ui import resources
from ui.charts import Pair, distances_chart, flat_map_chart
from ui.drawing import drawn
from ui.grid import Card, product_row
from ui.lesson.choice import APART, SPACE, LessonChoice
from ui.lesson.curves import METERS, curves
from ui.links import here
from ui.wording import literal

_NEIGHBOURS = 6
_DRAWN = 1500
_GROUPS = 6


def loaded(hub: Hub, run: str) -> Run:
    """The kept run. Raises NotBuiltError if it has just been dropped."""
    kept_run = resources.made_once(("lesson", run_stamp(hub.workspace, run)), lambda: find_run(hub.workspace, run))
    if kept_run is None:
        raise NotBuiltError("This run is no longer kept: train it again.")
    return kept_run


def results(
    hub: Hub, choice: LessonChoice, pair: Pair, row: int, predicted: tuple[Apart | None, Collapse | None]
) -> None:
    """Everything below the training, once both runs are kept."""
    chosen, base = loaded(hub, choice.lesson.chosen_id), loaded(hub, choice.lesson.base_id)
    _verdict(chosen, base, predicted)
    curves({pair.first: chosen.history, pair.second: base.history}, pair, key="lesson_curves")
    st.caption(METERS)
    _distances(chosen, base, pair)
    _neighbours(hub, chosen, base, pair, row)
    _maps(hub, chosen, base, pair, row)
    _part_note(chosen, base)
    _export(chosen, base, pair)


def _verdict(chosen: Run, base: Run, predicted: tuple[Apart | None, Collapse | None]) -> None:
    stamp = (chosen.id, base.id, str(chosen.seconds), str(base.seconds))
    result = resources.made_once(("lesson verdict", *stamp), lambda: verdict(chosen, base))
    st.markdown(f"**{literal(reading(chosen))}**")
    predictions = [
        (next((title for title, key in APART.items() if key == predicted[0]), ""), predicted[0] == result.apart),
        (next((title for title, key in SPACE.items() if key == predicted[1]), ""), predicted[1] == result.collapse),
    ]
    for sentence, (words, right) in zip(result.sentences, predictions, strict=True):
        mark = ":green[:material/check_circle:] You said so" if right else ":orange[:material/cancel:] You said"
        st.markdown(f"{mark}: *{literal(words)}*. {literal(sentence)}")
    if result.apart == "better" and result.collapse == "more":
        st.caption("Less spread is not bad in itself: here, articles that belong together have moved together.")


def _distances(chosen: Run, base: Run, pair: Pair) -> None:
    st.subheader("Distances of pairs", anchor=False)
    st.caption("What to look for: do the held-out pairs (filled) lie with the learned pairs, or with the random ones?")
    for column, run, title, colour in zip(
        st.columns(2, gap="large"), (chosen, base), pair.titles, pair.colours, strict=True
    ):
        with column:
            last = run.last
            st.markdown(f"**{_badged(title, pair)}**")
            means = pd.DataFrame(
                [(last["test_positive"], "Held-out pairs", False), (last["test_negative"], "Random pairs", False)],
                columns=["distance", "name", "study"],
            )
            st.vega_lite_chart(
                spec=drawn(distances_chart, _histogram(run), means, colour, pair.ink),
                alt=f"Cosine distances under {title}: held-out pairs {last['test_positive']:.2f}, random pairs "
                f"{last['test_negative']:.2f}, learned pairs {last['train_positive']:.2f}",
                key=f"lesson_distances_{run.id}",
            )  # fmt: skip


def _histogram(run: Run) -> pd.DataFrame:
    shares_of = distances(run)
    parts = {"Held-out pairs": shares_of.test, "Random pairs": shares_of.random, "Learned pairs": shares_of.learned}
    rows = [
        (low, high, share, name)
        for name, shares in parts.items()
        for low, high, share in zip(shares_of.edges, shares_of.edges[1:], shares, strict=False)
    ]
    return pd.DataFrame(rows, columns=["distance", "end", "share", "pairs"])


def _neighbours(hub: Hub, chosen: Run, base: Run, pair: Pair, row: int) -> None:
    st.subheader("Neighbours of the article", anchor=False)
    st.caption("What to look for: does it find what looks alike, or what is worn together? The number is the cosine.")
    position = int(np.searchsorted(chosen.rows, row))
    if position >= len(chosen.rows) or chosen.rows[position] != row:
        st.info("This article is not part of the lesson: choose another one in step 1.", icon=":material/info:")
        return
    for title, vectors in _spaces(hub, chosen, base, pair):
        st.markdown(f"**{_badged(title, pair)}**")
        near, cosines = nearest(vectors, position, _NEIGHBOURS)
        cards = [
            Card(str(hub.catalog.ids[neighbour]), int(neighbour), f"{cosine:.2f}")
            for neighbour, cosine in zip(chosen.rows[near], cosines, strict=True)
        ]
        product_row(hub, cards, key=f"lesson_near_{title}", columns=_NEIGHBOURS)


def _maps(hub: Hub, chosen: Run, base: Run, pair: Pair, row: int) -> None:
    st.subheader("The space as a flat map", anchor=False)
    st.caption(
        "Two principal components (PCA): fast, but the Map screen has better maps. What to look for: do groups "
        "stay together, and does the space still fill its frame? The ring marks the article."
    )
    names = hub.articles["index_group_name"].iloc[chosen.rows].astype(str).to_numpy()
    largest_groups = pd.Series(names).value_counts().index[:_GROUPS].tolist()
    shown = np.random.default_rng(0).permutation(len(chosen.rows))[:_DRAWN]
    grid = st.grid(3, min_column_width=260, gap="medium", key="lesson_maps")
    for title, vectors in _spaces(hub, chosen, base, pair):
        stamp = (title, *(run_stamp(hub.workspace, run.id) for run in (chosen, base)))
        flat = resources.made_once(("lesson map", *stamp), lambda vectors=vectors: flat_map(vectors))  # type: ignore[misc]
        table = pd.DataFrame({"x": flat.points[:, 0], "y": flat.points[:, 1], "group": names})
        table["here"] = chosen.rows == row
        points = pd.concat([table.iloc[shown], table[table["here"]]])
        with grid.cell():
            st.markdown(f"**{_badged(title, pair)}**")
            st.vega_lite_chart(
                spec=drawn(
                    flat_map_chart,
                    points[points["group"].isin(largest_groups) | points["here"]],
                    largest_groups,
                    pair.ink,
                ),
                alt=f"Two principal components of {title}, coloured by section of the shop",
                key=f"lesson_map_{title}",
            )
            st.caption(f"These two directions explain {flat.share:.0%} of the variance.")


def _spaces(hub: Hub, chosen: Run, base: Run, pair: Pair) -> Sequence[tuple[str, FloatMatrix]]:
    """(title, vectors) of raw text if it is built, of the base, and of the chosen run."""
    spaces = [(pair.second, base.vectors), (pair.first, chosen.vectors)]
    if FIRST_MODEL in hub.ready:
        spaces.insert(0, ("Before: the texts alone", np.asarray(hub.model(FIRST_MODEL).vectors[chosen.rows])))
    return spaces


def _part_note(chosen: Run, base: Run) -> None:
    taken = chosen.taken
    if not taken.everything:
        st.caption(
            f"To stay within two minutes, training used {taken.articles:,} of {taken.of_articles:,} articles and "
            f"{taken.customers:,} of {taken.of_customers:,} customers."
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
        with st.popover("Share", icon=":material/link:", type="tertiary", key="lesson_share"):
            st.write("This link opens exactly this view:")
            st.code(here(), language=None, wrap_lines=True)


def _badged(title: str, pair: Pair) -> str:
    colour = {pair.first: "orange", pair.second: "blue"}.get(title, "gray")
    return f":{colour}-badge[{literal(title)}]"
