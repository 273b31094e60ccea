"""What was opened from an artifact, kept until another one is published in its place."""

from collections.abc import Callable
from typing import Generic, TypeVar

from stylehub_core.workspace import Artifact

T = TypeVar("T")


class Kept(Generic[T]):
    """One opened thing a name."""

    def __init__(self) -> None:
        self._opened: dict[str, tuple[str, T]] = {}

    def get(self, name: str, artifact: Artifact, open_: Callable[[], T]) -> T:
        """The thing called `name`, opened by `open_` if it is not kept from this very artifact."""
        kept = self._opened.get(name)
        if kept is None or kept[0] != artifact.fingerprint:
            kept = self._opened[name] = (artifact.fingerprint, open_())
        return kept[1]
