"""`outfit compose`, `check`, `swap` and `picture` on the command line and in Python: the same answers."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from stylehub_core.errors import LEFT_OUT, QueryError, TooLittleDataError
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.opened_outfits import OpenedOutfits
from tests.cli.conftest import Run
from tests.lab.sound_page import sound_page


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
    assert said.code == 1 and "--models stylist,mean-cosine" in said.err


def test_the_outfit_protocol_in_the_terminal_in_a_file_and_from_python(
    run: Run, outfit_workspace: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(outfit_workspace, tmp_path / "workspace"))
    shop, file = OpenedWorkspace(folder).outfits, tmp_path / "figures.csv"
    assert shop.figures().empty
    said = run("evaluate", "-w", folder, "--protocol", "outfits", "--models", "chance,slot-pairs", "--csv", file)
    assert said.code == 0, said.err
    assert "fill in the blank" in said.out.lower() and str(file) in said.err
    figures = shop.figures()
    pd.testing.assert_frame_equal(pd.read_csv(file, index_col="name"), figures)
    assert figures.index.tolist() == ["chance", "slot-pairs"] and figures["auc"].between(0, 1).all()
    with pytest.raises(QueryError, match="There is no outfit protocol 'weather': choose outfits or outfits-disjoint"):
        shop.figures("weather")  # type: ignore[arg-type]


def test_what_cannot_be_measured_is_said_last(
    run: Run, outfit_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_little(*_: object) -> None:
        raise TooLittleDataError("Set scorers that learn need at least 10 outfits.")

    folder = Path(shutil.copytree(outfit_workspace, tmp_path / "workspace"))
    monkeypatch.setattr("stylehub_core.outfits.outfit_teacher.learn_sets", too_little)
    said = run("evaluate", "-w", folder, "--protocol", "outfits", "--models", "chance,outfit-teacher")
    assert said.code == LEFT_OUT
    assert "chance" in said.out
    assert said.err.rstrip().endswith(
        "outfit-teacher was not measured: Set scorers that learn need at least 10 outfits."
    )


@pytest.mark.parametrize("protocol", ["outfits", "outfits-disjoint"])
def test_the_report_of_outfits_is_a_file(run: Run, outfit_workspace: Path, tmp_path: Path, protocol: str) -> None:
    folder, file = Path(shutil.copytree(outfit_workspace, tmp_path / "workspace")), tmp_path / "report.html"
    said = run("evaluate", "-w", folder, "--protocol", protocol, "--models", "chance,slot-pairs", "--html", file)
    assert said.code == 0, said.err
    assert f"The report is in {file}." in said.err
    report = sound_page(file.read_text())
    assert report.tables == 2 and f"<dd>{protocol}</dd>" in file.read_text() and "Slot pairs" in file.read_text()


@pytest.mark.parametrize("option", ["--baseline", "--set", "--settings", "--unset"])
def test_options_that_mean_nothing_for_outfits_are_refused(run: Run, outfit_workspace: Path, option: str) -> None:
    said = run("evaluate", "-w", outfit_workspace, "--protocol", "outfits", option, "x")
    assert said.code == 1 and "takes --models, --html, --csv and --json alone" in said.err


def test_a_report_without_a_protocol_is_refused(run: Run, outfit_workspace: Path) -> None:
    said = run("evaluate", "-w", outfit_workspace, "--html", "x")
    assert said.code == 1 and "for --html and --csv also outfits or outfits-disjoint" in said.err
