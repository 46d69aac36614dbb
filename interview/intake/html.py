"""HTML to text: headings and list items keep their lines, scripts and styles are dropped, double escapes are undone."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from interview.errors import Unreadable

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|ul|ol|li|h[1-6]|span|table|section|article|strong|b|script)\b[^>]*>", re.IGNORECASE
)
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?(?:div|p|br|ul|ol|li|h[1-6]|span|strong|b|section)\b", re.IGNORECASE)
MAX_DEPTH = 2_000
"""Elements inside each other, at most."""

_OPEN_OR_CLOSE = re.compile(r"<(/?)(?!br|hr|img|input|meta|link|li|p|td|tr|th|dd|dt|option)[a-z]", re.IGNORECASE)
_DROPPED = ["script", "style", "noscript", "template", "head", "svg", "iframe", "nav", "form", "button"]
_OWN_LINE = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "blockquote",
    "pre",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "ul", "ol", "table"}


def looks_like_html(text: str) -> bool:
    """Whether the text is HTML, plain or escaped (once or more, as feeds of applicant tracking systems do)."""
    return len(_TAG.findall(text, 0, 20_000)) >= 2 or len(_ESCAPED_TAG.findall(text, 0, 20_000)) >= 2


def html_to_text(text: str, name: str) -> str:
    """The readable text of HTML. Escapes are undone as often as they were applied, at most four times.

    Raises :class:`~interview.errors.Unreadable` for HTML that is nested so deeply that no editor wrote it: parsers need time that
    grows with the square of the depth.
    """
    for _ in range(4):
        if _TAG.search(text) and not _ESCAPED_TAG.search(text):
            break
        text = html.unescape(text)
    if _depth(text) > MAX_DEPTH:
        raise Unreadable(f"{name}: is HTML nested more than {MAX_DEPTH:,} deep; paste the text alone")
    tree = LexborHTMLParser(text)
    tree.strip_tags(_DROPPED)
    if tree.body is None:
        return ""
    parts: list[str] = []
    _walk(tree.body, parts)
    rendered = "".join(parts)
    rendered = re.sub(r"[ \t]*\n[ \t]*", "\n", rendered)
    return re.sub(r"[ \t]{2,}", " ", rendered)


def _depth(text: str) -> int:
    """How deep opening tags outrun closing ones, roughly: tags without a closing one are not counted."""
    deepest = depth = 0
    for match in _OPEN_OR_CLOSE.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _walk(root: LexborNode, parts: list[str]) -> None:
    """Depth first without recursion, so that deeply nested input can't exhaust the stack."""
    todo: list[LexborNode | str] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        before, after = _frame(node.tag or "")
        if node.tag == "-text":
            parts.append(re.sub(r"\s+", " ", node.text_content or ""))
        parts.append(before)
        todo.append(after)
        children = list(node.iter(include_text=True))
        todo.extend(reversed(children))


def _frame(tag: str) -> tuple[str, str]:
    """What stands before and after an element's content."""
    if tag in _HEADINGS:
        return "\n\n", "\n"
    if tag == "li":
        return "\n- ", "\n"
    if tag in {"td", "th"}:
        return "", "\t"
    if tag in _PARAGRAPHS:
        return "\n\n", "\n\n"
    if tag in _OWN_LINE:
        return "\n", "\n"
    return ("\n", "") if tag in {"br", "hr"} else ("", "")
