"""Outfits answered from a workspace: starts, looks, checks, names, sentences and the picture."""

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.catalog.wearers import Age
from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.named_articles import articles_named
from stylehub_core.hub.outfit_picture import outfit_png, write_outfit_png
from stylehub_core.hub.outfit_starts import bought_last, subject
from stylehub_core.hub.outfit_words import standing_sentence, weakest_sentence
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.outfits.compose import shares_more_than_half


@pytest.fixture(scope="module")
def outfitting(outfit_workspace: Path) -> Outfitting:
    return Outfitting(Hub(outfit_workspace))


def rows(*values: int) -> np.ndarray:
    return np.array(values, np.int32)


def some_top(outfitting: Outfitting) -> int:
    return int(outfitting.taste.offered(("upper",))[0])  # type: ignore[arg-type]


def test_nothing_built_is_one_sentence_with_the_way_out(built_workspace: Path) -> None:
    with pytest.raises(NotBuiltError, match="No set scorer is built yet.*--models stylist,mean-cosine"):
        _ = Outfitting(Hub(built_workspace)).usual


def test_the_first_floor_answers_if_nothing_better_is_built(outfitting: Outfitting) -> None:
    assert outfitting.ready == ["mean-cosine", "slot-pairs"]
    assert outfitting.usual == "mean-cosine"


@pytest.mark.parametrize("request_of", ["nothing", "text", "article", "id", "customer"])
def test_every_start_leads_to_looks_that_share_at_most_half(outfitting: Outfitting, request_of: str) -> None:
    top = some_top(outfitting)
    asked = {
        "nothing": {}, "text": {"text": "What to wear to a summer party?"}, "article": {"articles": rows(top)},
        "id": {"text": str(outfitting.hub.catalog.ids[top])}, "customer": {"customer": 3},
    }[request_of]  # fmt: skip
    start = outfitting.start(**asked)  # type: ignore[arg-type]
    looks = outfitting.looks(start, 3)
    assert looks
    composer = outfitting.composer()
    for number, look in enumerate(looks):
        assert composer.dresses(look) and len(np.unique(look)) == len(look)
        assert len({outfitting.taste.wearers.of(int(row)).age for row in look} - {Age.ANY, Age.CHILD}) == 1
        assert not any(shares_more_than_half(look, other) for other in looks[:number])
    if request_of in ("article", "id"):
        assert all(top in look for look in looks)


def test_a_customer_s_looks_start_from_what_was_bought(outfitting: Outfitting) -> None:
    start = outfitting.start(customer=3)
    assert set(start.seeds.tolist()) <= set(bought_last(outfitting.hub, 3).tolist())
    assert "bought lately" in start.note
    unknown = outfitting.start(customer=10**6)
    assert "bestsellers" in unknown.note and len(unknown.seeds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What to wear to a summer wedding?", "summer wedding"), ("what should I wear with black jeans", "black jeans"),
        ("an outfit for the office", "office"), ("Navy wool coat", "Navy wool coat"), ("what to wear", "what to wear"),
    ],
)  # fmt: skip
def test_the_subject_of_a_question(text: str, words: str) -> None:
    assert subject(text) == words


def test_a_text_for_men_gives_men_s_looks(outfitting: Outfitting) -> None:
    start = outfitting.start(text="a shirt for men")
    assert {int(gender) for gender in outfitting.taste.wearers.gender[start.seeds]} <= {0, 2}


def test_a_check_names_the_weakest_link_and_a_swap_that_helps(outfitting: Outfitting) -> None:
    look = outfitting.looks(outfitting.start(), 1)[0]
    checked = outfitting.checked(look)
    assert checked.weakest in look and checked.better_than is not None and 0 <= checked.better_than <= 1
    if checked.swap is not None:
        swapped = np.where(look == checked.swap.out, checked.swap.into, look).astype(np.int32)
        assert outfitting.checked(swapped).score == pytest.approx(checked.score + checked.swap.gain, abs=1e-5)
    assert outfitting.checked(look, kept=look).swap is None


