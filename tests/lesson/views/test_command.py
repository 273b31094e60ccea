"""The command `lesson` with the preset that learns from pictures."""

import pytest

from tests.lesson.conftest import Run


@pytest.mark.usefixtures("short")
def test_it_prints_what_views_teach(run: Run) -> None:
    code, out, err = run("--preset", "pictures", "--set", "augmentation=no crops")
    assert code == 0, err
    for row in ("untrained", "base", "chosen", "same type", "of the same product type", "of the same colour"):
        assert row in out
    assert "reading pictures" in err
