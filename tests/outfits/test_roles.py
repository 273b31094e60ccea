"""The part that an article plays in a look."""

import pytest

from stylehub_core.outfits.roles import Role, role_of
from stylehub_core.outfits.slots import Slot


@pytest.mark.parametrize(
    ("slot", "text", "role"),
    [
        (Slot.UPPER, "t-shirt", Role.UPPER),
        (Slot.UPPER, "vest top", Role.UPPER),
        (Slot.UPPER, "cardigan", Role.LAYER),
        (Slot.UPPER, "outdoor waistcoat", Role.LAYER),
        (Slot.FULL, "dress", Role.FULL),
        (Slot.FULL, "coat dress", Role.FULL),
        (Slot.ACCESSORIES, "weekend/gym bag", Role.BAG),
        (Slot.ACCESSORIES, "handbags", Role.BAG),
        (Slot.ACCESSORIES, "belt", Role.ACCESSORY),
        (Slot.OTHER, "bra", Role.NONE),
    ],
)
def test_the_role_of_an_article(slot: Slot, text: str, role: Role) -> None:
    assert role_of(slot, text) is role
