"""Words that stand together in a request stand together in a text, or they mean something else."""

from stylehub_core.search.closeness import together, word_pairs
from stylehub_core.search.vocabulary import Vocabulary


def test_neighbouring_words_that_name_no_attribute_make_a_pair() -> None:
    vocabulary = Vocabulary(["product_type_name=Dress", "colour_group_name=Black"])
    assert word_pairs(vocabulary.parse("black dress")) == []
    assert word_pairs(vocabulary.parse("dress with bell sleeves")) == [("bell", "sleev")]
    assert word_pairs(vocabulary.parse("pleated dress")) == [("pleat", "dress")]


def test_together_means_side_by_side_and_in_order() -> None:
    texts = ["Bell sleeves.", "Bell-shaped sleeves.", "Sleeves and a bell-shaped skirt.", "A bell.", ""]
    assert together([("bell", "sleev")], texts).tolist() == [1, 1, 0, 0, 0]
