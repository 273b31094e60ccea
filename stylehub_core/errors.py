"""The family of errors that reach a person: each says the thing, the value and the way out."""

import difflib
from collections.abc import Iterable

LEFT_OUT = 3
"""Exit code of a command that did its work, but for what the data is too little for."""


class StyleHubError(Exception):
    """What went wrong, in one or two sentences that a person can act on."""


class CatalogError(StyleHubError):
    """The data folder cannot be read as a catalogue."""


class WorkspaceError(StyleHubError):
    """The workspace is missing, locked, read-only or damaged."""


class NotBuiltError(WorkspaceError):
    """An artifact was asked for that no build has made yet."""


class ModelError(StyleHubError):
    """A model is unknown, or cannot do what was asked of it."""


class TooLittleDataError(ModelError):
    """The data is too little for this model or figure; nothing is broken, and the others work."""


class QueryError(StyleHubError):
    """A query, an id, a filter or a number is out of range."""


class CancelledError(StyleHubError):
    """The work was stopped by its user."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ " Did you mean 'x'?" with the known name nearest to `name`; '' where none is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean '{near[0]}'?" if near else ""
