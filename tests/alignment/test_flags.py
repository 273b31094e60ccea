"""Flags are kept in the workspace and taken back."""

from pathlib import Path

from stylehub_core.alignment.flags import flag, flagged, unflag
from stylehub_core.workspace import Workspace


def test_flagged_and_taken_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert flagged(workspace) == set()
    flag(workspace, "0108775015", "The text says blue, the picture looks red.")
    flag(workspace, "../a b/%2e", "Any.")
    assert flagged(Workspace(tmp_path)) == {"0108775015", "../a b/%2e"}
    assert {path.parent for path in tmp_path.rglob("*.json")} == {workspace.flags}
    unflag(workspace, "0108775015")
    unflag(workspace, "0108775015")
    assert flagged(workspace) == {"../a b/%2e"}
