"""Flags are the same on the command line, in Python and on the Alignment screen, whoever sets them."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from stylehub_core.alignment.flags import flag, flagged
from stylehub_core.errors import NotBuiltError, QueryError, WorkspaceError
from stylehub_core.hub.flagging import flag_articles
from stylehub_core.hub.hub import Hub
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.workspace import Workspace
from tests.cli.conftest import Run
from ui.alignment.data import chosen_positions


@pytest.fixture
def own(aligned_workspace: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(aligned_workspace, tmp_path / "workspace"))


def on_the_screen(folder: Path, flags: str) -> list[str]:
    """The ids that the screen lists with this choice of flags."""
    hub = Hub(folder)
    alignment = hub.alignment()
    positions = chosen_positions(hub, alignment, "", flags, flagged(hub.workspace))
    ids: list[str] = hub.catalog.ids[alignment.rows[positions]].tolist()
    return ids


def test_what_one_face_flags_all_list(run: Run, own: Path, tmp_path: Path) -> None:
    shop = OpenedWorkspace(own)
    worst = shop.alignment(4)
    first, second, third, fourth = worst["article_id"]
    said = run("flag", first, second, "-w", own)
    assert said.code == 0
    assert f"Flagged: {first}, {second}." in said.err
    shop.flag(third, why="The  picture is of\nanother article.")
    flag(Workspace(own), fourth, worst["sentence"][3])  # as the screen does
    assert flagged(Workspace(own)) == {first, second, third, fourth}
    notes = {path.stem: json.loads(path.read_text()) for path in Workspace(own).flags.iterdir()}
    assert {key: note["why"] for key, note in notes.items()} == {
        first: worst["sentence"][0], second: worst["sentence"][1], third: "The picture is of another article.",
        fourth: worst["sentence"][3],
    }  # fmt: skip
    assert {frozenset(note) for note in notes.values()} == {frozenset({"article_id", "why", "when"})}

    table = shop.flags
    assert table.columns.tolist() == ["article_id", "name", "why", "when"]
    assert table.set_index("article_id")["why"].to_dict() == {key: note["why"] for key, note in notes.items()}
    assert table.set_index("article_id").loc[first, "name"] == worst["name"][0]
    assert table["when"].is_monotonic_decreasing
    assert json.loads(run("flags", "-w", own, "--json").out) == table.to_dict("records")
    assert first in run("flags", "-w", own).out
    assert run("flags", "-w", own, "--out", tmp_path / "new" / "flags.csv").code == 0
    written = pd.read_csv(tmp_path / "new" / "flags.csv", dtype=str)
    assert written["article_id"].tolist() == table["article_id"].tolist()
    assert run("flags", "-w", own, "--out", tmp_path / "flags.parquet").code == 0
    pd.testing.assert_frame_equal(pq.read_table(tmp_path / "flags.parquet").to_pandas(), table, check_dtype=False)

    listed = json.loads(run("alignment", "-w", own, "-k", 0, "--flags", "flagged", "--json").out)
    ids = [row["article_id"] for row in listed]
    assert ids == shop.alignment(flags="flagged")["article_id"].tolist() == on_the_screen(own, "Flagged")
    assert set(ids) == {first, second, third, fourth}
    assert {row["flagged"] for row in listed} == {True}
    others = shop.alignment(flags="not-flagged")["article_id"].tolist()
    assert others == on_the_screen(own, "Not flagged")
    assert sorted([*others, *ids]) == sorted(shop.alignment()["article_id"])


def test_flags_are_taken_back_one_by_one_and_all_together(run: Run, own: Path) -> None:
    shop = OpenedWorkspace(own)
    first, second, third = shop.alignment(3)["article_id"]
    shop.flag([first, second, third])
    assert "Took 1 flag back." in run("unflag", first.lstrip("0"), "-w", own).err
    shop.unflag(second)
    assert shop.flags["article_id"].tolist() == [third]
    flag(Workspace(own), "gone", "Of an earlier catalogue.")
    assert shop.flags.set_index("article_id").loc["gone", "name"] == ""
    assert "Took 2 flags back." in run("unflag", "--all", "-w", own).err
    assert shop.flags.empty
    assert "Nothing is flagged." in run("flags", "-w", own).err
    assert json.loads(run("flags", "-w", own, "--json").out) == []


def test_a_flag_stays_as_it_is_unless_a_reason_is_given(own: Path) -> None:
    shop = OpenedWorkspace(own)
    [first] = shop.alignment(1)["article_id"]
    flag(Workspace(own), first, "Seen by hand.")
    shop.flag(first)
    assert shop.flags["why"].tolist() == ["Seen by hand."]
    shop.flag(first, "Blue, not red.")
    assert shop.flags["why"].tolist() == ["Blue, not red."]


def test_an_article_without_a_picture_cannot_be_flagged(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(own)
    whole = hub.alignment()
    monkeypatch.setattr(Hub, "alignment", lambda _: replace(whole, rows=whole.rows[1:]))
    with_it, without = (str(hub.catalog.ids[row]) for row in whole.rows[[1, 0]])
    with pytest.raises(QueryError, match=f"{without} cannot be flagged: it has no picture"):
        flag_articles(hub, [with_it, without])
    assert flagged(hub.workspace) == set()


def test_what_cannot_be_flagged_or_taken_back_is_named(run: Run, own: Path, built_workspace: Path) -> None:
    shop = OpenedWorkspace(own)
    [first] = shop.alignment(1)["article_id"]
    with pytest.raises(QueryError, match="No article '12'"):
        shop.flag([first, "12"])
    assert flagged(Workspace(own)) == set()  # all or none
    said = run("unflag", first, "-w", own)
    assert (said.code, f"The article '{first}' is not flagged" in said.err) == (1, True)
    for arguments in ((), (first, "--all")):
        said = run("unflag", *arguments, "-w", own)
        assert (said.code, "either the ids of articles or --all" in said.err) == (1, True)
    said = run("flags", "-w", own, "--out", "flags.xlsx")
    assert said.code == 1 and "ends in .csv or .parquet" in said.err
    with pytest.raises(QueryError, match="all, flagged, not-flagged"):
        shop.alignment(flags="yes")  # type: ignore[arg-type]
    with pytest.raises(NotBuiltError, match="not compared yet"):
        OpenedWorkspace(built_workspace).flag(first)
    Workspace(own).flags.mkdir()
    (Workspace(own).flags / f"{first}.json").write_text("{")
    with pytest.raises(WorkspaceError, match="damaged .* flag the article again"):
        _ = shop.flags
