"""The stylist's rules: what goes together scores more than what does not, for sets of any size and in any order."""

import math
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.sample.articles import SampleArticles, make_articles
from stylehub_core.sample.look import Detail, Fit, Garment, Length, Look, Material, Motif, Pattern, Sleeve
from stylehub_core.sample.look_traits import ROLES, LookTraits, Role, look_traits, read_look_traits
from stylehub_core.sample.palette import BY_NAME, palette_matrix
from stylehub_core.sample.stylist import PARTS, look_parts, look_score, look_scores, weakest
from stylehub_core.sample.stylist_eye import formality, loudness, volume, warmth
from stylehub_core.sample.taxonomy import AUDIENCES, Audience
from stylehub_core.sample.truth import write_truth


@dataclass(frozen=True)
class Piece:
    look: Look
    role: Role
    colour: str = "Black"
    audience: Audience = Audience.LADIES
    occasion: int = 0


def piece(garment: Garment, role: Role, colour: str = "Black", **look: object) -> Piece:
    return Piece(Look(garment, "#000000", **look), role, colour)  # type: ignore[arg-type]


def traits_of(*pieces: Piece) -> LookTraits:
    mood = np.array([palette_matrix()[BY_NAME[p.colour]] for p in pieces])
    wearer = [0 if p.audience in (Audience.LADIES, Audience.DIVIDED) else 1 for p in pieces]
    return LookTraits(
        role=np.array([ROLES.index(p.role) for p in pieces]),
        audience=np.array([AUDIENCES.index(p.audience) for p in pieces]),
        wearer=np.array(wearer),
        garment=np.array([list(Garment).index(p.look.garment) for p in pieces]),
        formality=np.array([formality(p.look) for p in pieces]),
        warmth=np.array([warmth(p.look) for p in pieces]),
        volume=np.array([volume(p.look) for p in pieces]),
        loudness=np.array([loudness(p.look, m[3]) for p, m in zip(pieces, mood, strict=True)]),
        mood=mood,
        occasion=np.eye(8)[[p.occasion for p in pieces]],
    )


BLAZER = piece(Garment.BLAZER, Role.OUTER, material=Material.WOOL, sleeve=Sleeve.LONG)
TROUSERS = piece(Garment.TROUSERS, Role.LOWER, material=Material.WOVEN, details=frozenset({Detail.PLEATS}))
PUMPS = piece(Garment.PUMPS, Role.SHOES, details=frozenset({Detail.HEEL}))
TRAINERS = piece(Garment.SNEAKERS, Role.SHOES, material=Material.NYLON)
JOGGERS = piece(Garment.TROUSERS, Role.LOWER, material=Material.JERSEY, details=frozenset({Detail.DRAWSTRING}))
COAT = piece(Garment.COAT, Role.OUTER, material=Material.WOOL, sleeve=Sleeve.LONG)
BOOTS = piece(Garment.BOOTS, Role.SHOES, material=Material.LEATHER)
SANDALS = piece(Garment.SANDALS, Role.SHOES, material=Material.STRAW)
LOOSE_TOP = piece(Garment.TOP, Role.UPPER, fit=Fit.OVERSIZED)
WIDE = piece(Garment.TROUSERS, Role.LOWER, fit=Fit.WIDE, length=Length.LONG)
SLIM = piece(Garment.TROUSERS, Role.LOWER, fit=Fit.SLIM)
BLOUSE = piece(Garment.BLOUSE, Role.UPPER)
FLORAL = piece(Garment.BLOUSE, Role.UPPER, pattern=Pattern.ALL_OVER, motif=Motif.FLORAL)
CHECKED = piece(Garment.TROUSERS, Role.LOWER, pattern=Pattern.CHECK)


@pytest.mark.parametrize(
    ("part", "rest", "better", "worse"),
    [
        ("formality", [BLAZER, TROUSERS], PUMPS, TRAINERS),
        ("formality", [LOOSE_TOP, JOGGERS], TRAINERS, PUMPS),
        ("season", [COAT, TROUSERS], BOOTS, SANDALS),
        ("volume", [LOOSE_TOP, PUMPS], SLIM, WIDE),
        ("statement", [FLORAL, PUMPS], SLIM, CHECKED),
        ("palette", [BLAZER, TROUSERS], BOOTS, replace(BOOTS, colour="Other Orange")),
        ("palette", [replace(BLOUSE, colour="Light Pink"), PUMPS],
         replace(TROUSERS, colour="Light Yellow"), replace(TROUSERS, colour="Dark Orange")),
        ("wearer", [BLAZER, TROUSERS], replace(PUMPS, audience=Audience.DIVIDED),
         replace(PUMPS, audience=Audience.BOY)),
        ("occasion", [BLAZER, TROUSERS], PUMPS, replace(PUMPS, occasion=1)),
    ],
)  # fmt: skip
def test_each_part_tells_the_better_article(part: str, rest: list[Piece], better: Piece, worse: Piece) -> None:
    traits = traits_of(*rest, better, worse)
    both = look_parts(traits, np.array([[0, 1, 2], [0, 1, 3]]))[:, PARTS.index(part)]
    assert both[0] > both[1]
    assert ((both >= -0.5) & (both <= 1)).all()
    assert look_score(traits, [0, 1, 2]) > look_score(traits, [0, 1, 3])


