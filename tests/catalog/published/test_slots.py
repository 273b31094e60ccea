import pytest

from stylehub_core.catalog.published.slots import class_of, group_of, slot_of


@pytest.mark.parametrize(
    ("category", "semantic", "slot"),
    [
        ("T-Shirts", "tops", "upper"),
        ("Men's T-Shirts", "tops", "upper"),
        ("Coats", "outerwear", "upper"),
        ("skinny jeans", "bottoms", "lower"),
        ("Men's Swimwear", "bottoms", "lower"),
        ("Swimwear", "all-body", "full"),
        ("Ankle Booties", "shoes", "shoes"),
        ("Clutches", "bags", "accessories"),
        ("Men's Watches & Jewelry", "jewellery", "accessories"),
        ("Hats", "hats", "accessories"),
        ("Dressers", "other", "other"),
        ("Beauty Accessories", "other", "other"),
        ("Napkin Rings", "other", "other"),
        ("Tech Accessories", "other", "other"),
        ("Panties & Thongs", "other", "other"),
    ],
)
def test_each_category_has_a_class_and_each_class_a_slot(category: str, semantic: str, slot: str) -> None:
    assert class_of(category) == semantic
    assert slot_of(semantic) == slot


def test_groups_are_in_h_and_m_s_words() -> None:
    assert group_of("all-body") == "Garment Full body"
    assert group_of("Bags") == "Bags"
    assert group_of("furniture") == "Other"
    assert slot_of("furniture") == "other"
