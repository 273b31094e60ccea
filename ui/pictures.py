"""Serves the workspace's pictures, and a placeholder for every article without one."""

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from anyio import to_thread
from starlette.datastructures import URLPath
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Receive, Scope, Send

from stylehub_core.catalog.layout import ARTICLE_ID
from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.catalog.placeholders import placeholder
from ui import places
from ui.links import NOT_YET, PICTURES, base_path

# Only names of these forms are looked up, so no path can lead out of the folder.
_LARGE = "large/"
_PICTURE = re.compile(rf"(?:{_LARGE})?[^/]{{1,3}}/({ARTICLE_ID})\.jpg")
_PLACEHOLDER = re.compile(r"placeholders/[a-z0-9-]{1,80}\.jpg")
_TYPES = {".png": "image/png", ".webp": "image/webp"}
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_NOW = {"Cache-Control": "public, max-age=60"}


class PictureRoute:
    """An ASGI app for three kinds of pictures. Addresses carry a version (?v=), so browsers may cache for a year.

    NNN/<article_id>.jpg: thumbnails.
    large/NNN/<article_id>.jpg: pictures in their original size.
    placeholders/<kind>.jpg: cards for articles without a picture.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405)
        name = request.scope["path"].removeprefix(request.scope.get("root_path", "")).lstrip("/")
        file = await to_thread.run_sync(picture_file, name)
        if file is not None:
            kept = _FOR_NOW if request.query_params.get("v") == NOT_YET else _KEPT
            return FileResponse(file, media_type=_TYPES.get(file.suffix.lower(), "image/jpeg"), headers=kept)
        known = _PLACEHOLDER.fullmatch(name) or _article_in(name)
        return Response(_plain_card(), status_code=200 if known else 404, media_type="image/jpeg", headers=_FOR_NOW)


class PictureMount(BaseRoute):
    """PictureRoute below the server's base path, which is known only after app.py has been loaded."""

    path = PICTURES

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return self._mount.matches(scope)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._mount.handle(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        return self._mount.url_path_for(name, **path_params)

    @cached_property
    def _mount(self) -> Mount:
        return Mount(base_path() + PICTURES, app=PictureRoute())


def picture_file(name: str) -> Path | None:
    """The file of a picture in the current workspace; None if it does not exist or the name is malformed."""
    article = _article_in(name)
    if name.startswith(_LARGE) and article:
        return places.original(article) or picture_file(name.removeprefix(_LARGE))
    if not (article or _PLACEHOLDER.fullmatch(name)):
        return None
    served = places.workspace().find("pictures")
    if served is None:
        return places.original(article)
    path = served.folder / name
    return path if path.is_file() else None


def _article_in(name: str) -> str:
    """The id of the article that a thumbnail or large picture shows; '' for other names."""
    match = _PICTURE.fullmatch(name)
    return match[1] if match and name.removeprefix(_LARGE) == thumbnail_name(match[1]) else ""


@cache
def _plain_card() -> bytes:
    return placeholder("", "")
