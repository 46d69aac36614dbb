"""What a browser posts, read with limits."""

from __future__ import annotations

from starlette.requests import Request

_FORM_BYTES = 16_384  # a name, an address, a password and a token


async def form_of(request: Request) -> dict[str, str]:
    """The text fields of a posted form; files and anything oversized are ignored."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _FORM_BYTES:
        return {}
    async with request.form(max_files=0, max_fields=10) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def address_of(request: Request) -> str:
    """The network address that a request comes from, as far as the proxies that are trusted say."""
    return request.client.host if request.client else ""
