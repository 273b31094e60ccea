"""Waiting for a condition: long enough on a busy machine, and no longer than needed on an idle one."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(happened: Callable[[], T], seconds: float = 60) -> T:
    """The first true value of `happened`. Raises AssertionError if there is none within `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := happened()):
        assert time.monotonic() < deadline, f"it did not happen within {seconds:g} seconds"
        time.sleep(0.05)
    return value
