"""Hostile uploads: known tricks, and damaged files. `python -m benchmarks.hostile_uploads` tries thousands."""

import io

import pytest
from PIL import Image

from benchmarks import hostile_uploads as module
from benchmarks.hostile_files import mutated, seeds, tricks
from benchmarks.hostile_uploads import outcome
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import photograph

SLOW = ("49 megapixels with transparency", "20,000 pixels wide and high enough")
"""The benchmark tries them, too."""


@pytest.mark.parametrize("name", [name for name in tricks() if name not in SLOW])
def test_known_tricks_are_handled_right(name: str) -> None:
    make, expected = tricks()[name]
    assert outcome(make()) == expected


def test_damaged_files_are_read_or_refused_and_do_no_harm() -> None:
    good = seeds()
    before = {name: photograph(content).tobytes() for name, content in good.items()}
    outcomes = [(name, outcome(content)) for name, content in mutated(good, 150, seed=11)]
    assert [pair for pair in outcomes if pair[1] not in ("picture", "message")] == []
    assert {kind for _, kind in outcomes} == {"picture", "message"}
    assert {name: photograph(content).tobytes() for name, content in good.items()} == before


def test_what_is_not_right_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    content = seeds()["jpeg"]
    kept = Image.open(io.BytesIO(content)).convert("RGB")
    for answer, told in (
        (ValueError("boom"), "ValueError: boom"),
        (MemoryError(), "MemoryError"),
        (QueryError("No."), "an unclear message"),
        (QueryError("The picture cannot be read:\n  File x.py"), "an unclear message"),
        (Image.new("L", (90, 90)), "a picture of L"),
        (Image.new("RGB", (5000, 90)), "a picture of RGB"),
        (kept, "kept ['comment', "),
    ):
        monkeypatch.setattr(module, "photograph", lambda _, answer=answer: _given(answer))
        monkeypatch.setattr(module, "uploaded_picture", lambda _, answer=answer: _given(answer))
        assert outcome(content).startswith(told)
    monkeypatch.setattr(module, "photograph", lambda _: Image.new("RGB", (90, 90)))
    assert outcome(content).startswith("one of ")


def _given(answer: Exception | Image.Image) -> Image.Image:
    if isinstance(answer, Exception):
        raise answer
    return answer
