"""The tiny workspace, where a test may measure recommenders and keep the results."""

from pathlib import Path

import pytest

from stylehub_core.hub.hub import Hub
from tests.built import copy_of


@pytest.fixture
def hub(built: Path, tmp_path: Path) -> Hub:
    return Hub(copy_of(built, tmp_path)[0])
