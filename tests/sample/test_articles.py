"""The sample catalogue: ids and codes as in Kaggle's file, text that agrees with the Look, styles half hidden."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from stylehub_core.sample.articles import COLUMNS, SampleArticles, make_articles
from stylehub_core.sample.departments import departments_for
from stylehub_core.sample.kinds import GROUP_SHARES, KINDS
from stylehub_core.sample.look import Detail, Fit, Garment, Length, Material, Neckline, Pattern, Sleeve
from stylehub_core.sample.style import HIDDEN_FACETS, OCCASIONS
from stylehub_core.sample.taxonomy import SECTIONS

# Written by hand, apart from the phrases of the generator.
_SAID = {
    Sleeve.STRAP: "straps", Sleeve.SHORT: "short", Sleeve.PUFF: "puff sleeves",
    Sleeve.THREE_QUARTER: "3/4-length sleeves",
    Sleeve.LONG: "long .*sleeves", Sleeve.BALLOON: "balloon sleeves",
    Neckline.ROUND: "round", Neckline.V: "v-neck", Neckline.SQUARE: "square neckline", Neckline.BOAT: "boat neck",
    Neckline.TURTLE: "turtleneck", Neckline.HALTER: "halterneck", Neckline.OFF_SHOULDER: "off-the-shoulder",
    Neckline.COLLAR: "collar", Neckline.STAND: "stand-up collar", Neckline.LAPEL: "lapels", Neckline.HOOD: "hood",
    Fit.SLIM: "fitted|slim", Fit.OVERSIZED: "oversized", Fit.WIDE: "wide", Fit.FLARED: "flared",
    Fit.TAPERED: "tapered",
    Fit.A_LINE: "a-line",
    Length.CROPPED: "cropped|ankle-length", Length.LONG: "long", Length.SHORT: "short", Length.KNEE: "knee-length",
    Length.CALF: "calf-length", Length.MAXI: "maxi",
    Material.JERSEY: "jersey", Material.RIB: "rib", Material.KNIT: "knit", Material.CABLE_KNIT: "cable",
    Material.WOVEN: "wo?eave?|woven",
    Material.LINEN: "linen", Material.SATIN: "satin", Material.CHIFFON: "chiffon", Material.DENIM: "denim",
    Material.CORDUROY: "corduroy", Material.LEATHER: "imitation leather", Material.SUEDE: "imitation suede",
    Material.WOOL: "wool blend", Material.PILE: "pile", Material.NYLON: "nylon", Material.PADDED: "padded",
    Material.LACE: "lace",
    Material.MESH: "mesh", Material.METAL: "metal", Material.STRAW: "straw", Material.CANVAS: "canvas",
    Material.TERRY: "terry",
    Detail.BUTTONS: "buttons", Detail.ZIP: "zip", Detail.DOUBLE_BREASTED: "double-breasted",
    Detail.CHEST_POCKET: "chest pocket",
    Detail.POCKETS: "pockets", Detail.BELT: "belt", Detail.FRILL: "frill", Detail.PLEATS: "pleats",
    Detail.DRAWSTRING: "drawstring",
    Detail.SLIT: "slit", Detail.SMOCKING: "smocking", Detail.WRAP: "wrapover", Detail.FRINGE: "fringe",
    Detail.QUILTING: "quilting",
    Detail.RIPPED: "ripped", Detail.HEEL: "heels", Detail.PLATFORM: "platform", Detail.ANKLE: "ankle",
    Detail.LACE_TRIM: "lace",
    Detail.TURN_UP: "turn-up",
}  # fmt: skip
_NOUNS = {
    Garment.DRESS: "dress", Garment.COAT: "coat", Garment.SKIRT: "skirt", Garment.BOOTS: "boots",
    Garment.SHIRT: "shirt",
    Garment.HOODIE: "hood", Garment.SNEAKERS: "trainers", Garment.SCARF: "scarf", Garment.BIKINI_TOP: "bikini top",
    Garment.TROUSERS: "trousers|jeans|joggers", Garment.SWEATER: "jumper|sweatshirt", Garment.BACKPACK: "backpack",
}  # fmt: skip


@cache
def catalogue(n_articles: int = 600, seed: int = 3) -> SampleArticles:
    return make_articles(n_articles, seed)


@pytest.mark.parametrize("n_articles", [20, 50, 333, 2500])
def test_as_many_articles_as_asked_with_unique_well_formed_ids(n_articles: int) -> None:
    made = catalogue(n_articles)
    ids = made.table["article_id"]
    assert len(ids) == len(made.looks) == n_articles
    assert ids.is_unique and ids.is_monotonic_increasing
    assert ids.str.fullmatch(r"0\d{9}").all()
    assert (made.table["product_code"] == ids.str[:7]).all()


def test_columns_are_kaggles_and_every_code_has_one_name() -> None:
    table = catalogue(2500).table
    assert tuple(table.columns) == COLUMNS and len(COLUMNS) == 25
    for code, name in (
        ("product_type_no", "product_type_name"),
        ("graphical_appearance_no", "graphical_appearance_name"),
        ("colour_group_code", "colour_group_name"),
        ("perceived_colour_value_id", "perceived_colour_value_name"),
        ("perceived_colour_master_id", "perceived_colour_master_name"),
        ("department_no", "department_name"),
        ("index_code", "index_name"),
        ("index_group_no", "index_group_name"),
        ("section_no", "section_name"),
        ("garment_group_no", "garment_group_name"),
    ):
        assert (table.groupby(code)[name].nunique() == 1).all(), code


def test_all_product_groups_are_there_in_about_the_real_shares() -> None:
    shares = catalogue(2500).table["product_group_name"].value_counts(normalize=True)
    assert set(shares.index) == set(GROUP_SHARES) and len(GROUP_SHARES) == 19
    for group in ("Garment Upper body", "Garment Lower body", "Garment Full body", "Accessories"):
        assert shares[group] == pytest.approx(GROUP_SHARES[group], abs=0.05)


def test_every_kind_finds_a_department_in_a_known_section() -> None:
    for kind in KINDS:
        for audience in kind.audiences:
            rows = departments_for(audience, kind.family)
            assert rows, (kind.tags, audience)
            assert all(row.section in SECTIONS for row in rows)


def test_text_says_what_the_look_shows() -> None:
    made = catalogue(2500)
    for look, text in zip(made.looks, made.table["detail_desc"], strict=True):
        if not isinstance(text, str):
            continue
        low = text.lower()
        for value in (look.sleeve, look.neckline, look.fit, look.length, look.material, *look.details):
            if value in _SAID:
                assert re.search(_SAID[value], low), (value, text)
        if look.garment in _NOUNS:
            assert re.search(_NOUNS[look.garment], low), (look.garment, text)


def test_text_claims_no_striking_detail_that_the_look_lacks() -> None:
    made = catalogue(2500)
    for look, text in zip(made.looks, made.table["detail_desc"], strict=True):
        if not isinstance(text, str):
            continue
        for value, word in (
            (Detail.DOUBLE_BREASTED, "double-breasted"), (Detail.WRAP, "wrapover"), (Detail.PLATFORM, "platform"),
            (Sleeve.PUFF, "puff sleeves"), (Neckline.TURTLE, "turtleneck"), (Length.MAXI, "maxi "), (Detail.RIPPED,
            "ripped"),
        ):  # fmt: skip
            if word in text.lower():
                assert value in {look.sleeve, look.neckline, look.length, *look.details}, (word, text)


def test_appearance_column_is_the_looks_pattern() -> None:
    made = catalogue()
    assert [str(look.pattern) for look in made.looks] == made.table["graphical_appearance_name"].tolist()
    denim = [look for look in made.looks if look.material is Material.DENIM]
    assert denim and all(look.pattern is Pattern.DENIM for look in denim)


def test_colours_of_a_product_differ_in_colour_only() -> None:
    made = catalogue()
    shape = [replace(look, colour="", second_colour="", pattern=Pattern.SOLID) for look in made.looks]
    for code, rows in made.table.groupby("product_code").groups.items():
        assert len({shape[row] for row in rows}) == 1, code
        assert made.table.loc[rows, "colour_group_name"].is_unique
        assert made.table.loc[rows, "detail_desc"].nunique(dropna=False) == 1


def test_a_few_articles_have_no_description_and_a_few_products_share_a_name() -> None:
    table = catalogue(2500).table
    assert 0.001 < table["detail_desc"].isna().mean() < 0.02
    shared = table.groupby("prod_name")["product_code"].nunique() > 1
    assert 0.002 < shared.mean() < 0.06


def test_same_seed_same_catalogue_and_another_seed_another() -> None:
    first, again, reseeded = make_articles(120, 5), make_articles(120, 5), make_articles(120, 6)
    assert first.table.equals(again.table) and first.looks == again.looks
    assert not first.table.equals(reseeded.table)


def test_words_tell_a_part_of_the_style_and_nothing_of_the_hidden_facets() -> None:
    """Nearest other product by shared words: its occasions are closer than chance, its hidden facets are not."""
    made = catalogue(2500)
    products = made.table.drop_duplicates("product_code").dropna(subset=["detail_desc"])
    words = [set(re.findall(r"[a-z]+", text.lower())) for text in products["detail_desc"]]
    vocabulary = {word: i for i, word in enumerate(sorted(set().union(*words)))}
    counts = np.zeros((len(words), len(vocabulary)))
    for row, text in enumerate(words):
        counts[row, [vocabulary[word] for word in text]] = 1.0
    counts *= np.log(len(words) / counts.sum(axis=0))
    counts /= np.linalg.norm(counts, axis=1, keepdims=True)
    alike = counts @ counts.T
    style = made.traits.style[products.index]
    above = np.triu_indices(len(words), 1)
    correlation = [
        np.corrcoef(alike[above], (part @ part.T)[above])[0, 1]
        for part in (style[:, : len(OCCASIONS)], style[:, -HIDDEN_FACETS:])
    ]
    assert 0.04 < correlation[0] < 0.5
    assert abs(correlation[1]) < 0.02


@pytest.mark.parametrize("n_articles", [-1, 0, 19])
def test_too_few_articles_are_refused_in_words(n_articles: int) -> None:
    with pytest.raises(ValueError, match=rf"articles: {n_articles} .* at least 20"):
        make_articles(n_articles, 1)