@pytest.mark.parametrize("size", [0, 1, 51])
def test_too_few_and_too_many_are_named(outfitting: Outfitting, size: int) -> None:
    with pytest.raises(QueryError, match=f"An outfit has 2 to 50 articles: this one has {size}"):
        outfitting.checked(np.arange(size, dtype=np.int32))


@pytest.mark.parametrize("count", [0, -1, 13])
def test_a_count_of_looks_out_of_range_is_named(outfitting: Outfitting, count: int) -> None:
    with pytest.raises(QueryError, match=f"{count} looks"):
        outfitting.looks(outfitting.start(), count)


def test_articles_by_id_and_by_name(outfitting: Outfitting) -> None:
    hub = outfitting.hub
    names = hub.articles["prod_name"]
    one = int(np.flatnonzero(~names.duplicated(keep=False))[0])
    found, notes = articles_named(hub, [str(hub.catalog.ids[5 if one != 5 else 6]), str(names.iat[one]).upper()])
    assert found[1] == one and not notes
    several = int(np.flatnonzero(names.duplicated(keep=False))[0])
    found, notes = articles_named(hub, [str(names.iat[several])])
    alike = np.flatnonzero(names.str.lower() == str(names.iat[several]).lower())
    assert hub.values("times_sold")[found[0]] == hub.values("times_sold")[alike].max()
    assert len(notes) == 1 and "sold most" in notes[0]
    with pytest.raises(QueryError, match="No article is called “nonsense”"):
        articles_named(hub, ["nonsense"])
    with pytest.raises(QueryError, match="named twice"):
        articles_named(hub, [str(hub.catalog.ids[0]), str(hub.catalog.ids[0])])


def test_sentences_are_english(outfitting: Outfitting) -> None:
    hub = outfitting.hub
    types = hub.articles["product_type_name"].astype(str)

    def sentence(kind: str) -> str:
        row = int(np.flatnonzero(types == kind)[0])
        return weakest_sentence(hub, rows(row), row)

    assert sentence("Dress") == "The dress fits the rest least."
    assert sentence("Trousers") == "The trousers fit the rest least."
    assert sentence("T-shirt") == "The T-shirt fits the rest least."
    two = np.flatnonzero(types == "Dress")[:2].astype(np.int32)
    assert f"“{hub.values('prod_name')[two[0]]}”" in weakest_sentence(hub, two, int(two[0]))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.834, "Better than 83 %"),
        (1.0, "nearly all"),
        (0.0, "Worse than nearly all"),
        (None, "too few"),
        (0.994, "99 %"),
    ],
)
def test_a_standing_in_words(share: float | None, said: str) -> None:
    assert said in standing_sentence(share)


@pytest.mark.parametrize("pictures", [True, False])
def test_the_picture_of_a_look(outfit_workspace: Path, tmp_path: Path, pictures: bool) -> None:
    folder = outfit_workspace
    if not pictures:
        folder = Path(shutil.copytree(outfit_workspace, tmp_path / "workspace"))
        shutil.rmtree(folder / "stages" / "pictures")
    hub = Hub(folder)
    for count in (1, 4, 7):
        drawn = Image.open(io.BytesIO(outfit_png(hub, np.arange(count, dtype=np.int32))))
        assert drawn.format == "PNG" and drawn.width > drawn.height * 0.3
        assert len(set(drawn.convert("L").tobytes())) > 20
    write_outfit_png(hub, rows(0, 1), tmp_path / "new" / "look.png")
    assert (tmp_path / "new" / "look.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(QueryError, match=r"ends in \.png"):
        write_outfit_png(hub, rows(0), tmp_path / "look.jpg")
    with pytest.raises(QueryError, match="nothing to draw"):
        outfit_png(hub, rows())
