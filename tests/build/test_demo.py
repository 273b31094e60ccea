"""The demo builds the models that a build leaves out, prepares the recommenders, and makes nothing twice."""

from pathlib import Path

import pytest

from stylehub_core.build import demo
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.known_models import known_models
from stylehub_core.lab.serving import Serving
from stylehub_core.workspace import Workspace
from tests.built import copy_of

pytestmark = pytest.mark.usefixtures("brief")


def test_what_a_build_leaves_out_is_there_afterwards(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(copy_of(built, tmp_path)[0])
    assert "bpr" not in Hub(workspace.folder).ready
    assert {"bpr", "hybrid", "gcl-lightgcn"} <= known_models(workspace).keys()
    # A few stand for all. Tests of their own build and prepare each of them.
    monkeypatch.setattr(demo, "known_models", lambda _: dict.fromkeys(("raw-text", "bpr")))
    monkeypatch.setattr(demo.lab, "names", lambda _: ["popularity", "bpr", "raw-text"])
    demo.complete(workspace)
    hub = Hub(workspace.folder)
    assert "bpr" in hub.ready
    assert set(Serving(hub, "today").ready()) == {"popularity", "bpr", "raw-text"}
    again: list[str] = []
    demo.complete(workspace, lambda step, done, total: again.append(step))
    assert again == []
