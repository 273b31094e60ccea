"""When a page has come to rest."""

from typing import Any

APP = "[data-testid=stApp]"


def settled(page: Any) -> None:
    """Wait until Streamlit has run the page's script to its end, and is connected."""
    page.wait_for_selector(f"{APP}[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]")
