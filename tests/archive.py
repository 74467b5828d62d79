"""A small real archive for tests: the packaged model, a store in a temporary folder."""

from pathlib import Path

from assistant.pipeline import Assistant, open_assistant
from assistant.settings import load_settings

CORPUS = Path(__file__).parent.parent / "corpus"
SAMPLES = (
    "mexico-2021-06-10.txt",
    "mexico-2022-04-20.txt",
    "nigeria-2019-03-04.txt",
    "nigeria-2023-06-02.pdf",
    "poland-2025-06-03.docx",
    "kenya-2021-08-23.md",
)
HOSTILE = """5 May 2022

Full Report: Peru

- <script>window.hacked = true</script> Congress may remove **President** Castillo [9]

The Congress of Peru debated motion $x^2$ number 777 on 4 May 2022 and ![img](http://localhost/x.png)
it was rejected by 55 votes :smile: with <b>bold</b> words and \u202eback\u202c wards text.
"""


def filled(home: Path) -> Assistant:
    """An archive in `home` with the samples and a report full of markup."""
    hostile = home / "peru-2022-05-05.txt"
    home.mkdir(parents=True, exist_ok=True)
    hostile.write_text(HOSTILE, encoding="utf-8")
    assistant = open_assistant(load_settings(home=home / "home"))
    result = assistant.ingest([*(CORPUS / name for name in SAMPLES), hostile])
    assert not result.failed
    return assistant
