"""What does not work without a table, a column or pictures, in one plain line each."""

from collections.abc import Iterable, Mapping

from stylehub_core.catalog.finding import Finding, Severity

WITHOUT_COLUMN: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "product_code": "every article counts as a product of its own, so other colours are not recognised",
        "product_type_name": "no filter and no map colours by type, no figures for attribute queries, and "
        "texts that do not say what an article is",
        "product_group_name": "no filter, no map colours and no figures by product group, and plain placeholders",
        "graphical_appearance_name": "no filter by pattern, and texts that do not mention the pattern",
        "colour_group_name": "no filter and no map colours by colour, no figures for attribute queries, and "
        "texts that do not mention the colour",
        "perceived_colour_value_name": "the transactional model knows less about an article",
        "perceived_colour_master_name": "no map colours by main colour, and the transactional model knows less",
        "department_no": "the transactional model and next-purchase know less about an article",
        "department_name": "no filter and no map colours by department",
        "index_code": "the transactional model and next-purchase know less about an article",
        "index_group_name": "no filter and no map colours by audience, and texts that do not say who an article is for",
        "section_no": "the transactional model and next-purchase know less about an article",
        "section_name": "no filter by section",
        "garment_group_name": "no filter and no map colours by garment group, and shorter texts",
        "detail_desc": "models read only names and attributes, and find less",
    },
    "customers": {"age": "no popularity by age, and no figures by age"},
    "transactions": {"price": "no prices on screen, and no filter by price"},
}
"""By table: what is missing without each column. Other columns are read, but nothing needs them."""

WITHOUT_TRANSACTIONS = (
    "no transactional models and no collaborative filtering; text models, search, neighbours and maps work",
    "no figures from purchases, and no lab",
    "no bestsellers, sales, prices or co-purchases on screen",
)
WITHOUT_CUSTOMERS = "no popularity by age, and no figures by age"
WITHOUT_PICTURES = "every article gets a placeholder"
FEWEST_DAYS = 4
"""The fewest days of purchases for which the lab can hold some out."""


def without_columns(table: str, names: Iterable[str]) -> list[Finding]:
    """A note for each of these columns that something needs."""
    needed = WITHOUT_COLUMN[table]
    return [Finding(Severity.NOTE, table, f"without {name}: {needed[name]}") for name in needed if name in set(names)]


def without_transactions() -> list[Finding]:
    return [Finding(Severity.NOTE, "transactions", f"without purchases: {text}") for text in WITHOUT_TRANSACTIONS]


def without_customers() -> list[Finding]:
    return [Finding(Severity.NOTE, "customers", f"without customers: {WITHOUT_CUSTOMERS}")]


def few_days(days: int) -> list[Finding]:
    """A note if the purchases cover too few days to hold some out."""
    if not 0 < days < FEWEST_DAYS:
        return []
    on = f"purchases on {days} {'day' if days == 1 else 'days'}"
    text = f"{on}: the lab needs {FEWEST_DAYS} or more, so that some can be held out"
    return [Finding(Severity.NOTE, "transactions", text)]
