"""A typed request as tokens: words with their places in the text, what is quoted, and where a clause ends."""

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»)
      |(?P<minus>(?<!\S)[-–−](?=[^\W\d_]))
      |(?P<word>[€$£]?\d+(?:[.,]\d+)*[€$£]?|[€$£]|[^\W_]+(?:[-–'’/][^\W_]+)*)
      |(?P<stop>[,.;:!?()\[\]|–—]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """word: in lower case, without accents, with a plain apostrophe and hyphen; '-' for a minus sign before a word.

    start, end: its characters in the typed text.
    quoted: whether it is to be taken as it is; a quotation is one token.
    clause: the number of its clause: a comma or a full stop begins another.
    """

    word: str
    start: int
    end: int
    quoted: bool = False
    clause: int = 0


def tokens_of(text: str) -> list[Token]:
    """The tokens in order; characters between them say nothing."""
    tokens, clause = [], 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "stop":
            clause += 1
            continue
        quoted = match.lastgroup == "quoted"
        word = "-" if match.lastgroup == "minus" else plain(match[0][1:-1] if quoted else match[0])
        tokens.append(Token(word, match.start(), match.end(), quoted, clause))
    return tokens


def plain(word: str) -> str:
    """Lower case without accents, with a plain apostrophe and hyphen."""
    folded = unicodedata.normalize("NFKD", word.lower().replace("’", "'").replace("–", "-"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
