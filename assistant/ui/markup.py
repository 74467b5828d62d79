"""Untrusted text as HTML that shows it literally; pure functions, no Streamlit."""

from datetime import date
from html import escape

from assistant.render import dated, plain, source_label
from assistant.reports.model import Report, Span
from assistant.results import Answer, Citation

_STYLE = """<style>
html,body{margin:0;font:16px/1.55 system-ui,sans-serif;color:CanvasText;background:Canvas}
:root{color-scheme:light dark}
.doc{white-space:pre-wrap;overflow-wrap:anywhere;padding:0 .5rem 40vh 0}
mark{background:#ffe08a;color:#1b1f24;padding:.1em 0}
.aside{opacity:.6}
</style>"""
_SCRIPT = (
    "<script>const m=document.querySelector('mark');"
    "if(m)m.scrollIntoView({block:'center'});</script>"
)
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
)


def literal(text: str) -> str:
    """Text as HTML that renders as itself, without control or bidirectional characters."""
    return escape(plain(text), quote=True)


def answer_html(answer: Answer) -> str:
    """The answer's paragraphs."""
    paragraphs = "".join(f"<p>{literal(part)}</p>" for part in answer.text.split("\n\n"))
    return f'<div class="answer">{paragraphs}</div>'


def chip_label(citation: Citation, today: date) -> str:
    """What a citation's chip says: "[1] Mexico, 21 Dec 2020 (6 years ago)"."""
    return f"[{citation.n}] {source_label(citation.source, today)}"


def report_page(report: Report, quote: Span | None) -> str:
    """A page for a frame of its own: the whole text, the quote marked and scrolled to.

    Captions and boilerplate are greyed. Only the script written here may run: the text is
    escaped, and the policy lets nothing be loaded.
    """
    edges = {0, len(report.text)}
    aside = [*report.captions, *report.boilerplate]
    for span in [*aside, *([quote] if quote else [])]:
        edges |= {span.start, span.end}
    pieces = []
    ordered = sorted(edges)
    for start, end in zip(ordered, ordered[1:], strict=False):
        text = literal(report.text[start:end])
        if quote and quote.start <= start and end <= quote.end:
            text = f"<mark>{text}</mark>"
        elif any(span.start <= start and end <= span.end for span in aside):
            text = f'<span class="aside">{text}</span>'
        pieces.append(text)
    head = f"<!doctype html><meta charset=utf-8>{_POLICY}{_STYLE}"
    return f'{head}<div class="doc">{"".join(pieces)}</div>{_SCRIPT}'


def report_label(title: str, day: date | None) -> str:
    """A report in a list: title and date."""
    return f"{plain(title)}, {dated(day)}"


def escape_label(text: str) -> str:
    """Text for a widget's label, where Streamlit reads Markdown: every mark is escaped."""
    marks = r"\`*_{}[]()#+-.!|<>~$:&@=^"
    return "".join(f"\\{c}" if c in marks else c for c in " ".join(plain(text).split()))
