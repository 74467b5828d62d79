import io

from assistant.live import LiveText
from assistant.llm import Message, Role
from assistant.render import sending_json, sending_text
from assistant.results import Verdict
from assistant.written import Judged, Mending, Read, Writing


def test_text_is_shown_once_as_it_grows_and_cannot_steer_the_terminal() -> None:
    out = io.StringIO()
    live = LiveText(out)
    for text in ("The \x1b[2J", "The \x1b[2Jmotion\u202e", "The \x1b[2Jmotion\u202e fell."):
        live.hear(Writing(text))
    for event in (Read(("The motion fell.",)), Judged(0, Verdict.UNSUPPORTED), Mending(1)):
        live.hear(event)
    live.close()
    shown = out.getvalue()
    assert shown.startswith("\x1b[2mNot checked yet: The [2Jmotion fell.")
    assert "sentence 1: unsupported" in shown and shown.endswith("\x1b[0m\n\n")
    assert "\x1b[2J" not in shown and "\u202e" not in shown


def test_nothing_written_leaves_no_trace() -> None:
    out = io.StringIO()
    LiveText(out).close()
    assert out.getvalue() == ""


def test_what_would_be_sent_is_printed_word_for_word() -> None:
    messages = (Message(Role.SYSTEM, "Rules."), Message(Role.USER, "Passages\n\nQuestion: Who?"))
    shown = sending_text(messages, "openai/x", embedded=False)
    assert "--- system\nRules." in shown and "--- user\nPassages\n\nQuestion: Who?" in shown
    assert sending_json(messages, "openai/x")["messages"] == [
        {"role": "system", "text": "Rules."},
        {"role": "user", "text": "Passages\n\nQuestion: Who?"},
    ]
    assert sending_text((), "embedded", embedded=True).startswith("Nothing is ever sent")
    assert "the archive does not answer" in sending_text((), "openai/x", embedded=False)
