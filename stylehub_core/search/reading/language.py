"""Whether a request seems to be in a language that the text encoder was not trained on.

English is in doubt only if words speak for another language and hardly any for English: a common word of clothes in
that language, or the letters, as py3langid judges them (Lui and Baldwin, langid.py, 2012). A false alarm is worse than
silence, so single words that no table has, and words that look misspelt, do not speak.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.search.reading.english import times_written
from stylehub_core.search.reading.foreign_words import BORROWED, FOREIGN_WORDS
from stylehub_core.search.reading.spelling import Speller
from stylehub_core.search.reading.typed_words import typed_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MULTILINGUAL = "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2"
"""The encoder that the way out names."""
SURE = 0.6
"""The least probability of a language that only its letters tell."""
COMMON = 10_000_000
"""How often English books have each of the 8,000 most common words, at least."""
STRANGE, LIKELY = 2, 1
"""How much a word speaks for a language whose table has it: a word that English lacks, and one that it may be too."""

_SHORTEST_START = 4
"""The fewest letters of a word's start or end that speaks for a language."""
_ENGLISH_ENCODER = re.compile(
    r"all-(minilm|mpnet|distilroberta|roberta)-.*|(distil)?(ro)?bert(a)?-(base|large)(-(un)?cased)?|.*-en(-.*)?"
)
_BORROWED = frozenset(BORROWED.split())
_LATIN = {
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish", "tr": "Turkish",
    "vi": "Vietnamese",
}  # fmt: skip
_SCRIPTS = {
    "HIRAGANA": {"ja": "Japanese"}, "KATAKANA": {"ja": "Japanese"}, "CJK": {"zh": "Chinese"},
    "HANGUL": {"ko": "Korean"}, "GREEK": {"el": "Greek"}, "HEBREW": {"he": "Hebrew"}, "THAI": {"th": "Thai"},
    "ARMENIAN": {"hy": "Armenian"}, "GEORGIAN": {"ka": "Georgian"}, "BENGALI": {"bn": "Bengali"},
    "TAMIL": {"ta": "Tamil"}, "TELUGU": {"te": "Telugu"},
    "CYRILLIC": {"ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian", "sr": "Serbian"},
    "ARABIC": {"ar": "Arabic", "ary": "Arabic", "arz": "Arabic", "fa": "Persian", "ur": "Urdu"},
    "DEVANAGARI": {"hi": "Hindi", "mr": "Marathi", "ne": "Nepali"},
}  # fmt: skip
"""The languages of each script but Latin, kana first: Japanese has Chinese characters too."""


@dataclass(frozen=True)
class LanguageDoubt:
    """language: what the request seems to be in, such as 'German'. encoder: the text encoder that does not know it."""

    language: str
    encoder: str

    @property
    def sentence(self) -> str:
        """What to tell the user, with the way out."""
        return (
            f"This seems to be {self.language}, but the text encoder {self.encoder} was trained on English. Search in "
            "English, or build with a multilingual encoder: "
            f"python -m stylehub_core build --workspace WORKSPACE --encoder {MULTILINGUAL}"
        )


def knows_only_english(encoder: str) -> bool:
    """Whether a text encoder, as settings name it, is known to be trained on English; False if that is not known."""
    return encoder == BUNDLED or bool(_ENGLISH_ENCODER.fullmatch(encoder.rstrip("/").rpartition("/")[2].lower()))


def language_doubt(text: str, speller: Speller, encoder: str = BUNDLED) -> LanguageDoubt | None:
    """The doubt whether the encoder knows the language of a text as it was typed; None if there is none."""
    if not knows_only_english(encoder):
        return None
    found = [text[start:end] for start, end in typed_words(unicodedata.normalize("NFC", text))]
    language = _by_script(found, speller) or _by_words(found, speller)
    return LanguageDoubt(language, encoder) if language else None


