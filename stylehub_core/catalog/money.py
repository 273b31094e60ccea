"""Amounts of money as people read them."""

import re

CODE = re.compile("[A-Z]{3}")
"""An ISO 4217 code."""

_SIGNS = {
    "BRL": "R$", "EUR": "€", "GBP": "£", "ILS": "₪", "INR": "₹", "JPY": "¥", "KRW": "₩", "NGN": "₦", "PHP": "₱",
    "THB": "฿", "TRY": "₺", "UAH": "₴", "USD": "$", "VND": "₫",
}  # fmt: skip
"""The signs that stand for one currency alone; other currencies are written with their code."""
_DECIMALS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Of the currencies that do not have two."""
_NO_BREAK = "\u00a0"


def money(amount: float, currency: str = "", *, short: bool = False) -> str:
    """'€19.99', '¥2,490', 'SEK 199.00'; without a currency '19.99'.

    currency: its ISO code, or ''.
    short: without the decimals of a whole amount, such as '€20' for a limit.
    """
    digits = decimals(currency)
    number = f"{amount:,.{digits}f}"
    if short and digits:
        number = number.removesuffix(f".{'0' * digits}")
    return f"{money_sign(currency)}{number}"


def decimals(currency: str) -> int:
    """How many decimals an amount in this currency has; two without a currency."""
    return _DECIMALS.get(currency, 2)


def money_sign(currency: str) -> str:
    """What stands before an amount: '€', or the code and a space that does not break."""
    return _SIGNS.get(currency) or (f"{currency}{_NO_BREAK}" if currency else "")
