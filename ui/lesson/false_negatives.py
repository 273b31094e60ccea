"""A lesson on false negatives: an outfit, the negatives drawn for it, and the one that is not wrong."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.catalog.customer_ids import customer_ids
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.false_negatives import NEEDED, FalseNegative, false_negatives_in, student_config
from stylehub_core.outfits.outfit_student import OutfitStudent
from ui import jobs, resources
from ui.charts import pair_of
from ui.drawing import drawn
from ui.export import share
from ui.grid import Card, Marker, product_row
from ui.lesson.push_chart import pushes_chart
from ui.links import query_value, toast_note, warn_of_wrong_link
from ui.shell import show_error
from ui.wording import literal, shortened

MOST_ALPHA = 4.0
_STEP = 0.25
_ACROSS = 8
_SHOWN = 12  # characters of an id


def false_negatives_lesson(hub: Hub) -> None:
    """Everything below the choice of the lesson."""
    st.write(
        "A model of outfits learns by comparison: one article is taken out of a real outfit, others of its product "
        "type are drawn, and the model has to tell the right one. But some of the drawn articles would go with the "
        "outfit just as well. The training calls them wrong although they are not: they are **false negatives**."
    )
    outfitting = resources.outfitting(hub)
    if any(name not in outfitting.ready for name in NEEDED):
        _offer_build(hub)
        return
    examples = _examples(hub)
    if not examples:
        st.info("The teacher finds no drawn article better than the right one: there is nothing to show here.")
        return
    warn_of_wrong_link("example", [str(number) for number in range(1, len(examples) + 1)], "example")
    usual = min(student_config(outfitting).alpha, MOST_ALPHA)
    _warn_of_wrong_alpha(usual)
    number = st.pagination(len(examples), key="example", bind="query-params") if len(examples) > 1 else 1
    _show(hub, examples[number - 1], usual)
    share(key="lesson")


def _show(hub: Hub, example: FalseNegative, usual: float) -> None:
    right, wrong = (_name(hub, int(example.answers[place])) for place in (0, example.wrong))
    st.header("1. An outfit, and what was taken out", anchor=False)
    worn = [_card(hub, row) for row in example.given.tolist()]
    taken = _card(hub, int(example.answers[0]), Marker("taken out", "green"))
    product_row(hub, [taken, *worn], key="lesson_outfit", columns=_ACROSS)
    if example.customer >= 0:
        [customer] = customer_ids(hub.catalog, np.array([example.customer], np.int32))
        st.caption(literal(f"Worn by customer {customer[:_SHOWN]}."))
    st.header("2. The drawn negatives", anchor=False)
    cards = [_card(hub, int(example.answers[0]), Marker("right", "green"), example.teacher[0])]
    cards += [
        _card(hub, int(example.answers[place]), _marker(example, place), example.teacher[place])
        for place in range(1, len(example.answers))
    ]
    product_row(hub, cards, key="lesson_negatives", columns=_ACROSS, scores=True)
    st.markdown(
        literal(
            f"With {wrong}, the teacher finds the outfit better ({example.teacher[example.wrong]:.2f}) than with "
            f"{right}, which was really worn ({example.teacher[0]:.2f}). So {wrong} is hardly a wrong answer."
        )
    )
    st.caption(
        "The cosine is the teacher’s, from -1 to 1: how well the whole outfit fits who wears it, whose other "
        "outfits count. The negatives are drawn by how often they sell; training draws more of them "
        "than are shown here."
    )
    st.header("3. What it does to the loss", anchor=False)
    alpha = st.slider(
        "α: how much less a false negative counts", 0.0, MOST_ALPHA, usual, _STEP, key="alpha", bind="query-params",
        help="0 is a training without a teacher", width=420,
    )  # fmt: skip
    _loss(hub, example, alpha, usual)


def _loss(hub: Hub, example: FalseNegative, alpha: float, usual: float) -> None:
    before, after = example.pushes(0), example.pushes(alpha)
    pair = pair_of(f"With distillation, α = {alpha:g}", "Without a teacher")
    rows = [
        (f"{place}. {_name(hub, int(example.answers[place]))}", title, float(pushes[place - 1]))
        for place in range(1, len(example.answers))
        for title, pushes in ((pair.second, before), (pair.first, after))
    ]
    st.vega_lite_chart(
        spec=drawn(pushes_chart, pd.DataFrame(rows, columns=["negative", "when", "push"]), pair),
        alt="How hard each negative is pushed away: "
        + "; ".join(f"{negative}, {when.lower()}, {push:.2f}" for negative, when, push in rows),
        key="lesson_pushes",
    )  # fmt: skip
    wrong = _name(hub, int(example.answers[example.wrong]))
    st.markdown("\n".join(f"- {line}" for line in explained(example, alpha, wrong)))
    st.caption(
        literal(
            f"All figures are of the student’s scores as it is now; it learned with α = {usual:g}. After Kim et al. "
            "2021 (arXiv 2110.06483)."
        )
    )


def explained(example: FalseNegative, alpha: float, wrong: str) -> list[str]:
    """One line of Markdown for each figure: before, after, and what it means. wrong: the false negative's name."""
    at = example.wrong - 1
    before, after = example.pushes(0), example.pushes(alpha)
    weight = float(example.weights(alpha)[at])
    ahead = float(example.teacher[example.wrong] - example.teacher[0]) / example.temperature
    shares = [float(pushes[at] / pushes.sum()) for pushes in (before, after)]
    figures = (
        (
            "Weight", "1", f"{weight:.2f}",
            f"How much {wrong} counts as a wrong answer. The teacher puts it {ahead:.2f} logits ahead (the difference "
            f"of the cosines, divided by the temperature {example.temperature:g}), so it counts e to the power of "
            f"-{alpha:g} × {ahead:.2f}.",
        ),
        (
            "Push", f"{before[at]:.2f}", f"{after[at]:.2f}",
            f"The gradient: how hard one step of the training pushes the outfit with {wrong} away, from 0 (not at all) "
            "to 1.",
        ),
        (
            "Share of all pushing", f"{shares[0]:.0%}", f"{shares[1]:.0%}",
            "Of all that this outfit teaches, so much is spent on an article that is not wrong.",
        ),
        (
            "Loss", f"{example.loss(0):.2f}", f"{example.loss(alpha):.2f}",
            "How far the student is from being sure of the article that was taken out: 0 if it is. What a false "
            "negative adds to it is no mistake of the student’s.",
        ),
    )  # fmt: skip
    return [f"**{name}: {old} → {new}.** {literal(meaning)}" for name, old, new, meaning in figures]


