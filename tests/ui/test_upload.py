"""A picture file that was read is let go, and not missed."""

import pytest
import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from ui.search.picture import _take_file as take_file
from ui.search.picture import uploaded


def test_a_file_that_was_let_go_is_not_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"file": DeletedFile("1")})
    take_file("file")
    assert uploaded() is None
