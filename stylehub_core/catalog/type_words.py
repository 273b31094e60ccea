"""Product types inside a sentence: 'a dress', 'trousers', 'an article'."""

_SINGULAR = ("ss", "us")
_UNCOUNTED = ("wear",)
_SAYS_NOTHING = ("", "unknown", "undefined", "other", "nan")


def kind_named(kind: str) -> str:
    """'sneakers' for 'Sneakers', 'T-shirt' for 'T-shirt', 'article' for 'Unknown'."""
    kind = kind.strip()
    if kind.lower() in _SAYS_NOTHING:
        return "article"
    first, _, other = kind.partition("/")
    kind = other.capitalize() if " " in other else first  # "Hair/alice band" is a band, and "Hat/brim" a hat
    return kind if kind[1:2] == "-" else kind[0].lower() + kind[1:]


def is_plural(kind: str) -> bool:
    """Whether 'trousers' are several in a sentence, as 'a dress' is not."""
    return kind.endswith("s") and not kind.endswith(_SINGULAR)


def with_article(kind: str) -> str:
    """'a dress', 'an umbrella', 'trousers', 'underwear'. kind: as `kind_named` gives it."""
    if is_plural(kind) or kind.endswith(_UNCOUNTED):
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
