"""The server itself: its settings from any folder, and the effect of its warm-up on garbage collection."""

import gc
import json
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from stylehub_core.features.uploaded_picture import MOST_BYTES
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page

ROOT = Path(__file__).parents[2]
_STARTED = {
    # As uvicorn and `python app.py` do it.
    "imported": "import app",
    # As `streamlit run` does it, from any folder and from `demo`.
    "streamlit run": "from streamlit import config; config._main_script_path = sys.argv[1] + '/app.py'; import app",
}
_SAID = """
import gc, json, sys
sys.path.insert(0, sys.argv[1])
{start}
from streamlit import config
from ui import warm_up
warm_up.warm_up = lambda: None
app._warm_up()
said = [config.get_option("runner.postScriptGC"), gc.get_freeze_count(), gc.isenabled()]
print(json.dumps([*said, config.get_option("server.maxUploadSize")]))
"""


@pytest.mark.parametrize("start", _STARTED)
def test_the_app_has_its_settings_from_any_folder(start: str, tmp_path: Path) -> None:
    script = _SAID.format(start=_STARTED[start])
    ended = subprocess.run([sys.executable, "-c", script, str(ROOT)], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    after_each_script, frozen, own, most_megabytes = json.loads(ended.stdout)
    assert not after_each_script  # only Python's own collection runs, over what is not frozen
    assert frozen > 10_000
    assert own
    assert most_megabytes * 1024**2 == MOST_BYTES


def test_a_frozen_hub_goes_when_a_build_replaces_it(built_workspace: Path) -> None:
    hub = Hub(built_workspace)
    hub.search(Request("coat"), hub.ready[0], Page(3))
    gone = weakref.ref(hub)
    gc.collect()
    gc.freeze()
    try:
        del hub
        assert gone() is None
    finally:
        gc.unfreeze()


def test_no_screen_imports_what_trains(tmp_path: Path) -> None:
    """PyTorch takes seconds to import, during which every page is slow."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import app\nfrom ui import warm_up\nfrom stylehub_core.models.registry import models\n"
        "from stylehub_core.recommenders import saved\nfrom stylehub_core.recommenders.registry import recommenders\n"
        "models(), recommenders(), saved._skops()\n"
        "print([name for name in ('torch', 'sentence_transformers') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(ROOT)], cwd=tmp_path, capture_output=True, text=True)
    assert ended.stdout.splitlines()[-1:] == ["[]"], ended.stdout + ended.stderr
