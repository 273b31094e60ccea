"""Why an article is recommended, in words."""

from stylehub_core.hub.hub import Hub
from stylehub_core.shopper.attribution import Reason
from stylehub_core.shopper.wardrobe import Piece

_WORDS = {
    "words": "because of the words",
    "together": "many purchases together",
    "sells": "sells well now",
    "unknown": "not because of a purchase",
}


def reason_text(hub: Hub, reason: Reason, pieces: list[Piece]) -> str:
    """The reason in words, such as 'because of Strap top', 'another colour of Strap top', 'bought on 3 May 2020'."""
    if reason.cause < 0:
        return _WORDS[reason.because]
    if reason.because == "itself":
        last = max(piece.day for piece in pieces if piece.row == reason.cause)
        return f"bought on {last.day} {last:%b %Y}"
    name = str(hub.values("prod_name")[reason.cause])
    return f"another colour of {name}" if reason.because == "colour" else f"because of {name}"
