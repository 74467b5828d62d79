"""The two parts of the page that need a script in the browser: a report, a copy button.

Both take untrusted text as data and put it in as text nodes; neither ever parses it.
"""

from pathlib import Path

import streamlit as st

from assistant.ui.report_view import Block, blocks_json

_HERE = Path(__file__).parent


def show_report_text(blocks: tuple[Block, ...], shown: str) -> None:
    """A report's text in a pane of its own, scrolled to the quote.

    `shown` names the report and the quote: while it stays the same, so does the place that
    the reader has scrolled to.
    """
    pane = st.components.v2.component(
        "assistant_report",
        html='<div class="pane" tabindex="0" role="region" aria-label="Text of the report"></div>',
        css=_read("report.css"),
        js=_read("report.js"),
    )
    pane(key="report_text", data={"shown": shown, "blocks": blocks_json(blocks)})


def copy_button(text: str, key: str) -> None:
    """A button that copies `text`."""
    button = st.components.v2.component(
        "assistant_copy",
        html='<button type="button" aria-live="polite">Copy</button>',
        css=_read("copy.css"),
        js=_read("copy.js"),
    )
    button(key=key, data={"text": text}, width="content")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