@dataclass(frozen=True)
class _Heard:
    """A word of a request.

    languages: those whose table has it.
    written: whether English or the catalogue has it, perhaps as a rare word or a name.
    english: whether it speaks for English.
    misspelt: whether another word seems to have been meant.
    accented: whether it has letters that English lacks.
    """

    languages: frozenset[str]
    written: bool
    english: bool
    misspelt: bool
    accented: bool

    @classmethod
    def of(cls, word: str, speller: Speller) -> _Heard:
        plain, accented = _plain(word), not word.isascii()
        times, borrowed = times_written(plain), plain in _BORROWED
        written = borrowed or times > 0 or speller.knows(word)
        misspelt = not written and bool(speller.corrected(word).corrections)
        return cls(_languages(plain), written, borrowed or (times >= COMMON and not accented), misspelt, accented)

    @property
    def strange(self) -> bool:
        return not self.written and not self.misspelt


def _by_script(found: list[str], speller: Speller) -> str:
    """The language that another script than Latin tells; '' if most letters are Latin, or a word is known."""
    letters = Counter(unicodedata.name(letter, "").partition(" ")[0] for word in found for letter in word)
    scripts = [script for script in _SCRIPTS if letters[script]]
    if not scripts or letters["LATIN"] >= sum(letters[script] for script in scripts) or any(map(speller.knows, found)):
        return ""
    return _likeliest(" ".join(found), _SCRIPTS[scripts[0]].items())[0]


def _by_words(found: list[str], speller: Speller) -> str:
    """The language that words in Latin letters tell; '' if they may well be English."""
    heard = [_Heard.of(word.lower(), speller) for word in found if len(word) > 2]
    text = " ".join(found).lower()
    scores = {language: _score(heard, language) for language in FOREIGN_WORDS}
    if best := max(scores.values()):
        return _of_these(text, [language for language, score in scores.items() if score == best])
    strange = sum(word.strange + (word.strange and word.accented) for word in heard)
    if len(heard) < 2 or strange <= sum(word.english or word.misspelt for word in heard):
        return ""
    language, probability = _likeliest(text, _LATIN.items())
    return language if probability >= SURE and language != "English" else ""


def _score(heard: list[_Heard], language: str) -> int:
    """How much the words speak for a language by its table; 0 if not enough, or if they may all be English."""
    spoken = [word for word in heard if language in word.languages]
    score = sum(STRANGE if word.strange else LIKELY for word in spoken)
    english = sum(word.english for word in heard if language not in word.languages)
    return score if score > max(1, 2 * english) and not all(word.written for word in spoken) else 0


@lru_cache(maxsize=10_000)
def _languages(plain: str) -> frozenset[str]:
    """The languages whose table has this word, its start, or, as in "winterjacke", its end."""
    starts = (plain[:-length] for length in (1, 2) if len(plain) - length >= _SHORTEST_START)
    ends = (plain[cut:] for cut in range(_SHORTEST_START, len(plain) - _SHORTEST_START + 1))
    parts = {plain, *starts, *ends}
    return frozenset(language for language, table in _tables().items() if not parts.isdisjoint(table))


@lru_cache(maxsize=1)
def _tables() -> dict[str, frozenset[str]]:
    return {language: frozenset(starts.split()) for language, starts in FOREIGN_WORDS.items()}


def _plain(word: str) -> str:
    """The word without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def _of_these(text: str, languages: list[str]) -> str:
    """The likeliest of some languages with tables, of which a name may join two."""
    if len(languages) == 1:
        return languages[0]
    chances = _chances(text)
    return max(languages, key=lambda joined: sum(chances[code] for code, name in _LATIN.items() if name in joined))


def _likeliest(text: str, languages: Iterable[tuple[str, str]]) -> tuple[str, float]:
    """(the name of the likeliest of these languages, given by code; its probability among them)."""
    names = dict(languages)
    if len(names) == 1:
        return next(iter(names.values())), 1.0
    chances = dict.fromkeys(names.values(), 0.0)
    for code, chance in _chances(text).items():
        if code in names:
            chances[names[code]] += chance
    best = max(chances, key=lambda name: chances[name])
    return best, chances[best] / max(sum(chances.values()), 1e-9)


def _chances(text: str) -> dict[str, float]:
    """The probability of each language that the identifier knows, by code."""
    return {code: float(chance) for code, chance in _identifier().rank(text)}


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
