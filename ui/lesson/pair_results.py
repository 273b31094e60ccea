"""What a lesson about pairs shows: distances, neighbours and maps."""

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.pairs.look import distances, flat_map
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.lesson.run import run_stamp
from stylehub_core.models.contract import FIRST_MODEL
from ui import resources
from ui.charts import Pair, distances_chart, flat_map_chart
from ui.drawing import drawn
from ui.lesson.badges import badged
from ui.lesson.neighbours import Spaces, neighbours
from ui.lesson.words import Words

_DRAWN = 1500
_GROUPS = 6


def pair_results(hub: Hub, chosen: PairRun, base: PairRun, pair: Pair, row: int, words: Words) -> None:
    _distances(chosen, base, pair)
    neighbours(hub, _spaces(hub, chosen, base, pair), chosen.rows, pair, row, words.neighbours)
    _maps(hub, chosen, base, pair, row)


def _distances(chosen: PairRun, base: PairRun, pair: Pair) -> None:
    st.subheader("Distances of pairs", anchor=False)
    st.caption("What to look for: do the held-out pairs (filled) lie with the learned pairs, or with the random ones?")
    for column, run, title, colour in zip(
        st.columns(2, gap="large"), (chosen, base), pair.titles, pair.colours, strict=True
    ):
        with column:
            last = run.last
            st.markdown(f"**{badged(title, pair)}**")
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


def _histogram(run: PairRun) -> pd.DataFrame:
    shares_of = distances(run)
    parts = {"Held-out pairs": shares_of.test, "Random pairs": shares_of.random, "Learned pairs": shares_of.learned}
    rows = [
        (low, high, share, name)
        for name, shares in parts.items()
        for low, high, share in zip(shares_of.edges, shares_of.edges[1:], shares, strict=False)
    ]
    return pd.DataFrame(rows, columns=["distance", "end", "share", "pairs"])


def _maps(hub: Hub, chosen: PairRun, base: PairRun, pair: Pair, row: int) -> None:
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
            st.markdown(f"**{badged(title, pair)}**")
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


def _spaces(hub: Hub, chosen: PairRun, base: PairRun, pair: Pair) -> Spaces:
    """(title, vectors) of raw text if it is built, of the base, and of the chosen run."""
    spaces = [(pair.second, base.vectors), (pair.first, chosen.vectors)]
    if FIRST_MODEL in hub.ready:
        spaces.insert(0, ("Before: the texts alone", np.asarray(hub.model(FIRST_MODEL).vectors[chosen.rows])))
    return spaces
