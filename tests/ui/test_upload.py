"""A picture file that was read is let go, and not missed."""

import pytest
import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from ui.own_picture import _take_file as take_file


def test_a_file_that_was_let_go_is_not_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"file": DeletedFile("1")})
    taken: list[object] = []
    take_file("file", taken.append)
    assert taken == []
