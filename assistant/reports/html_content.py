"""What of a web page is content: not its menus, banners, forms or hidden parts."""

import re

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import Doctype, ProcessingInstruction

from assistant.errors import ReportError

MAX_DEPTH = 200

_NEVER = (
    "script style noscript template iframe svg canvas object embed audio video map button select "
    "input textarea datalist progress meter dialog link meta base"
).split()
_MENUS = frozenset("nav menu aside".split())
_ROLES = frozenset("navigation banner contentinfo complementary search menu dialog alert".split())
_PAGE_PARTS = re.compile(
    r"(?i)(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletter|subscribe|social|share|sharing|sharethis"
    r"|breadcrumbs?|sidebar|menu|navbar|nav|navigation|advert(?:isement)?|ads?|related|comments?"
    r"|pagination|pager|skip-?link|skip-?to|toolbar|popup|modal|site-?(?:header|footer)|masthead"
    r"|print-?only|noprint|toc|tags)(?:$|[\s_-])"
)
_HIDDEN = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_HIDDEN_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|d-none|hidden|hide)(?:$|\s)"
)
_PART_SHARE = 0.4  # what holds more of the page's text is no menu, whatever its class says
_MAIN_SHARE = 0.35  # a main element with less of the text does not hold the content


def strip_page(soup: BeautifulSoup) -> None:
    """Take out of the page what is never content, and what it hides.

    Raises ReportError for a page nested deeper than any page is: going through it would
    take time by the square of its size.
    """
    body = soup.body or soup
    _check_depth(body)
    for node in soup.find_all(string=_is_no_text):
        node.extract()
    for tag in soup.find_all(_NEVER):
        tag.decompose()
    total = len(body.get_text())
    left = _tags_in(body)
    while left:
        tag = left.pop()
        if is_left_out(tag, total):
            tag.decompose()
        else:
            left += _tags_in(tag)


def _is_no_text(node: object) -> bool:
    return isinstance(node, (Comment, Doctype, ProcessingInstruction))


def _check_depth(body: Tag) -> None:
    level, depth = _tags_in(body), 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ReportError("web page is nested too deeply: save it as text")
        level = [inner for tag in level for inner in _tags_in(tag)]


def _tags_in(tag: Tag) -> list[Tag]:
    return [child for child in tag.children if isinstance(child, Tag)]


def is_left_out(tag: Tag, total: int | None = None) -> bool:
    """Whether an element is hidden, or a part of the page around the content."""
    style = str(tag.get("style") or "")
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _HIDDEN.search(style):
        return True
    if tag.name in ("del", "s", "strike"):
        return True
    names = " ".join([*map(str, tag.get("class") or []), str(tag.get("id") or "")])
    if _HIDDEN_CLASS.search(names):
        return True
    if total is None:
        return False
    around = (
        tag.name in _MENUS
        or tag.name == "form"
        or str(tag.get("role") or "") in _ROLES
        or (tag.name in ("header", "footer") and not _belongs_to_content(tag))
        or (tag.name not in ("body", "html", "article", "main") and _PAGE_PARTS.search(names))
    )
    if not around or _holds_notes(tag):
        return False
    return len(tag.get_text()) <= _PART_SHARE * total or tag.name == "nav"


def main_content(soup: BeautifulSoup) -> Tag:
    """The element that holds the content: an article, the main part, else the whole body."""
    body = soup.body or soup
    total = max(1, len(body.get_text(" ", strip=True)))
    for found in (
        body.find_all("article"),
        body.find_all("main"),
        body.select("[role=main]"),
        body.select("[itemprop=articleBody]"),
    ):
        sizes = [(len(tag.get_text(" ", strip=True)), tag) for tag in found if isinstance(tag, Tag)]
        if not sizes:
            continue
        size, largest = max(sizes, key=lambda pair: pair[0])
        others = sum(
            other for other, tag in sizes if tag is not largest and tag not in largest.parents
        )
        if size >= _MAIN_SHARE * total and others < 0.5 * size:
            return _with_heading(largest)
    return body


def _with_heading(content: Tag) -> Tag:
    """The content or, when the page's only main heading stands just outside, what holds both."""
    if content.find("h1") is not None:
        return content
    parent = content.parent
    if parent is not None and parent.name != "[document]" and parent.find("h1") is not None:
        return parent
    return content


def _belongs_to_content(tag: Tag) -> bool:
    if tag.name == "header" and tag.find("h1") is not None:
        return True
    return tag.find_parent(["article", "main"]) is not None


def _holds_notes(tag: Tag) -> bool:
    signs = [*(tag.get("class") or []), tag.get("role"), tag.get("epub:type"), tag.get("id")]
    return any(re.search(r"(?i)(?:foot|end)notes?", str(sign)) for sign in signs if sign)
