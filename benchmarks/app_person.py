"""A user with a browser, as the app sees it: a websocket with Streamlit's messages, without a screen."""

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.app_server import LOOPBACK

_LONGEST = 60.0  # seconds that a page may take
_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


@dataclass(frozen=True)
class Address:
    """A view of a screen.

    screen: its name in the address; '' is Home.
    query: as in the address, without '?'.
    """

    screen: str
    query: str = ""


@dataclass
class Visit:
    """One page load.

    seconds: until its script had finished.
    size: bytes received.
    problems: what went wrong.
    headings: the headings on the page.
    """

    address: Address
    seconds: float = 0.0
    size: int = 0
    problems: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


class Person:
    """Visits one page after another in one session. Use it as `async with Person(port) as person`.

    Unlike a browser, it fetches no pictures, and does not check every ten seconds for running jobs.
    """

    def __init__(self, port: int) -> None:
        self._url = f"ws://{LOOPBACK}:{port}/_stcore/stream"
        self._socket: ClientConnection
        self._hashes: dict[str, str] = {}
        self._screen: str | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(self._url, subprotocols=["streamlit"], max_size=None, compression=None)  # type: ignore[list-item]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def visit(self, address: Address) -> Visit:
        """Open the address and wait until the whole page has arrived."""
        message = BackMsg()
        message.rerun_script.query_string = address.query
        if address.screen in self._hashes:
            message.rerun_script.page_script_hash = self._hashes[address.screen]
        else:
            message.rerun_script.page_name = address.screen
        # As with the browser's Back button: widgets take their values from the address.
        message.rerun_script.is_history_navigation = address.screen == self._screen
        message.rerun_script.context_info.url = f"http://{LOOPBACK}/{address.screen}"
        self._screen = address.screen
        visit = Visit(address)
        before = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(_LONGEST):
                await self._read(visit)
        except TimeoutError:
            visit.problems.append(f"not finished after {_LONGEST:.0f} seconds")
        visit.seconds = time.perf_counter() - before
        return visit

    async def _read(self, visit: Visit) -> None:
        while True:
            data = await self._socket.recv()
            visit.size += len(data)
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._note_screens(message)
            elif kind == "delta":
                _record(message, visit)
            elif kind == "page_not_found":
                visit.problems.append("page not found")
            elif kind == "script_finished" and message.script_finished in _DONE:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    visit.problems.append("the script does not compile")
                return

    def _note_screens(self, message: ForwardMsg) -> None:
        """Note the page hash of each screen for later visits."""
        pages = message.navigation.app_pages
        self._hashes = {"" if page.is_default else page.url_pathname: page.page_script_hash for page in pages}


def _record(message: ForwardMsg, visit: Visit) -> None:
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        visit.problems.append(f"{element.exception.type}: {element.exception.message}")
    elif kind == "alert" and element.alert.format == Alert.ERROR:
        visit.problems.append(element.alert.body)
    elif kind == "toast":  # such as a warning about a wrong value in the address
        visit.problems.append(element.toast.body)
    elif kind == "heading":
        visit.headings.append(element.heading.body)
