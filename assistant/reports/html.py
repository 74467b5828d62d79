"""A web page as a document: its main content, without menus, scripts and hidden parts."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString

from assistant.errors import ReportError
from assistant.reports.build import DocumentBuilder, clean, is_file_title, manual_lines
from assistant.reports.dates import parse_date
from assistant.reports.html_content import is_left_out, main_content, strip_page
from assistant.reports.marks import is_caption, raised, strip_bullet, without_marks
from assistant.reports.model import BlockKind, Document
from assistant.reports.text import decode

_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul caption menu search".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NOTES = re.compile(r"(?i)\b(?:foot|end)notes?\b|\breferences\b|\breflist\b")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_DATES = (
    "article:published_time og:published_time date dc.date dc.date.issued dcterms.date "
    "dcterms.issued dcterms.created datepublished pubdate publish-date publication_date "
    "publication-date citation_publication_date parsely-pub-date sailthru.date article.published"
).split()
_BACK_REFERENCE = re.compile(r"[\s^]*[↩↑⤴]\ufe0e?[\s\d]*$")
_CELL_CHARACTERS = 600  # a longer cell is a layout frame, not a cell


def extract(data: bytes) -> Document:
    """The main content of an HTML page in document order.

    Raises ReportError when the bytes are no text, or the page shows none or is nested too
    deeply.
    """
    document = _document(_decoded(data))
    if not document.text:
        raise ReportError("web page has no text: it may be drawn by a script; save it as PDF")
    return document


def _decoded(data: bytes) -> str:
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        stated = _XML_CHARSET.search(data[:1024]) or _CHARSET.search(data[:4096])
        if stated is not None and not stated[1].lower().startswith(b"utf-16"):
            try:
                return data.decode(stated[1].decode("ascii"))
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


def _document(text: str) -> Document:
    soup = BeautifulSoup(text, "lxml")
    stated, day = _title_tags(soup), _meta_date(soup)
    strip_page(soup)
    root = main_content(soup)
    title = _title(soup, root, stated)
    day = day or _time_tag(root)
    builder = DocumentBuilder()
    add_content(root, builder, title=title)
    return builder.build(title=title, day=parse_date(day[:10]) if day else None)


def add_fragment(markup: str, builder: DocumentBuilder) -> None:
    """Append the blocks of a piece of HTML, such as stands inside Markdown."""
    soup = BeautifulSoup(markup, "lxml")
    strip_page(soup)
    add_content(soup, builder)


def add_content(root: Tag, builder: DocumentBuilder, title: str | None = None) -> None:
    """Append the blocks inside `root`; a first heading that is `title` is marked as such."""
    _Walk(builder, title).visit_all(root)


class _Walk:
    """Goes through the elements; text that no block element holds is a paragraph of its own."""

    def __init__(self, builder: DocumentBuilder, title: str | None) -> None:
        self._builder = builder
        self._title = clean(title or "").casefold()
        self._in_notes = False
        self._holders: set[int] = set()

    def visit_all(self, root: Tag) -> None:
        """Add all blocks inside `root`."""
        self._holders = _block_holders(root)
        self.visit(root)

    def visit(self, element: Tag) -> None:
        loose = ""
        for item in element.children:
            if isinstance(item, Tag) and id(item) in self._holders:
                self._add(loose, BlockKind.TEXT)
                loose = ""
                self._visit_block(item)
            else:
                loose = _inline(item, loose)
        self._add(loose, BlockKind.TEXT)

    def _visit_block(self, item: Tag) -> None:
        outer = self._in_notes
        self._in_notes = outer or _is_notes(item)
        if item.name == "table":
            self._add_table(item)
        elif item.name in ("ul", "ol", "menu"):
            self._add_list(item)
        elif item.name in _HEADINGS:
            self._add_heading(item)
        elif item.name in ("figcaption", "caption"):
            self._add(_inline(item, ""), BlockKind.CAPTION)
        elif item.name == "dl":
            self._add_definitions(item)
        else:
            self.visit(item)
        self._in_notes = outer

    def _add(self, text: str, kind: BlockKind) -> None:
        for line in manual_lines(text):
            line = without_marks(clean(line))
            bullet, bare = strip_bullet(line)
            if kind is BlockKind.TEXT and self._in_notes:
                self._builder.add(_BACK_REFERENCE.sub("", line), BlockKind.NOTE)
            elif kind is BlockKind.TEXT and bullet:
                self._builder.add(bare, BlockKind.BULLET)
            elif kind is BlockKind.TEXT and is_caption(line) and len(line) < 300:
                self._builder.add(line, BlockKind.CAPTION)
            else:
                self._builder.add(line, kind)

    def _add_heading(self, item: Tag) -> None:
        text = clean(_inline(item, ""))
        is_title = bool(self._title) and text.casefold() == self._title
        if is_title:
            self._title = ""
        self._builder.add(text, BlockKind.TITLE if is_title else BlockKind.HEADING)

    def _add_list(self, item: Tag) -> None:
        for number, entry in enumerate(_children(item, "li"), 1):
            own = ""
            nested: list[Tag] = []
            for part in entry.children:
                if isinstance(part, Tag) and part.name in ("ul", "ol", "table", "menu"):
                    nested.append(part)
                else:
                    own = _inline(part, own)
            if self._in_notes or str(entry.get("id", "")).startswith(("fn", "footnote", "cite")):
                own = f"{number} {_BACK_REFERENCE.sub('', clean(own))}"
                self._builder.add(own, BlockKind.NOTE)
            else:
                self._builder.add(strip_bullet(without_marks(clean(own)))[1], BlockKind.BULLET)
            for part in nested:
                self._visit_block(part)

    def _add_definitions(self, item: Tag) -> None:
        term = ""
        for part in item.find_all(["dt", "dd"]):
            text = clean(_inline(part, ""))
            if part.name == "dt":
                self._add(term, BlockKind.TEXT)
                term = text
            else:
                self._add(f"{term}: {text}" if term else text, BlockKind.TEXT)
                term = ""
        self._add(term, BlockKind.TEXT)

    def _add_table(self, table: Tag) -> None:
        for caption in _children(table, "caption"):
            self._add(_inline(caption, ""), BlockKind.CAPTION)
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        cells = [_children(row, "td", "th") for row in rows]
        texts = [[clean(_inline(cell, "")) for cell in row] for row in cells]
        widest = max((len(row) for row in cells), default=0)
        longest = max((len(text) for row in texts for text in row), default=0)
        if widest < 2 or longest > _CELL_CHARACTERS or table.find("table") is not None:
            for row in cells:
                for cell in row:
                    self.visit(cell)
        elif self._in_notes:
            for line in texts:
                self._builder.add(" ".join(line), BlockKind.NOTE)
        else:
            self._builder.add_table(texts)


def _children(item: Tag, *names: str) -> list[Tag]:
    return [child for child in item.children if isinstance(child, Tag) and child.name in names]


def _block_holders(root: Tag) -> set[int]:
    """The ids of the elements that are blocks or have one somewhere inside."""
    holders: set[int] = set()
    for block in root.find_all(_BLOCKS):
        for element in (block, *block.parents):
            if id(element) in holders:
                break
            holders.add(id(element))
    return holders


def _is_notes(item: Tag) -> bool:
    if item.name not in ("section", "div", "aside", "ol", "ul", "footer"):
        return False
    signs = [item.get("id"), item.get("role"), item.get("epub:type"), *(item.get("class") or [])]
    return any(_NOTES.search(str(sign).replace("doc-", "")) for sign in signs if sign)


def _inline(item: object, before: str) -> str:
    """`before` with what `item` shows in a line; block children are set apart by spaces."""
    if isinstance(item, NavigableString):
        plain = type(item) in (NavigableString, CData)
        return before + re.sub(r"\s+", " ", str(item)) if plain else before
    if not isinstance(item, Tag) or is_left_out(item):
        return before
    if item.name == "br":
        return before + "\n"
    if _is_note_mark(item):
        return before
    if item.name == "sup":
        return before + raised(clean(item.get_text()), before)
    block = item.name in _BLOCKS
    before += " " * block
    for child in item.children:
        before = _inline(child, before)
    return before + " " * block


def _is_note_mark(item: Tag) -> bool:
    if item.name != "a":
        return False
    signs = [item.get("role"), item.get("epub:type"), *(item.get("class") or [])]
    mark = any(re.fullmatch(r"(?i)(?:doc-)?noteref|footnote-?ref\w*", str(s)) for s in signs if s)
    return mark and item.find_parent("sup") is None and len(clean(item.get_text())) <= 5


def _title_tags(soup: BeautifulSoup) -> list[str]:
    found = []
    for name in ("og:title", "twitter:title", "dc.title", "citation_title"):
        found += [_content(tag) for tag in _metas(soup) if _key(tag) == name]
    if soup.title is not None:
        found.append(clean(soup.title.get_text()))
    return [title for title in found if title and not is_file_title(title)]


def _title(soup: BeautifulSoup, root: Tag, stated: list[str]) -> str | None:
    """The first main heading that the page's metadata bear out, else the metadata's title."""
    headings = [clean(_inline(tag, "")) for tag in root.find_all("h1")]
    headings = [heading for heading in headings if heading]
    borne_out = [h for h in headings if any(h.casefold() in t.casefold() for t in stated)]
    if borne_out or headings:
        return (borne_out or headings)[0]
    if not stated:
        return None
    return re.split(r"\s+[|–—·•»-]\s+(?=[^|–—·•»-]{2,40}$)", stated[0])[0]


def _metas(soup: BeautifulSoup) -> Iterator[Tag]:
    yield from soup.find_all("meta")


def _key(tag: Tag) -> str:
    return str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").casefold()


def _content(tag: Tag) -> str:
    return clean(str(tag.get("content") or ""))


def _meta_date(soup: BeautifulSoup) -> str | None:
    stated = {_key(tag): _content(tag) for tag in _metas(soup)}
    for name in _DATES:
        if stated.get(name):
            return stated[name]
    for script in soup.find_all("script", type="application/ld+json"):
        found = re.search(r'"datePublished"\s*:\s*"([\d-]{10})', script.get_text())
        if found:
            return found[1]
    return None


def _time_tag(root: Tag) -> str | None:
    """A <time> that dates the page, not one inside a sentence."""
    for tag in root.find_all("time", datetime=True):
        parent = tag.find_parent(["p", "li", "td"])
        if parent is None or len(clean(parent.get_text())) < 80:
            return str(tag["datetime"])
    return None
