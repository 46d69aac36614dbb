"""What every export is: bytes with a name, a media type and a hash of the content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "greenhouse": "application/json",
    "zip": "application/zip",
}

_EXTENSIONS = {"greenhouse": "greenhouse.json"}


@dataclass(frozen=True)
class Document:
    """A finished document. ``content_hash`` is over the data it shows, equal in every format of the same content."""

    name: str
    media_type: str
    data: bytes
    content_hash: str


def content_hash(canonical_json: str) -> str:
    """The first 16 hex digits of the SHA-256 of the data that a document shows."""
    return hashlib.sha256(canonical_json.encode()).hexdigest()[:16]


def safe_name(*parts: str, extension: str) -> str:
    """A file name that every system takes: plain letters, digits and hyphens, at most 100 characters."""
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:100].strip("-")
    return f"{words or 'document'}.{_EXTENSIONS.get(extension, extension)}"
