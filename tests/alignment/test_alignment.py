"""Wrong texts are found, and no article is judged by what its own text has taught."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score

from stylehub_core.alignment.alignment import Alignment, alignment
from stylehub_core.alignment.aspects import claims_of
from stylehub_core.alignment.cross_fit import AlignmentConfig, folds_of, out_of_fold
from stylehub_core.alignment.disagreements import disagreements, worst_first
from stylehub_core.alignment.saved import load_alignment, save_alignment
from stylehub_core.errors import QueryError, TooLittleDataError, WorkspaceError
from tests.alignment.planted import TRAINING, TYPES, Planted, planted

CONFIG = AlignmentConfig(training=TRAINING)
ROWS = np.arange(100, 400, dtype=np.int32)


@cache
def world() -> Planted:
    return planted()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Alignment:
    return alignment(ROWS, world().pictures, world().articles, CONFIG, tmp_path_factory.mktemp("folds"))


def test_the_wrong_texts_come_first(found: Alignment) -> None:
    is_wrong = world().wrong != ""
    assert average_precision_score(is_wrong, -found.scores) > 0.9
    assert is_wrong.mean() < 0.06
    assert found.scores[~is_wrong].mean() > 0.97
    assert [aspect.name for aspect in found.aspects] == ["type", "colour"]  # all texts say the same pattern


def test_each_says_what_the_text_has_and_what_the_picture_has(found: Alignment) -> None:
    positions = worst_first(found)[:12]
    for position, one in zip(positions, disagreements(found, positions), strict=True):
        column = "product_type_name" if one.aspect == "type" else "colour_group_name"
        assert one.row == ROWS[position]
        assert one.says == world().articles[column].iat[position] != one.looks
    told = dict(zip(positions, disagreements(found, positions), strict=True))
    true = [position for position in positions if world().wrong[position]]
    assert sum(told[position].aspect == world().wrong[position] for position in true) >= len(true) - 1


def test_the_articles_that_disagree_about_one_aspect(found: Alignment) -> None:
    everything = set(worst_first(found))
    types, colours = worst_first(found, "type"), worst_first(found, "colour")
    assert set(types) | set(colours) == everything and not set(types) & set(colours)
    assert (np.diff(found.aspects[0].evidence[types]) <= 0).all()
    with pytest.raises(QueryError, match="'color'.* Did you mean 'colour'.* type, colour"):
        worst_first(found, "color")


def test_what_an_article_says_does_not_change_how_its_product_is_judged(tmp_path: Path) -> None:
    """The texts of one product say nonsense: the classifiers of its own fold have not read them."""
    articles, products = world().articles, np.arange(300, dtype=np.int32) // 3
    changed = articles.copy()
    changed.loc[30:32, "colour_group_name"] = "Yellow"
    changed.loc[30:32, "product_type_name"] = "Sock"
    before, after = (
        out_of_fold(world().pictures, claims_of(texts), products, CONFIG, tmp_path) for texts in (articles, changed)
    )
    fold = folds_of(products, CONFIG.folds, CONFIG.seed)
    own = fold == fold[30]
    for first, second in zip(before, after, strict=True):
        assert (first.logits[own] == second.logits[own]).all()
        assert (first.logits[~own] != second.logits[~own]).any()
    for column, told in zip(claims_of(articles), before, strict=True):
        for row in (0, 33, 299):
            others = fold != fold[row]
            assert told.taught[row] == (column.codes[others] == column.codes[row]).sum()
    assert not list(tmp_path.iterdir())


def test_the_articles_of_a_product_share_their_fold() -> None:
    products = np.random.default_rng(0).integers(40, size=200).astype(np.int32)
    folds = folds_of(products, 4, 7)
    assert all(len(set(folds[products == product])) == 1 for product in products)
    assert set(folds) == {0, 1, 2, 3}


def test_unknown_values_are_no_claims(tmp_path: Path) -> None:
    articles = world().articles.copy()
    articles["product_type_name"] = "Unknown"
    articles.loc[::7, "colour_group_name"] = None
    articles["graphical_appearance_name"] = pd.Categorical(["Unknown", *["Dot", "Solid"] * 149, "Dot"])
    claims = claims_of(articles)
    assert [column.column for column in claims] == ["colour_group_name", "graphical_appearance_name"]
    assert (claims[0].codes[::7] == -1).all() and claims[1].codes[0] == -1
    found = alignment(ROWS, world().pictures, articles, CONFIG, tmp_path)
    colour = found.aspects[0]
    assert (colour.evidence[::7] == 0).all() and (colour.says[::7] == "").all()
    assert np.isfinite(found.scores).all()


@pytest.mark.parametrize(
    ("count", "columns", "words"),
    [(12, 4, "at least 20 articles"), (300, 1, "needs a column of types, colours or patterns")],
)
def test_too_little_data_is_said(tmp_path: Path, count: int, columns: int, words: str) -> None:
    articles = world().articles.iloc[:count, :columns]
    with pytest.raises(TooLittleDataError, match=words):
        alignment(ROWS[:count], world().pictures[:count], articles, CONFIG, tmp_path)
    with pytest.raises(TooLittleDataError, match="of 4 products or more"):
        one = replace(world(), articles=world().articles.assign(product_code="0000001")).articles
        alignment(ROWS, world().pictures, one, CONFIG, tmp_path)


def test_kept_and_read_again(found: Alignment, tmp_path: Path) -> None:
    save_alignment(found, tmp_path)
    read = load_alignment(tmp_path, 400)
    assert (read.rows == found.rows).all() and (read.scores == found.scores).all()
    for first, second in zip(found.aspects, read.aspects, strict=True):
        assert first.name == second.name
        assert (first.evidence == second.evidence).all()
        assert (first.says == second.says).all() and (first.looks == second.looks).all()
    with pytest.raises(WorkspaceError, match="of another catalogue"):
        load_alignment(tmp_path, 300)
    (tmp_path / "alignment.parquet").write_bytes(b"cut")
    with pytest.raises(WorkspaceError, match="damaged"):
        load_alignment(tmp_path, 400)


def test_sentences_are_plain() -> None:
    """Blue text, red picture; a coat that looks like a dress, with another difference."""
    parts = found_of(("type", 0.0, "Coat", "Hat"), ("colour", 3.0, "Dark Blue", "Red"))
    assert disagreements(parts, [0])[0].sentence == "The text says dark blue, the picture looks red."
    parts = found_of(("type", 4.0, "Coat", "Dress"), ("colour", 3.0, "Blue", "Red"), ("pattern", 3.0, "Dot", "Stripe"))
    assert (
        disagreements(parts, [0])[0].sentence
        == "The text says “Coat”, the picture looks like “Dress”; the colour and the pattern differ too."
    )


def found_of(*aspects: tuple[str, float, str, str]) -> Alignment:
    """One article."""
    from stylehub_core.alignment.alignment import AspectAlignment

    made = tuple(
        AspectAlignment(name, np.array([value], np.float32), np.array([says], object), np.array([looks], object))
        for name, value, says, looks in aspects
    )
    return Alignment(np.array([0], np.int32), np.array([0.1], np.float32), made)


def test_both_sides_are_those_of_the_column_that_speaks(tmp_path: Path) -> None:
    """A type is unknown, or agrees by itself, while the group is wrong: both sides are groups."""
    groups = {"Coat": "Body", "Dress": "Body", "Hat": "Accessory", "Sock": "Accessory"}
    articles = world().articles.assign(product_type_name=[TYPES[row] for row in world().pictures[:, :4].argmax(axis=1)])
    articles["product_group_name"] = articles["product_type_name"].map(groups)
    wrong = articles.index[::30]
    other = articles.loc[wrong, "product_group_name"].map({"Body": "Accessory", "Accessory": "Body"})
    articles.loc[wrong, "product_group_name"] = other
    articles.loc[wrong[::2], "product_type_name"] = "Unknown"
    kind = alignment(ROWS, world().pictures, articles, CONFIG, tmp_path).aspects[0]
    assert (kind.evidence[wrong] > 0).mean() > 0.8
    found = wrong[kind.evidence[wrong] > 0]
    assert kind.says[found].tolist() == articles["product_group_name"][found].tolist()
    assert set(kind.looks[found]) <= {"Body", "Accessory"}


def test_no_evidence_is_no_disagreement() -> None:
    one = disagreements(found_of(("type", 0.0, "", "Hat"), ("colour", -1.5, "Blue", "Red")), [0])[0]
    assert one.sentence == "The text and the picture agree."
    assert one.looks == one.says
    one = disagreements(found_of(("colour", -1.5, "Blue", "Red")), [0])[0]
    assert (one.sentence, one.says, one.looks) == ("The text and the picture agree.", "Blue", "Blue")
    one = disagreements(found_of(("type", 0.0, "", "Hat"), ("colour", 0.0, "", "Red")), [0])[0]
    assert one.sentence == "The text says nothing that its picture could show."
