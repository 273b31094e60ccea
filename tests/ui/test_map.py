"""The data that the map sends to the browser, and the selections that it reads from a link."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from stylehub_core.maps.clusters import Clusters
from stylehub_core.maps.faithfulness import Faithfulness
from stylehub_core.maps.saved_map import ArticleMap
from ui.map.component import _MODULES, script
from ui.map.layers import COLOURINGS, Faces, by_category, by_number, by_region
from ui.map.palette import CATEGORIES, cloth_colours, ramp
from ui.map.payload import GRID, base_parts, identity, pack, point_parts, positions, quantiles, units
from ui.map.selection import common_types, is_view, read_selection, selected_rows
from ui.map.view import trust_text

SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]], dtype=np.float32)
TYPES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "f8": np.float64}


def unpacked(packed: bytes) -> dict[str, Any]:
    """A part, decoded as blobs.js decodes it in the browser."""
    plain = gzip.decompress(packed[36:])
    size = int.from_bytes(plain[:4], "little")
    arrays: dict[str, Any] = {}
    for array in json.loads(plain[4 : 4 + size])["arrays"]:
        kind, start, length = array["type"], array["at"], array["length"]
        if kind == "text":
            arrays[array["name"]] = plain[start : start + length].decode().split("\n")
        else:
            assert start % np.dtype(TYPES[kind]).itemsize == 0  # a typed array must begin at a multiple of its size
            arrays[array["name"]] = np.frombuffer(plain, TYPES[kind], length, start)
    return arrays


def drawn(points: NDArray[np.float32] = SQUARE, names: tuple[str, ...] = ("Left", "Right")) -> ArticleMap:
    labels = (points[:, 0] > 0.4).astype(np.int32)
    spots = np.array([points[labels == label].mean(axis=0) for label in range(len(names))], dtype=np.float32)
    return ArticleMap(points, Clusters(labels, names), spots, None, None)


def faces(count: int = len(SQUARE)) -> Faces:
    return Faces(np.ones(count, dtype=np.bool_), np.arange(count, dtype=np.int32))


def test_a_packed_part_comes_back_as_it_was() -> None:
    ids = np.array(["0108775015", "0959461001"])
    parts = unpacked(pack(base_parts(ids, ["A\nb", "Ö  “c”"], ["x", "x"], np.array([True, False]), np.array([0, 9]))))
    assert [f"{number:010d}" for number in parts["ids"]] == ids.tolist()
    assert [parts["names"][at] for at in parts["name"]] == ["A b", "Ö “c”"]
    assert parts["kinds"] == ["x"]
    assert parts["pictured"].tolist() == [1, 0]
    assert parts["sold"][0] < parts["sold"][1]


def test_ids_beyond_32_bits_keep_their_digits() -> None:
    parts = unpacked(pack(base_parts(np.array(["9876543210"]), ["a"], ["b"], np.array([True]), np.array([1]))))
    assert int(parts["ids"][0]) == 9876543210


def test_the_same_points_have_the_same_id_and_others_another() -> None:
    first, same, moved = (pack(point_parts(SQUARE * factor)) for factor in (1, 1, [1, 2]))
    assert first == same
    assert identity(first) != identity(moved)
    assert len(identity(first)) == 36


def test_places_keep_the_shape_and_turn_y_downwards() -> None:
    placed = positions(SQUARE * [2, 1]).astype(int)
    assert placed.min() >= 0
    assert placed.max() <= GRID
    wide, high = np.ptp(placed[:, 0]), np.ptp(placed[:, 1])
    assert wide == pytest.approx(2 * high, abs=2)
    assert placed[0, 1] > placed[3, 1]  # the lower point of the plane is lower on the screen
    assert positions(np.zeros((0, 2), dtype=np.float32)).shape == (0, 2)
    assert (positions(np.ones((3, 2), dtype=np.float32)) == positions(np.ones((3, 2), dtype=np.float32))[0]).all()


def test_a_selection_reads_back_and_finds_its_articles() -> None:
    at = units(SQUARE)
    x, y = at[4].round().astype(int)
    text = f"0_{x - 9}.{y - 9}_{x + 9}.{y - 9}_{x + 9}.{y + 9}_{x - 9}.{y + 9}"
    selection = read_selection(text)
    assert selection is not None
    assert selected_rows(drawn(), selection, np.zeros(5, dtype=np.int32)).tolist() == [4]
    whole = read_selection("0_0.0_1000.0_1000.1000_0.1000")
    assert whole is not None
    assert selected_rows(drawn(), whole, np.array([1, 5, 3, 5, 0])).tolist() == [1, 3, 2, 0, 4]  # bestsellers first


@pytest.mark.parametrize(
    "text",
    ["", "0", "0_1.1_2.2", "2_1.1_2.2_3.3", "0_1.1_2.2_x.3", "0_1.1_2.2_3", "0_1.1_2.2_9999.1", "0_1.1_2.2_-3.1"],
)
def test_what_is_no_selection_is_none(text: str) -> None:
    assert read_selection(text) is None


@given(st.text(max_size=60))
def test_no_link_raises(text: str) -> None:
    read_selection(text)
    is_view(text)


def test_views_of_one_and_two_maps() -> None:
    assert all(is_view(text) for text in ("", "512.488.240", "512.488.240_", "_1.2.300", "1.2.300_4.5.600"))
    assert not any(is_view(text) for text in ("a.b.c", "1.2", "1.2.3.4", "1.2.3_4.5.6_7.8.9", "1.2.²"))


def test_regions_are_coloured_so_that_neighbours_differ() -> None:
    points = np.array([[x, y] for x in range(6) for y in range(5)], dtype=np.float32)
    labels = np.arange(30, dtype=np.int32)
    colouring = by_region(ArticleMap(points, Clusters(labels, tuple(map(str, labels))), points, None, None), faces(30))
    assert unpacked(colouring.codes)["codes"].tolist() == (labels + 1).tolist()
    colours = colouring.layer.light
    for region in range(30):
        beside = [neighbour for neighbour in range(30) if 0 < np.abs(points[region] - points[neighbour]).sum() <= 1]
        assert all(colours[region + 1] != colours[neighbour + 1] for neighbour in beside)
    assert [name.text for name in colouring.layer.names] == [str(label) for label in labels]


def test_the_largest_categories_have_colours_and_the_rest_shares_one() -> None:
    points = np.random.default_rng(0).random((60, 2)).astype(np.float32)
    kinds = pd.Series([f"kind {min(at // 3, 13)}" for at in range(60)], dtype="category")
    colouring = by_category(drawn(points), faces(60), "Kind", kinds)
    codes = unpacked(colouring.codes)["codes"]
    assert len(set(codes.tolist())) == len(CATEGORIES) + 1
    assert codes[-1] == 1  # the largest comes first
    assert colouring.layer.legend[-1].text == "5 more"
    assert len(colouring.layer.light) == len(colouring.layer.dark) == len(colouring.layer.values) == len(CATEGORIES) + 1
    assert all(name.row is not None for name in colouring.layer.names)


def test_clothes_have_their_own_colours() -> None:
    colouring = by_category(
        drawn(), faces(), "Colour", pd.Series(["Black", "White", "Black", "Mystery", "Black"]), cloth=True
    )
    colours = dict(zip(colouring.layer.values, colouring.layer.light, strict=True))
    assert colours["Black"] == cloth_colours()["Black"]
    assert colours["White"] != colours["Black"]
    assert {"Blue", "Black", "Dark Blue", "Khaki green"} <= set(cloth_colours())


def test_numbers_go_into_steps_and_unknown_ones_apart() -> None:
    values = np.array([1, 2, 3, np.nan, 4], dtype=np.float64)
    colouring = by_number(drawn(), faces(), "Price", values, lambda value: f"{value:g}")
    codes = unpacked(colouring.codes)["codes"]
    assert codes[3] == 0
    assert codes[0] < codes[1] < codes[2] <= codes[4]
    assert colouring.layer.ramp is not None
    assert (colouring.layer.ramp.low, colouring.layer.ramp.high) == ("1", "4")


def test_bins_keep_equal_values_together() -> None:
    bins, edges = quantiles(np.array([0, 0, 0, 1, 2, 7.0]), 4)
    assert bins.tolist() == [0, 0, 0, 1, 2, 2]
    assert edges.tolist() == [0, 0.5, 1.75, 7]
    assert quantiles(np.array([0, 0, 0, 0, 0, 7.0]), 4)[0].tolist() == [0] * 6  # one bin from 0 to 7
    assert quantiles(np.array([np.nan]), 4)[0].tolist() == [-1]
    assert quantiles(np.array([5.0, 5.0]), 4)[0].tolist() == [0, 0]


def test_ramps_go_from_light_to_dark_on_paper_and_the_other_way_in_the_dark() -> None:
    def lightness(colour: str) -> int:
        return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    light, dark = zip(*ramp(9), strict=True)
    assert [lightness(colour) for colour in light] == sorted(map(lightness, light), reverse=True)
    assert [lightness(colour) for colour in dark] == sorted(map(lightness, dark))


def test_every_way_to_colour_has_a_name_of_its_own() -> None:
    assert len({colouring.label for colouring in COLOURINGS.values()}) == len(COLOURINGS)


def test_what_a_selection_is_in_words() -> None:
    articles = pd.DataFrame({"product_type_name": ["Dress", "Dress", "Coat", "Hat"]})
    assert common_types(articles, np.array([0, 1, 2, 3], dtype=np.int32)) == "Dress 50 %, Coat 25 %, Hat 25 %"
    assert not common_types(articles, np.array([], dtype=np.int32))


def test_trust_is_said_with_its_range_and_sample() -> None:
    measured = Faithfulness(0.962, 0.001, 15, 2000, 18083)
    text = trust_text(
        ArticleMap(SQUARE, drawn().clusters, SQUARE[:2], measured, Faithfulness(0.41, 0.004, 15, 2000, 18083))
    )
    assert "0.962 ± 0.002" in text
    assert "41 % ± 1 %" in text
    assert "2,000 of 18,083" in text
    assert "too few" in trust_text(drawn()).lower()


def test_the_modules_join_into_one_script_without_imports(tmp_path: Path) -> None:
    joined = script("map", _MODULES)
    assert "\nimport " not in joined
    assert joined.count("export default") == 1
    node = shutil.which("node")
    if node:
        (tmp_path / "map.mjs").write_text(joined)
        subprocess.run([node, "--check", str(tmp_path / "map.mjs")], check=True)
