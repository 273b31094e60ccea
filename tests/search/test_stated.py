"""What a text says that is not there is not there."""

import pytest

from stylehub_core.search.stated import stated_stems


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("Coat without a collar and with a belt.", {"coat", "belt"}, {"collar"}),
        ("Top with lapels and no buttons at the front.", {"top", "lapel", "front"}, {"button"}),
        ("Fake pockets and no fasteners. Unlined.", {"fake", "pocket", "unlin"}, {"fasten"}),
        ("Without a collar or buttons.", set(), {"collar", "button"}),
        ("Sleeveless top.", {"sleeveless", "top"}, {"sleev"}),
        ("Soft, non-wired bra.", {"soft", "nonwir", "bra"}, {"wire"}),
        ("Height without handles 30 cm.", {"height", "handl", "30", "cm"}, set()),
        ("Dress with a collar.", {"dress", "collar"}, set()),
    ],
)
def test_what_is_stated(text: str, present: set[str], absent: set[str]) -> None:
    stated = stated_stems(text)
    assert {stem for stem in stated if not stem.startswith("!")} == present
    assert {stem[1:] for stem in stated if stem.startswith("!")} == absent
