"""A pasted picture that cannot be used is refused with the real reason."""

import base64
from types import SimpleNamespace

import pytest
import streamlit as st

from ui import own_picture as picture


def fault_of(value: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is told of a value from the browser."""
    session = {picture._ROUND: 0, "picture_paste_0": SimpleNamespace(picture=value)}
    monkeypatch.setattr(st, "session_state", session)
    picture._take_pasted(lambda upload: None)
    return str(session.get(picture._FAULT, ""))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("large", "at most 20 MB: paste a smaller one"),
        ("unreadable", "could not be read from the clipboard"),
        ("", "could not be read from the clipboard"),
        ("data:image/png;base64,***", "could not be read from the clipboard"),
        ("data:image/png;base64,", "cannot be read: empty file"),
        ("data:image/png;base64," + base64.b64encode(b"<svg></svg>").decode(), "cannot be read: not a picture"),
    ],
)
def test_the_real_reason_is_told(value: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = fault_of(value, monkeypatch)
    assert told in fault
    assert value == "large" or "paste a smaller one" not in fault
