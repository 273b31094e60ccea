"""Amounts are written as their currency is."""

import pytest

from stylehub_core.catalog.money import money


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (19.99, "EUR", "€19.99"),
        (1299, "USD", "$1,299.00"),
        (0.004, "GBP", "£0.00"),
        (2489.6, "JPY", "¥2,490"),
        (4.5, "KWD", "KWD\u00a04.500"),
        (199, "SEK", "SEK\u00a0199.00"),
        (1234.5, "", "1,234.50"),
    ],
)
def test_an_amount_has_its_sign_and_decimals(amount: float, currency: str, written: str) -> None:
    assert money(amount, currency) == written


@pytest.mark.parametrize(
    ("amount", "currency", "written"), [(20, "EUR", "€20"), (19.5, "EUR", "€19.50"), (1000, "JPY", "¥1,000")]
)
def test_a_limit_has_no_idle_decimals(amount: float, currency: str, written: str) -> None:
    assert money(amount, currency, short=True) == written
