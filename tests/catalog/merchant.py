"""A made-up merchant with names of its own: semicolons, decimal commas, Windows letters, days first, one folder."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

TOML = """
# How Möbel & Mode calls things.
delimiter = ";"
encoding = "cp1252"
decimal = ","

[articles]
file = "produkte.csv"
absent = ["department_no", "section_no", "index_code"]

[articles.columns]
article_id = "SKU"
product_code = "Modell"
prod_name = "Bezeichnung"
product_type_name = "Art"
colour_group_name = "Farbe"
detail_desc = "Text"

[articles.constants]
index_group_name = "Ladieswear"

[transactions]
file = "export/bestellungen.csv"
date_format = "%d.%m.%Y %H:%M"

[transactions.columns]
t_dat = "Zeitpunkt"
customer_id = "Kunde"
article_id = "SKU"
price = "Betrag"

[customers]
file = "kunden.csv"
absent = ["age"]

[customers.columns]
customer_id = "Kunde"

[pictures]
pattern = "photos/{article_id}.png"
"""

ARTICLES = 40
KINDS, COLOURS = ("Kleid", "Mantel", "Hose", "Rock"), ("Weiß", "Grün", "Blau", "Schwarz")
FIRST = date(2024, 3, 1)


def sku(row: int) -> str:
    return f"TS-{row // 2:03d}.{'ab'[row % 2]}"


def make_merchant(data: Path, toml: str = TOML) -> Path:
    """40 articles of 20 models in two colours, 30 customers, 60 days of orders, pictures of every third article."""
    rng = np.random.default_rng(0)
    lines = ["SKU;Modell;Bezeichnung;Art;Farbe;Text"]
    for row in range(ARTICLES):
        kind, colour = KINDS[row // 2 % 4], COLOURS[row % 4]
        lines.append(f"{sku(row)};M{row // 2};{kind} „{row // 2}“;{kind};{colour};Schönes Stück, Größe {row}.")
    _write(data / "produkte.csv", lines)
    _write(data / "kunden.csv", ["Kunde", *(f"K-{who}" for who in range(30))])
    orders = ["Zeitpunkt;Kunde;SKU;Betrag"]
    for day in range(60):
        when = FIRST + timedelta(days=day)
        for who in rng.permutation(30)[:8]:
            rows = rng.permutation(10)[:2] + 10 * (who % 4)
            orders += [f"{when:%d.%m.%Y} 09:30;K-{who};{sku(int(row))};1.0{row:02d},50" for row in rows]
    _write(data / "export" / "bestellungen.csv", orders)
    (data / "photos").mkdir(parents=True)
    for row in range(0, ARTICLES, 3):
        Image.new("RGB", (120, 180), (6 * row, 100, 100)).save(data / "photos" / f"{sku(row)}.png")
    (data / "catalog.toml").write_text(toml, encoding="utf-8")
    return data


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="cp1252")