def test_jewellery_belts_and_bags_suit_any_season() -> None:
    assert math.isnan(warmth(Look(Garment.EARRINGS, "#000000"))) and math.isnan(warmth(Look(Garment.BELT, "#000000")))
    traits = traits_of(piece(Garment.EARRINGS, Role.ACCESSORY), piece(Garment.TOTE, Role.BAG), COAT, SANDALS)
    season = look_parts(traits, np.array([[0, 1], [0, 2], [0, 3], [2, 3]]))[:, PARTS.index("season")]
    assert season[:3].tolist() == [1, 1, 1] and season[3] < 0.5


@cache
def catalogue() -> tuple[SampleArticles, LookTraits]:
    made = make_articles(300, 3)
    return made, look_traits(made)


def some_looks(count: int) -> list[list[int]]:
    rng = np.random.default_rng(0)
    wearable = np.flatnonzero(catalogue()[1].role != ROLES.index(Role.NONE))
    return [rng.choice(wearable, size=int(rng.integers(2, 9)), replace=False).tolist() for _ in range(count)]


def padded(looks: list[list[int]]) -> np.ndarray:
    return np.array([[*rows, *[-1] * (8 - len(rows))] for rows in looks])


def test_neither_order_nor_free_places_matter() -> None:
    traits, looks = catalogue()[1], some_looks(60)
    together = look_scores(traits, padded(looks))
    for rows, score in zip(looks, together, strict=True):
        assert look_score(traits, rows) == pytest.approx(score)
        assert look_score(traits, rows[::-1]) == pytest.approx(score)


def test_palette_and_occasion_against_loops() -> None:
    traits, looks = catalogue()[1], some_looks(40)
    parts = look_parts(traits, padded(looks))

    def harmony(rows: list[int], suits: dict[frozenset[int], float]) -> float:
        each = [np.mean([suits[frozenset({row, other})] for other in rows if other != row]) for row in rows]
        return float(0.5 * np.mean(each) + 0.5 * min(each))

    for rows, of_look in zip(looks, parts, strict=True):
        colours, styles = {}, {}
        for a, b in combinations(rows, 2):
            agree = max(traits.mood[a] @ traits.mood[b], 0.4 * traits.mood[a, 0], 0.4 * traits.mood[b, 0])
            colours[frozenset({a, b})] = min(max((agree - 0.2) / 0.6, 0), 1)
            styles[frozenset({a, b})] = min(max((traits.occasion[a] @ traits.occasion[b] + 0.1) / 0.6, 0), 1)
        vivid = max(traits.mood[rows, 3].sum() - 1.5, 0)
        assert of_look[PARTS.index("palette")] == pytest.approx(harmony(rows, colours) - 0.5 * vivid)
        assert of_look[PARTS.index("occasion")] == pytest.approx(harmony(rows, styles))


def test_weakest_is_the_one_without_which_the_rest_is_best() -> None:
    traits = traits_of(BLAZER, TROUSERS, BLOUSE, TRAINERS, PUMPS)
    assert weakest(traits, [0, 1, 2, 3]) == 3
    assert weakest(traits, [3, 0, 2, 1]) == 3
    assert weakest(traits, [4, 3]) == 4  # of two, the first


@pytest.mark.parametrize("rows", [[], [0]])
def test_fewer_than_two_are_refused(rows: list[int]) -> None:
    for of in (look_score, weakest):
        with pytest.raises(ValueError, match=f"look: {len(rows)} article"):
            of(traits_of(BLAZER, PUMPS), rows)


def test_the_roles_are_those_of_clothes_shoes_bags_and_accessories() -> None:
    made, traits = catalogue()
    groups, clothes = made.table["product_group_name"], {f"Garment {part} body" for part in ("Upper", "Lower", "Full")}
    for code, role in enumerate(ROLES):
        seen = set(groups[traits.role == code])
        if role is Role.NONE:
            assert not seen & (clothes | {"Bags"})
        else:
            assert seen <= {
                "Garment Upper body",
                "Garment Lower body",
                "Garment Full body",
                "Shoes",
                "Accessories",
                "Bags",
            }


def test_written_traits_are_read_again(tmp_path: Path) -> None:
    made, traits = catalogue()
    write_truth(traits.table(made.table["article_id"]), "look_traits", tmp_path)
    again = read_look_traits(tmp_path / "look_traits.parquet")
    for name, values in vars(traits).items():
        assert np.array_equal(values, vars(again)[name], equal_nan=name == "warmth"), name
