"""The name of a run in its colour."""

from ui.charts import Pair
from ui.wording import literal


def badged(title: str, pair: Pair) -> str:
    colour = {pair.first: "orange", pair.second: "blue"}.get(title, "gray")
    return f":{colour}-badge[{literal(title)}]"
