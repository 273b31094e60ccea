"""Another language is doubted where it is plain, and English never."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.reading.english import english_words
from stylehub_core.search.reading.foreign_words import BORROWED, FOREIGN_WORDS
from stylehub_core.search.reading.language import COMMON, knows_only_english, language_doubt
from stylehub_core.search.reading.spelling import Speller


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("schwarzes kleid", "German"),
        ("Schwarzes Kleid!", "German"),
        ("kleid", "German"),
        ("rote jacke", "German"),  # both look like English, misspelt or not
        ("strickjacke", "German"),
        ("robe noire été", "French"),
        ("vestido negro", "Spanish"),
        ("vestito a fiori", "Italian"),
        ("svart klänning", "Swedish"),
        ("czarna sukienka", "Polish"),
        ("rochie înflorată", "Romanian"),  # which has no table
        ("黒いドレス", "Japanese"),
        ("裙", "Chinese"),
        ("черное платье", "Russian"),
        ("تنورة زرقاء", "Arabic"),
        ("платье zara", "Russian"),
    ],
)
def test_other_languages_are_doubted(speller: Speller, text: str, language: str) -> None:
    doubt = language_doubt(text, speller)
    assert doubt is not None
    assert doubt.language == language
    assert language in doubt.sentence
    assert "--encoder" in doubt.sentence


@pytest.mark.parametrize(
    "text",
    [
        "black dress",
        "blak jaket",
        "strippd hodie",
        "jacke",  # misspelt rather than German
        "beret",
        "culottes",
        "haute couture",
        "prêt-à-porter",
        "décolleté",
        "soirée dress",
        "crème top",
        "robe",
        "kimono",
        "Massimo Dutti",
        "adidas samba",
        "bodycon",
        "black robe noire dress skirt",
        "0108775015",
        "😀",
        '"schwarzes kleid"',
        "qwrt zzz",
        "",
    ],
)
def test_english_is_not(speller: Speller, text: str) -> None:
    assert language_doubt(text, speller) is None


def test_words_of_the_catalogue_are_no_reason_for_a_doubt() -> None:
    german = Speller(CatalogueWords({"schwarzes": 5, "kleid": 9, "платье": 3}, {}))
    assert language_doubt("schwarzes kleid", german) is None
    assert language_doubt("платье", german) is None


@pytest.mark.parametrize(
    ("encoder", "english"),
    [
        (BUNDLED, True),
        ("bert-base-uncased", True),
        ("sentence-transformers/all-mpnet-base-v2", True),
        ("BAAI/bge-small-en-v1.5", True),
        ("/models/all-MiniLM-L12-v2/", True),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", False),
        ("bert-base-multilingual-cased", False),
        ("xlm-roberta-base", False),
        ("/models/mine", False),
    ],
)
def test_only_english_encoders_are_doubted(speller: Speller, encoder: str, english: bool) -> None:
    assert knows_only_english(encoder) is english
    assert (language_doubt("schwarzes kleid", speller, encoder) is not None) is english


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_has_an_answer(speller: Speller, text: str) -> None:
    doubt = language_doubt(text, speller)
    assert doubt is None or doubt.language


@settings(max_examples=300, deadline=None)
@given(
    common=st.lists(
        st.sampled_from([w for w, count in english_words().items() if count >= COMMON]), min_size=1, max_size=5
    )
)
def test_common_english_words_are_english(speller: Speller, common: list[str]) -> None:
    assert language_doubt(" ".join(common), speller) is None


def test_the_tables_are_plain() -> None:
    for table in (*FOREIGN_WORDS.values(), BORROWED):
        starts = table.split()
        assert starts == sorted(set(starts))
        assert all(start == start.lower() and len(start) > 2 for start in starts)
