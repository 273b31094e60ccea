"""What stands on a card: reasons that fit, and none that the card shows anyway."""

import pytest

from ui.grid import _as_many_as_fit, _short


@pytest.mark.parametrize(
    ("reasons", "shown"),
    [
        ([], ""),
        (["same product", "Blouse", "Womens Tailoring"], "same product, Blouse"),
        (["Womens Everyday Collection of the year", "Blouse"], "Womens Everyday Colle…"),
        (["Blouse"], "Blouse"),
    ],
)
def test_reasons_are_left_out_whole(reasons: list[str], shown: str) -> None:
    assert _as_many_as_fit(reasons, 21.5) == shown


def test_a_card_does_not_repeat_itself() -> None:
    why = ("colour: Black", "section: Womens Tailoring", "bought together 3 times")
    assert _short(why, ("Shirt", "Black")) == ["bought with ×3", "Womens Tailoring"]
