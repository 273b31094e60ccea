"""`outfit compose`, `check`, `swap` and `picture` on the command line and in Python: the same answers."""

import json
from pathlib import Path

import pandas as pd
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.opened_outfits import OpenedOutfits
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def outfits(outfit_workspace: Path) -> OpenedOutfits:
    return OpenedWorkspace(outfit_workspace).outfits


@pytest.fixture(scope="module")
def look(outfits: OpenedOutfits) -> list[str]:
    return list(outfits.compose(looks=1)["article_id"])


def test_looks_are_the_same_everywhere(
    run: Run, outfit_workspace: Path, outfits: OpenedOutfits, tmp_path: Path
) -> None:
    out = tmp_path / "looks.csv"
    assert run("outfit", "compose", "--text", "summer party", "-w", outfit_workspace, "-n", 2, "--out", out).code == 0
    written = pd.read_csv(out, dtype={"article_id": str})
    table = outfits.compose(text="summer party", looks=2)
    assert written["article_id"].tolist() == table["article_id"].tolist()
    assert set(table["look"]) == {1, 2}
    listed = json.loads(run("outfit", "compose", "--text", "summer party", "-w", outfit_workspace, "--json").out)
    assert [row["article_id"] for row in listed][: len(table)] == table["article_id"].tolist()


def test_a_look_begins_with_the_given_article(run: Run, outfit_workspace: Path, look: list[str]) -> None:
    listed = json.loads(run("outfit", "compose", look[0], "-w", outfit_workspace, "-n", 2, "--json").out)
    assert [row["article_id"] for row in listed].count(look[0]) == len({row["look"] for row in listed})


def test_a_check_is_the_same_everywhere(
    run: Run, outfit_workspace: Path, outfits: OpenedOutfits, look: list[str]
) -> None:
    facts = outfits.check(look)
    assert json.loads(run("outfit", "check", *look, "-w", outfit_workspace, "--json").out) == facts
    said = run("outfit", "check", *look, "-w", outfit_workspace).out
    assert str(facts["weakest_link"]) in said


def test_a_swap_is_the_same_everywhere(
    run: Run, outfit_workspace: Path, outfits: OpenedOutfits, look: list[str]
) -> None:
    table = outfits.swap(look, look[-1], k=3)
    listed = json.loads(
        run("outfit", "swap", *look, "--instead-of", look[-1], "-w", outfit_workspace, "-k", 3, "--json").out
    )
    assert [row["article_id"] for row in listed] == table["article_id"].tolist()
    assert look[-1] not in set(table["article_id"]) and len(set(table["role"])) == 1
    with pytest.raises(QueryError, match="not in this outfit"):
        outfits.swap(look[:-1], look[-1])


def test_a_picture_and_what_completes_a_look(
    run: Run, outfit_workspace: Path, outfits: OpenedOutfits, look: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "look.png"
    assert run("outfit", "picture", *look, "-o", out, "-w", outfit_workspace).code == 0
    assert out.read_bytes() == outfits.picture(look)
    completed = outfits.complete(look[:1], "shoes", k=4)
    assert len(completed) == 4 and completed["score"].is_monotonic_decreasing
    assert outfits.scorers.loc["mean-cosine", "ready"] and not outfits.scorers.loc["popularity", "ready"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "0"), "No article is called"),
        (("compose", "999"), "No article '999'"),
        (("compose", "--customer", "nobody"), "No customer's id begins with"),
        (("compose", "--model", "nonsense"), "No set scorer 'nonsense'"),
        (("compose", "--model", "popularity"), "is not built yet"),
        (("compose", "-n", "0"), "0 looks"),
        (("compose", "--picture", "nowhere.jpg"), "nowhere.jpg"),
        (("compose", "--out", "looks.xlsx"), "ends in .csv or .parquet"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    run: Run, outfit_workspace: Path, arguments: tuple[str, ...], message: str
) -> None:
    said = run("outfit", *arguments, "-w", outfit_workspace)
    assert said.code == 1 and message in said.err


def test_one_article_and_one_twice(run: Run, outfit_workspace: Path, look: list[str]) -> None:
    assert "2 to 50 articles: this one has 1" in run("outfit", "check", look[0], "-w", outfit_workspace).err
    assert "named twice" in run("outfit", "check", look[0], look[0], "-w", outfit_workspace).err


def test_without_a_set_scorer_the_way_out_is_said(run: Run, built_workspace: Path) -> None:
    said = run("outfit", "compose", "-w", built_workspace)
    assert said.code == 1 and "--models mean-cosine" in said.err
