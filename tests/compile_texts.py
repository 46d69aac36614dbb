"""``make texts``: turn every catalogue into what runs.

Babel's own command refuses a translation of "90% interval" as "90-%-Intervall", taking the sign for an old placeholder; ours are
names in braces, and ``tests/test_translations.py`` compares those.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from interview.texts import LOCALE


def compiled(catalogue: Path) -> bytes:
    """What the program reads, made from what people write."""
    with catalogue.open("rb") as written:
        texts = read_po(written)
    made = io.BytesIO()
    write_mo(made, texts)
    return made.getvalue()


def main() -> None:
    """Compile them all."""
    for catalogue in LOCALE.glob("*/LC_MESSAGES/*.po"):
        catalogue.with_suffix(".mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    main()
