"""What will not work without a table, a column or pictures: in plain words, a line each."""

from collections.abc import Iterable, Mapping

from stylehub_core.catalog.finding import Finding, Severity

WITHOUT_COLUMN: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "product_code": "every article is a product of its own: no other colours, and they cannot be left out",
        "product_type_name": "no filter and no map colours by type, no attribute queries among the figures, and "
        "texts that do not say what an article is",
        "product_group_name": "no filter and no map colours by product group, no figures by it, and plain placeholders",
        "graphical_appearance_name": "no filter by pattern, and texts that do not say it",
        "colour_group_name": "no filter and no map colours by colour, no attribute queries among the figures, and "
        "texts that do not say the colour",
        "perceived_colour_value_name": "the transactional model knows less of an article",
        "perceived_colour_master_name": "no map colours by main colour, and the transactional model knows less",
        "department_no": "the transactional model and next-purchase know less of an article",
        "department_name": "no filter and no map colours by department",
        "index_code": "the transactional model and next-purchase know less of an article",
        "index_group_name": "no filter and no map colours by audience, and texts that do not say for whom",
        "section_no": "the transactional model and next-purchase know less of an article",
        "section_name": "no filter by section",
        "garment_group_name": "no filter and no map colours by garment group, and shorter texts",
        "detail_desc": "models read names and attributes alone, and find less",
    },
    "customers": {"age": "no popularity by age, and no figures by age"},
    "transactions": {"price": "no prices on screen, and no filter by price"},
}
"""By table: what each column is needed for; those that are not named here are read and not needed."""

WITHOUT_TRANSACTIONS = (
    "no transactional models and no collaborative filtering; text models, search, neighbours and maps work",
    "no figures from purchases, and no lab",
    "no bestsellers, no sales, no prices and nothing bought together on screen",
)
WITHOUT_CUSTOMERS = "no popularity by age, and no figures by age"
WITHOUT_PICTURES = "every article gets a placeholder"
FEWEST_DAYS = 4
"""Days of purchases below which the lab cannot hold any out."""


def without_columns(table: str, names: Iterable[str]) -> list[Finding]:
    """A note for each of these columns that something needs."""
    needed = WITHOUT_COLUMN[table]
    return [Finding(Severity.NOTE, table, f"without {name}: {needed[name]}") for name in needed if name in set(names)]


def without_transactions() -> list[Finding]:
    return [Finding(Severity.NOTE, "transactions", f"without purchases: {text}") for text in WITHOUT_TRANSACTIONS]


def without_customers() -> list[Finding]:
    return [Finding(Severity.NOTE, "customers", f"without customers: {WITHOUT_CUSTOMERS}")]


def few_days(days: int) -> list[Finding]:
    """A note where purchases are on too few days to hold some out."""
    if not 0 < days < FEWEST_DAYS:
        return []
    on = f"purchases on {days} {'day' if days == 1 else 'days'}"
    text = f"{on}: the lab needs {FEWEST_DAYS} or more, to hold some out"
    return [Finding(Severity.NOTE, "transactions", text)]
