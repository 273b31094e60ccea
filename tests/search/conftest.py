"""A shelf of twelve articles whose right answers are easy to see."""

import numpy as np
import pandas as pd
import pytest

# prod_name, type, product group, appearance, colour, main colour, department, index group, description, sold
_SHELF = [
    ("Anna dress", "Dress", "Garment Full body", "Solid", "Black", "Black", "Jersey", "Ladieswear", "Jersey dress.", 3),
    ("Bea dress", "Dress", "Garment Full body", "All over pattern", "Black", "Black", "Dress", "Ladieswear", None, 0),
    ("Strap top", "Vest top", "Garment Upper body", "Solid", "Dark Blue", "Blue", "Jersey", "Ladieswear", "Strap.", 25),
    ("Strap top", "Vest top", "Garment Upper body", "Solid", "White", "White", "Jersey", "Ladieswear", "Strap.", 7),
    ("Box", "T-shirt", "Garment Upper body", "Solid", "Blue", "Blue", "Jersey", "Menswear", "Cotton.", 1),
    ("Warm", "Coat", "Garment Upper body", "Solid", "Dark Blue", "Blue", "Outwear", "Ladieswear", "A wool coat.", 0),
    ("Rain", "Coat", "Garment Upper body", "Solid", "Dark Blue", "Blue", "Outwear", "Ladieswear", "Waterproof.", 2),
    ("Sten", "Sweater", "Garment Upper body", "Solid", "Grey", "Grey", "Knitwear", "Menswear", "Wool, dark blue.", 9),
    ("Flex", "Leggings/Tights", "Garment Lower body", "Solid", "Light Pink", "Pink", "Sport", "Sport", "Soft.", 0),
    ("Slim", "Trousers", "Garment Lower body", "Denim", "Blue", "Blue", "Denim", "Menswear", "5-pocket jeans.", 4),
    ("Chino", "Trousers", "Garment Lower body", "Solid", "Blue", "Blue", "Trousers", "Menswear", "Cotton twill.", 0),
    (
        "Band",
        "Hair/alice band",
        "Accessories",
        "Solid",
        "Greenish Khaki",
        "Khaki green",
        "Hair",
        "Ladieswear",
        "Wide.",
        0,
    ),
]
_COLUMNS = (
    "prod_name product_type_name product_group_name graphical_appearance_name colour_group_name "
    "perceived_colour_master_name department_name index_group_name detail_desc times_sold"
)


@pytest.fixture
def shelf() -> pd.DataFrame:
    """The articles' table; rows 2 and 3 are two colours of one product."""
    table = pd.DataFrame(_SHELF, columns=_COLUMNS.split())
    codes = [f"{108775 + (place if place != 3 else 2):07d}" for place in range(len(table))]
    table.insert(0, "product_code", codes)
    table.insert(0, "article_id", [f"{code}{place + 1:03d}" for place, code in enumerate(codes)])
    table["index_name"] = table["index_group_name"]
    table["section_name"] = "Unknown"
    table["garment_group_name"] = table["product_group_name"]
    table["perceived_colour_value_name"] = "Dark"
    table["price"] = np.where(table["times_sold"] > 0, 10.0 + np.arange(len(table)), np.nan)
    table["price_band"] = pd.Categorical(np.where(table["price"] < 13, "low", "high"), ["low", "mid", "high"])
    table["has_picture"] = np.arange(len(table)) != 5
    for column in table.columns:
        if column.endswith("_name") and column != "prod_name":
            table[column] = table[column].astype("category")
    return table
