"""The customer whom somebody has entered."""

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.shopper.customers import Customer, find_customer
from ui.shell import show_error


def entered_customer(hub: Hub, text: str | None) -> Customer | None:
    """The customer with this id or beginning of one; None without a text, or after saying why nobody is found."""
    if not (text or "").strip():
        return None
    try:
        return find_customer(hub.catalog, str(text))
    except QueryError as error:
        show_error(error)
        return None
