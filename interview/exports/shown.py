"""A paper as plain values, for templates: blocks become mappings with their kind, cells become text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from interview.exports.paper import Bars, Block, Paper, Strip, Table


def shown(paper: Paper) -> dict[str, Any]:
    """Everything a template may use."""
    return {
        "kind": paper.kind,
        "label": paper.label,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "language": paper.language,
        "content_hash": paper.content_hash,
        "footer": paper.footer,
        "stamp": [list(pair) for pair in paper.stamp],
        "notices": list(paper.notices),
        "sections": [
            {
                "title": section.title,
                "level": section.level,
                "new_page": section.new_page,
                "blocks": [shown_block(block) for block in section.blocks],
            }
            for section in paper.sections
        ],
    }


def shown_block(block: Block) -> dict[str, Any]:
    """One block."""
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        columns = [
            {"title": column.title, "share": column.share, "right": column.kind in {"number", "percent"}}
            for column in block.columns
        ]
        return {"kind": kind, "name": block.name, "columns": columns, "rows": block.shown()}
    if isinstance(block, (Strip, Bars)):
        rows = [{**asdict(row), "words": row.words} for row in block.rows]
        return {**asdict(block), "kind": kind, "rows": rows}
    return {"kind": kind, **asdict(block)}
