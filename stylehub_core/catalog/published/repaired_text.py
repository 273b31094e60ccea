"""Puts right text that was encoded as UTF-8 twice, such as 'CÃ©dric' for 'Cédric'."""

_PLAUSIBLE = (
    (0xA0, 0x17F),  # letters of western and central Europe
    (0x370, 0x4FF),  # Greek and Cyrillic
    (0x2010, 0x205E),  # dashes, quotes, dots
    (0x20A0, 0x22FF),  # currencies, ™, arrows, mathematical signs
    (0x2600, 0x27BF),  # ♥ and the like
    (0x3000, 0x9FFF),  # Japanese and Chinese
    (0xAC00, 0xD7A3),  # Korean
    (0xFE0F, 0xFE0F),
    (0x1F300, 0x1FAFF),  # emoji
)
"""Ranges of signs that shops write. Right text such as 'CAFÉ”' undoes without loss, but to a sign of none of these."""


def repaired(text: str) -> str:
    """The text with its second encoding undone; as it is, unless all of it undoes without loss to sensible signs."""
    if text.isascii():
        return text
    try:
        undone = b"".join(_byte(sign) for sign in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
    return undone if all(_is_plausible(sign) for sign in undone) else text


def _byte(sign: str) -> bytes:
    """The byte that was read as this sign: as Windows does it, or as Latin-1 where Windows has no sign."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _is_plausible(sign: str) -> bool:
    code = ord(sign)
    return sign.isascii() or any(first <= code <= last for first, last in _PLAUSIBLE)
