"""StyleHub's server: `streamlit run app.py`. It serves the screens and the workspace's pictures."""

import gc
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from stylehub_core.errors import StyleHubError
from ui.pictures import PictureMount

_LOG = logging.getLogger("stylehub")


def _warm_up() -> None:
    from ui.warm_up import warm_up  # noqa: PLC0415 - its caches need a running server

    # Streamlit warns of its caches being used outside a page, once a cache: the warm-up is meant to.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(_is_of_a_page)
    try:
        warm_up()
    except StyleHubError as error:
        _LOG.info("Not warmed up: %s", error)
    except Exception:
        _LOG.exception("Not warmed up")
    _freeze()


def _is_of_a_page(record: logging.LogRecord) -> bool:
    return record.threadName != "warm-up"


def _freeze() -> None:
    """Exempt everything loaded so far from Python's garbage collection, so that each collection is quick."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def _lifespan(_: object) -> AsyncIterator[None]:
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    yield


def _script_error(error: Exception) -> bool:
    from ui.shell import show_script_error  # noqa: PLC0415 - as above

    return show_script_error(error)


app = st.App(
    Path(__file__).with_name("home.py"),
    routes=[PictureMount()],
    lifespan=_lifespan,
    on_script_error=_script_error,
)

if __name__ == "__main__":
    app.run()
