"""Waiting for the thing itself, as long as it takes on a busy machine, and no longer than it takes on an idle one."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(happened: Callable[[], T], seconds: float = 60) -> T:
    """What `happened` gives as soon as it is true; AssertionError where it is not within so many seconds."""
    deadline = time.monotonic() + seconds
    while not (value := happened()):
        assert time.monotonic() < deadline, f"it did not happen within {seconds:g} seconds"
        time.sleep(0.05)
    return value