def _marker(example: FalseNegative, place: int) -> Marker:
    return Marker("false negative", "orange") if place == example.wrong else Marker("negative")


def _card(hub: Hub, row: int, marker: Marker | None = None, cosine: float | None = None) -> Card:
    score = "" if cosine is None else f"{cosine:.2f}"
    return Card(str(hub.catalog.ids[row]), row, score, marker=marker, measure="cosine")


def _name(hub: Hub, row: int) -> str:
    name, colour = (str(hub.values(column)[row]) for column in ("prod_name", "colour_group_name"))
    return f"{shortened(name, 30)} ({colour.lower()})"


def _examples(hub: Hub) -> Sequence[FalseNegative]:
    made = [artifact.fingerprint for name in NEEDED if (artifact := hub.workspace.find(f"outfits/{name}"))]
    with st.spinner("Asking the teacher and the student"):
        return resources.made_once(("false negatives", *made), lambda: false_negatives_in(resources.outfitting(hub)))


def _warn_of_wrong_alpha(usual: float) -> None:
    """Drop an α from the link that the slider cannot show, and say so."""
    text = query_value("alpha")
    try:
        known = not text or 0 <= float(text) <= MOST_ALPHA
    except ValueError:
        known = False
    if not known:
        toast_note(f"The link asks for α “{text[:20]}”, which can be 0 to {MOST_ALPHA:g}. Showing {usual:g}.")
        del st.query_params["alpha"]


def _offer_build(hub: Hub) -> None:
    command = f"python -m stylehub_core build --workspace {hub.workspace.folder} --models {OutfitStudent.name}"
    st.info(
        literal(f"This lesson needs a teacher and its student. Build both here, in some minutes, or run '{command}'."),
        icon=":material/hourglass_top:",
    )
    if jobs.running(hub.workspace) is not None:
        st.caption("A build is running: the lesson appears here when both are built.")
        return
    if st.button("Build teacher and student", type="primary", icon=":material/play_arrow:", key="lesson_build"):
        try:
            jobs.build_models(hub.workspace, [OutfitStudent.name])
        except StyleHubError as error:
            show_error(error)
        else:
            st.rerun()
