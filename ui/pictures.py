"""Serves thumbnails out of the workspace, and the quiet placeholder wherever there is none."""

import re
from functools import cache
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from stylehub_core.catalog.placeholders import placeholder
from ui import places
from ui.links import NOT_YET

# Only names of this form are looked up, so that no path leads out of the folder.
_THUMBNAIL = re.compile(r"\d{3}/\d{10}\.jpg")
_PLACEHOLDER = re.compile(r"placeholders/[a-z0-9-]{1,80}\.jpg")
_LARGE = re.compile(r"large/(\d{3}/\d{10})\.jpg")
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_NOW = {"Cache-Control": "public, max-age=60"}


class PictureRoute:
    """An ASGI app: NNN/<article_id>.jpg, large/NNN/<article_id>.jpg (as it is in the data), placeholders/<kind>.jpg.

    An address carries a version (?v=), so what is found may be kept for a year.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405)
        name = request.scope["path"].removeprefix(request.scope.get("root_path", "")).lstrip("/")
        found = await to_thread.run_sync(picture_file, name)
        if found is not None:
            kept = _FOR_NOW if request.query_params.get("v") == NOT_YET else _KEPT
            return FileResponse(found, media_type="image/jpeg", headers=kept)
        known = _THUMBNAIL.fullmatch(name) or _PLACEHOLDER.fullmatch(name) or _LARGE.fullmatch(name)
        return Response(_plain_card(), status_code=200 if known else 404, media_type="image/jpeg", headers=_FOR_NOW)


def picture_file(name: str) -> Path | None:
    """The file of that name in the pictures served now; None where there is none or the name is not of our form."""
    large = _LARGE.fullmatch(name)
    if large:
        return _original(large[1]) or picture_file(f"{large[1]}.jpg")
    if not (_THUMBNAIL.fullmatch(name) or _PLACEHOLDER.fullmatch(name)):
        return None
    served = places.workspace().find("pictures")
    if served is None:
        return _original(name.removesuffix(".jpg"))
    path = served.folder / name
    return path if path.is_file() else None


def _original(name: str) -> Path | None:
    folder = places.originals()
    if folder is None:
        return None
    path = folder / f"{name}.jpg"
    return path if path.is_file() else None


@cache
def _plain_card() -> bytes:
    return placeholder("", "")
