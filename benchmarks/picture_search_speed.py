"""How long a warm search by an uploaded picture takes: in-process for each model that takes pictures, and in a browser.

The pictures are photographs of 1,536 x 2,048 pixels, made from the articles' own; each is asked for once. In the
browser, the time runs from handing the file over until the first pictures of the answer are drawn.

    python -m benchmarks.picture_search_speed --workspace WORKSPACE [--without-browser]
"""

import argparse
import io
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.app_server import LOOPBACK, served
from benchmarks.machine import heading
from stylehub_core.features.customer_photo import Damage, photographed
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page

PICTURES, VISITS = 100, 20
WARM_UP = 5
PIXELS = (1536, 2048)
_CHROMIUM = "/usr/bin/chromium"
_PATIENCE = 60_000  # milliseconds
_SHOWN = """before => {
  const cards = [...document.querySelectorAll('.st-key-answer [data-testid="stImage"] img')];
  const first = cards.slice(0, 4).map(card => card.src).join();
  return cards.length > 3 && first !== before && cards.slice(0, 4).every(card => card.complete && card.naturalWidth);
}"""
_FIRST = """() => [...document.querySelectorAll('.st-key-answer [data-testid="stImage"] img')]
  .slice(0, 4).map(card => card.src).join()"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--without-browser", action="store_true")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    photos = _photos(hub, PICTURES + WARM_UP)
    print(heading(f"Warm search by picture, {len(hub.catalog):,} articles, {PICTURES} pictures, 24 results"))
    print(f"{'':<30}{'median':>10}{'p95':>10}{'worst':>10}")
    for name in hub.ready:
        if "picture" in hub.opened(name).uses:
            _line(name, _times(hub, name, photos))
    if not options.without_browser:
        _line(f"in a browser ({VISITS} uploads)", _in_browser(options.workspace, photos[: VISITS + WARM_UP]))


def _photos(hub: Hub, count: int) -> list[bytes]:
    pictures = hub.world().pictures
    assert pictures is not None
    rng = np.random.default_rng(5)
    rows = rng.permutation(np.flatnonzero(hub.values("has_picture")))[:count]
    files = []
    for row in rows:
        photo = photographed(pictures.picture(int(row)), Damage(room=True, tilt=5, share=0.7), rng).picture
        file = io.BytesIO()
        photo.resize(PIXELS).save(file, "JPEG", quality=85)
        files.append(file.getvalue())
    return files


def _times(hub: Hub, name: str, photos: list[bytes]) -> np.ndarray:
    """(photos,) seconds, without the first WARM_UP."""
    times = []
    for photo in photos:
        before = time.perf_counter()
        hub.search(Request(picture=photo), name, Page(24))
        times.append(time.perf_counter() - before)
    return np.array(times[WARM_UP:])


def _in_browser(workspace: Path, photos: list[bytes]) -> np.ndarray:
    """(photos,) seconds, without the first WARM_UP."""
    with served(workspace) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"http://{LOOPBACK}:{server.port}/Search", timeout=_PATIENCE)
        page.wait_for_function(_SHOWN, arg="", timeout=_PATIENCE)
        times = [_upload(page, photo) for photo in photos]
        browser.close()
    return np.array(times[WARM_UP:])


def _upload(page: Any, photo: bytes) -> float:
    before = page.evaluate(_FIRST)
    page.get_by_role("button", name="Search by picture").click()
    field = page.locator("input[type=file]")
    field.wait_for(state="attached", timeout=_PATIENCE)
    started = time.perf_counter()
    field.set_input_files([{"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}])
    page.wait_for_function(_SHOWN, arg=before, timeout=_PATIENCE)
    seconds = time.perf_counter() - started
    page.wait_for_timeout(1000)  # the screen is at rest again before the next one
    return seconds


def _line(title: str, times: np.ndarray) -> None:
    cells = (np.median(times), np.percentile(times, 95), times.max())
    print(f"{title:<30}" + "".join(f"{1000 * cell:>7.0f} ms" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
