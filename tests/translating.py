"""``make texts``: find the texts in the code, and turn every catalogue into what runs.

Babel's own reader of Python misses a text inside an f-string (``f"**{_('Notes')}**"``) before Python 3.12, so ours walks the
syntax tree. Babel's own compiler refuses a translation of "90% interval" as "90-%-Intervall", taking the sign for an old
placeholder; ours are names in braces, and ``tests/test_translations.py`` compares those.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from interview.texts import LOCALE


def texts_of_module(
    module: IO[bytes], keywords: Collection[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Every literal text that a module asks the catalogue for, the way Babel wants it: line, function, message, comments."""
    for node in ast.walk(ast.parse(module.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            given = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            texts = tuple(text for text in given if isinstance(text, str))
            if texts:
                yield node.lineno, node.func.id, texts if len(texts) > 1 else texts[0], []


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
