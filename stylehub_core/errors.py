"""The errors that users see: each names the problem, the value and the way out."""

import difflib
from collections.abc import Iterable

LEFT_OUT = 3
"""Exit code of a command that succeeded except for the parts that need more data."""


class StyleHubError(Exception):
    """What went wrong, in one or two sentences that the user can act on."""


class CatalogError(StyleHubError):
    """The data folder cannot be read as a catalogue."""


class WorkspaceError(StyleHubError):
    """The workspace is missing, locked, read-only or damaged."""


class NotBuiltError(WorkspaceError):
    """The requested artifact has not been built yet."""


class ModelError(StyleHubError):
    """A model is unknown, or cannot do what was requested."""


class TooLittleDataError(ModelError):
    """There is too little data for this model or figure; nothing is broken, and the others still work."""


class QueryError(StyleHubError):
    """A query, an id, a filter or a number is out of range."""


class CancelledError(StyleHubError):
    """The user stopped the work."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ " Did you mean 'x'?" with the known name closest to `name`; '' if none is close."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean '{near[0]}'?" if near else ""
