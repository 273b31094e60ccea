"""Tiny folders in the two layouts of Polyvore, with broken parts whose number is known."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

ITEMS: Mapping[str, Mapping[str, Any]] = {
    "101": {"title": "White tee", "description": "A soft tee.", "category_id": "21", "semantic_category": "tops"},
    "102": {"title": "", "url_name": "blue jeans", "category_id": "27", "semantic_category": "bottoms"},
    "103": {"title": "Pumps", "category_id": 43, "semantic_category": "shoes"},
    "104": {"title": "Tote", "category_id": "36", "semantic_category": "bags"},
    "105": {"title": "Gown", "catgeories": ["Women's Fashion", "Gowns"], "semantic_category": "all-body"},
    "106": {"title": "Lipstick", "category_id": "200", "semantic_category": "beauty"},
    "107": {"title": "Coat", "category_id": "24", "semantic_category": "outerwear"},
    "109": {"title": "In no outfit", "category_id": "24", "semantic_category": "outerwear"},
}
"""By item_id; an outfit also has the item 108, of which nothing is known."""

NONDISJOINT = {
    "train": [("11", {1: "101", 2: "102", 3: "103"}), ("12", {1: "105", 2: "103", 3: "104"})],
    "valid": [("21", {1: "107", 2: "102", 3: "104"})],
    "test": [("31", {1: "101", 2: "102", 4: "104", 5: "106"}), ("32", {1: "105", 2: "108"})],
}
DISJOINT = {
    "train": [("11", {1: "101", 2: "102", 3: "103"})],
    "valid": [("21", {1: "107", 2: "104"})],
    "test": [("32", {1: "105", 2: "108"})],
}
LINES = """1 31_1 31_2 31_4 31_5
0 31_1 32_1 11_3

1 32_1 32_2
0 31_1 99_9
2 31_1 31_2
0 31_1 11_1
"""
"""Three lines that can be used; then an unknown item, an unknown label, and one article twice."""

QUESTIONS = [
    {"question": ["31_1", "31_2"], "answers": ["11_3", "21_1", "31_4", "32_1"], "blank_position": 3},
    {"question": ["32_1"], "answers": ["32_2", "11_1", "11_2", "11_3"], "blank_position": 2},
    {"question": ["31_1"], "answers": ["31_2"], "blank_position": 2},
    {"question": ["31_1"], "answers": ["11_2", "11_3", "21_1", "32_1"], "blank_position": 2},
    {"question": ["31_1"], "answers": ["31_2", "11_1", "11_3", "21_1"], "blank_position": 2},
    {"question": ["31_1"], "answers": ["31_2", "11_3", "21_1", "5_5"], "blank_position": 2},
    {"question": ["31_1"], "answers": ["31_2", "11_3", "21_1", "32_1"], "blank_position": "second"},
]
"""Two that can be used; then one answer, none of the own set, a product twice, an unknown item, no position."""


def make_polyvore(root: Path) -> Path:
    """Polyvore Outfits: 7 known articles and an unknown one in outfits, pictures of two."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "polyvore_item_metadata.json").write_text(json.dumps(ITEMS), encoding="utf-8")
    (root / "polyvore_outfit_titles.json").write_text("{}", encoding="utf-8")
    categories = ["21,T-Shirts,tops", "27,Jeans,bottoms", "43,Pumps,shoes", "36,Tote Bags,bags", "24,Coats,outerwear"]
    (root / "categories.csv").write_text("\n".join([*categories, "200,Lipstick,beauty"]), encoding="utf-8")
    for name, sets in (("nondisjoint", NONDISJOINT), ("disjoint", DISJOINT)):
        folder = root / name
        folder.mkdir()
        for split, outfits in sets.items():
            content = [
                {"set_id": set_id, "items": [{"item_id": item, "index": index} for index, item in items.items()]}
                for set_id, items in outfits
            ]
            write(folder / f"{split}.json", content)
            write(folder / f"fill_in_blank_{split}.json", QUESTIONS if sets is NONDISJOINT and split == "test" else [])
            lines = LINES if sets is NONDISJOINT and split == "test" else ""
            (folder / f"compatibility_{split}.txt").write_text(lines, encoding="utf-8")
    for item in ("101", "104", "109"):
        picture(root / "images" / f"{item}.jpg")
    return root


def make_maryland(folder: Path) -> Path:
    """The older layout: 6 products and an item without a number in 4 outfits; three have a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["21 T-Shirts", "27 Jeans", "49 Sneakers", "115 Sofas", "200 Lipstick", "1967 Tech Accessories"]
    (folder / "category_id.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    tee, jeans = item(1, 501, "CÃ©dric's tee", 21, 29.5), item(2, 502, "", 27, -1)
    nameless = {"index": 4, "name": "Lipstick", "price": 9, "likes": 1, "categoryid": 200, "image": "no address"}
    case, sofa = item(2, 504, "Phone case", 1967, 12), item(3, 506, "Sofa", 115, 900)
    sets = {
        "train": [("1001", [tee, jeans, nameless]), ("1002", [item(1, 502, "Blue jeans", 27, 40), case])],
        "valid": [("2001", [item(1, 505, "Sneakers", 49, 80), item(2, 501, "Tee", 21, 29.5)])],
        "test": [("3001", [item(1, 501, "Tee", 21, 30), item(2, 505, "Sneakers", 49, 80), sofa])],
    }
    for split, outfits in sets.items():
        content = [
            {"set_id": set_id, "name": "Look", "desc": "", "likes": 3, "views": 9, "items": items}
            for set_id, items in outfits
        ]
        write(folder / f"{split}_no_dup.json", content)
    question = {
        "question": ["3001_1", "3001_3"],
        "answers": ["3001_2", "1001_2", "1002_2", "1001_4"],
        "blank_position": 2,
    }
    write(folder / "fill_in_blank_test.json", [question])
    (folder / "fashion_compatibility_prediction.txt").write_text(
        "1 3001_1 3001_2 3001_3\n0 3001_1 1002_2\n", encoding="utf-8"
    )
    for name in ("1001/1", "1002/1", "2001/1"):
        picture(folder / "images" / f"{name}.jpg")
    return folder


def item(index: int, product: int, name: str, category: int, price: float) -> dict[str, Any]:
    address = f"http://img2.polyvoreimg.com/cgi/img-thing?.out=jpg&size=m&tid={product}"
    return {"index": index, "name": name, "price": price, "likes": 1, "image": address, "categoryid": category}


def write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


def picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (60, 90), "white").save(path)
