"""How a company's documents look: its name, colour, footer, logo, fonts and templates, all in one folder.

The folder (``INTERVIEW_BRAND_DIR``) may hold ``brand.yaml`` with ``name``, ``colour`` (``#rrggbb``) and ``footer``, a logo
(``logo.svg`` or ``logo.png``), fonts, and templates (``document.html``, ``document.md``, ``document.typ``) that are
used in place of ours.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints, ValidationError

from interview.domain.base import Value
from interview.errors import Invalid

TEMPLATES = Path(__file__).parent / "templates"
_LOGOS = {"logo.svg": "image/svg+xml", "logo.png": "image/png"}


class _File(Value):
    name: str = "Loopwright"
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = "#0b5a63"
    footer: str = ""


@dataclass(frozen=True)
class Brand:
    """The look. ``folder`` is ``None`` where the company has none of its own."""

    name: str = "Loopwright"
    colour: str = "#0b5a63"
    footer: str = ""
    folder: Path | None = None

    def template(self, name: str) -> Path:
        """The file of a template: the company's, else ours."""
        own = self.folder / name if self.folder else None
        return own if own and own.is_file() else TEMPLATES / name

    @property
    def logo(self) -> Path | None:
        """The logo's file."""
        files = [self.folder / name for name in _LOGOS] if self.folder else []
        return next((file for file in files if file.is_file()), None)

    @property
    def logo_address(self) -> str:
        """The logo as a data address, so that a page needs no other file; empty without one."""
        logo = self.logo
        return f"data:{_LOGOS[logo.name]};base64,{b64encode(logo.read_bytes()).decode()}" if logo else ""


PLAIN = Brand()


def load_brand(folder: Path | None) -> Brand:
    """Read the folder. Raises :class:`~interview.errors.Invalid` naming what is wrong in ``brand.yaml``."""
    if folder is None:
        return PLAIN
    if not folder.is_dir():
        raise Invalid(f"{folder}: is no folder; set INTERVIEW_BRAND_DIR to the folder with brand.yaml.")
    file = folder / "brand.yaml"
    try:
        written = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
        read = _File.model_validate(written or {})
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise Invalid(
            f"{file}: can't be used ({str(error).splitlines()[0]}); it holds name, colour (#rrggbb) and footer."
        ) from None
    return Brand(name=read.name, colour=read.colour, footer=read.footer, folder=folder)
