"""Why an article is recommended, in words."""

from stylehub_core.hub.hub import Hub
from stylehub_core.shopper.attribution import Reason
from stylehub_core.shopper.wardrobe import Piece

_WORDS = {
    "words": "Because of the words",
    "together": "Because of many purchases together",
    "sells": "Sells well now",
    "unknown": "Not because of a purchase",
}


def reason_text(hub: Hub, reason: Reason, pieces: list[Piece]) -> str:
    """The reason in words, such as 'Because of Strap top', 'Another colour of Strap top', 'Bought on 3 May 2020'."""
    if reason.cause < 0:
        return _WORDS[reason.because]
    if reason.because == "itself":
        last = max(piece.day for piece in pieces if piece.row == reason.cause)
        return f"Bought on {last.day} {last:%b %Y}"
    name = str(hub.values("prod_name")[reason.cause])
    return f"Another colour of {name}" if reason.because == "colour" else f"Because of {name}"
