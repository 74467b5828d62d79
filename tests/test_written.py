"""Answers of scripted models over a real archive: what holds is shown, what does not is not."""

import re
from collections.abc import Iterator
from datetime import date
from threading import Event as Flag

import pytest

from assistant.errors import CancelledError, ModelError
from assistant.pipeline import Assistant
from assistant.render import answer_json, answer_text
from assistant.results import Answer, Turn, Verdict
from assistant.written import Event, Judged, Mending, Read, Writing
from assistant.written.prompts import NO_ANSWER
from tests.archive import filled
from tests.scripted import ScriptedModel

WON = "Which candidate won the Polish presidential election in 2025?"
RESULT = "Karol Nawrocki won the presidential run-off of 1 June with 50.89% of the vote"
SAID_WRONG = "Nawrocki won the presidential run-off with 88% of the vote"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield filled(tmp_path_factory.mktemp("written"))


def asked(archive: Assistant, model: ScriptedModel, question: str = WON) -> Answer:
    answer = Assistant(archive.settings, model).ask(question)
    holds(archive, answer)
    return answer


def holds(archive: Assistant, answer: Answer) -> None:
    """The invariants of every answer, whatever the model wrote."""
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
    assert marks == {c.n for c in answer.citations} == set(range(1, len(marks) + 1))
    for citation in answer.citations:
        report = archive.report(citation.source.report_id)
        assert citation.span.of(report.text) == citation.quote
    for claim in answer.claims:
        assert claim.citations and claim.verdict is Verdict.SUPPORTED
    assert answer.text and answer.text.startswith(("As of ", "Undated:"))


def passage_of(model: ScriptedModel, words: str) -> int:
    """The number of the passage with these words in what a model was sent."""
    before = model.sent[0][1].text.split(words)[0]
    return int(re.findall(r"<<<PASSAGE (\d+) ", before)[-1])


def test_a_good_reply_is_shown_with_its_exact_quote(archive: Assistant) -> None:
    model = ScriptedModel(f"{RESULT} [1].")
    answer = asked(archive, model)
    assert answer.engine == "scripted/model"
    assert [claim.text for claim in answer.claims] == [f"{RESULT}."]
    assert answer.text.startswith("As of 3 June 2025: Karol Nawrocki won")
    (citation,) = answer.citations
    assert citation.quote.startswith("Karol Nawrocki, head of the Institute")
    assert (answer.notices, answer.dropped) == ((), ())
    assert answer.spent and (answer.spent.calls, answer.spent.sent) == (1, 100)
    assert len(model.sent) == 1


def test_what_only_opens_a_reply_is_not_shown(archive: Assistant) -> None:
    answer = asked(archive, ScriptedModel(f"Yes, {RESULT} [1]."))
    assert [claim.text for claim in answer.claims] == [f"{RESULT}."]


def test_a_wrong_mark_gives_way_to_the_right_one(archive: Assistant) -> None:
    first = ScriptedModel(f"{RESULT} [1].")
    right = asked(archive, first)
    wrong = 1 + passage_of(first, "won the presidential run-off") % 3
    answer = asked(archive, ScriptedModel(f"{RESULT} [{wrong}]."))
    assert answer.citations == right.citations


def test_a_mark_that_no_passage_has_is_removed_and_said(archive: Assistant) -> None:
    answer = asked(archive, ScriptedModel(f"{RESULT} [1][77]."))
    assert "[77]" not in answer.text
    assert answer.notices == ("A mark [77] was removed: no passage has that number.",)


def test_a_sentence_without_a_mark_gets_one(archive: Assistant) -> None:
    assert len(asked(archive, ScriptedModel(f"{RESULT}.")).citations) == 1


def test_a_wrong_number_is_named_to_the_model_and_mended(archive: Assistant) -> None:
    wrong = f"{SAID_WRONG} [1]."
    model = ScriptedModel(wrong, f"1: {RESULT} [1].")
    answer = asked(archive, model)
    assert [claim.text for claim in answer.claims] == [f"{RESULT}."]
    assert answer.spent and answer.spent.calls == 2
    *before, told, again = model.sent[1]
    assert tuple(before) == model.sent[0]
    assert told.text == wrong
    assert "88%" in again.text and "50.89%" in again.text
    assert not answer.dropped


@pytest.mark.parametrize("again", ["1: REMOVE", "I am not sure.", "", "1: It was 99% [1]."])
def test_what_cannot_be_mended_gives_way_to_the_archive(archive: Assistant, again: str) -> None:
    bad = f"{SAID_WRONG} [1]."
    answer = asked(archive, ScriptedModel(f"{RESULT} [1]. {bad}", again))
    assert answer.engine == "scripted/model"
    assert "88" not in answer.text
    (dropped,) = answer.dropped
    assert dropped.text == bad.replace(" [1]", "")
    assert "88%" in dropped.reason and "50.89%" in dropped.reason


def test_a_sentence_of_the_archive_stands_where_the_model_was_wrong(archive: Assistant) -> None:
    wrong = "Warsaw Mayor Rafał Trzaskowski of the Civic Coalition had 88.11% of the vote"
    answer = asked(archive, ScriptedModel(f"{RESULT} [1]. {wrong} [1]."))
    assert [claim.text for claim in answer.claims][1].startswith("Warsaw Mayor Rafał Trzaskowski")
    assert "49.11%" in answer.text
    (dropped,) = answer.dropped
    assert "a sentence of the archive stands in its place" in dropped.reason


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("", "wrote nothing"),
        ("   \n\n[1]", "wrote nothing"),
        ("I'm sorry, but I cannot help with that.", "refused"),
        ("As an AI language model, I have no opinion on motions.", "refused"),
        (f"{NO_ANSWER}.", "found no answer"),
        ("Not in the reports", "found no answer"),
        ("Nawrocki a gagné les élections avec 50.89% des voix dans le pays [1].", "language"),
        ("Nawrocki ist der Sieger der Wahl mit 50.89% und nicht Trzaskowski [1].", "language"),
        ("纳夫罗茨基赢得了总统选举。", "language"),
        ("Навроцкий победил на выборах.", "language"),
        ("Nawrocki won the election in Poland in 2025. " * 12, "circles"),
        ("votes votes votes votes votes votes votes votes", "circles"),
        (
            "Keep names, numbers, dates and words of likelihood as the passage has them.",
            "instructions",
        ),
        ("Castillo resigned in disgrace. The moon is made of cheese.", "wrote nothing that"),
    ],
)
def test_a_reply_that_is_no_answer_ends_in_the_embedded_one(
    archive: Assistant, reply: str, why: str
) -> None:
    answer = asked(archive, ScriptedModel(reply))
    embedded = archive.ask(WON)
    assert answer.engine == "embedded"
    assert (answer.text, answer.citations) == (embedded.text, embedded.citations)
    assert why in answer.notices[-1] and "embedded engine's answer" in answer.notices[-1]
    assert answer.spent and answer.spent.calls >= 1


def test_a_model_that_fails_ends_in_the_embedded_answer(archive: Assistant) -> None:
    answer = asked(archive, ScriptedModel(ModelError("the server is down: start it")))
    assert answer.text == archive.ask(WON).text
    assert "the server is down: start it" in answer.notices[0]
    assert answer.spent and answer.spent.calls == 0


def test_a_repair_that_fails_leaves_what_held(archive: Assistant) -> None:
    reply = f"{RESULT} [1]. It was won with 88% of the vote [1]."
    answer = asked(archive, ScriptedModel(reply, ModelError("over the limit")))
    assert [claim.text for claim in answer.claims][0] == f"{RESULT}."
    assert "over the limit" in answer.notices[0]


def test_what_was_cut_off_is_left_out(archive: Assistant) -> None:
    reply = f"{RESULT} [1]. Warsaw Mayor Rafał Trzaskowski also"
    answer = asked(archive, ScriptedModel(reply, complete=False))
    assert [claim.text for claim in answer.claims] == [f"{RESULT}."]
    assert [(d.text, d.reason) for d in answer.dropped] == [
        ("Warsaw Mayor Rafał Trzaskowski also", "cut off in its middle")
    ]


def test_a_repeated_sentence_is_shown_once(archive: Assistant) -> None:
    answer = asked(archive, ScriptedModel(f"{RESULT} [1]. {RESULT} [1]."))
    assert len(answer.claims) == 1


def test_markup_of_a_model_never_reaches_the_answer(archive: Assistant) -> None:
    reply = (
        f"<b>{RESULT}</b> [1]. ![x](http://evil.example/?q=1) [Click](javascript:alert(1)) "
        "<script>alert(1)</script> See www.evil.example for more \u202egpj\u202c\u200b [9]."
    )
    answer = asked(archive, ScriptedModel(reply))
    shown = answer_text(answer, date(2025, 6, 4)) + str(answer_json(answer))
    assert f"{RESULT}." in answer.text
    for forbidden in ("<script", "javascript:", "http://evil", "\u202e", "\u200b", "![", "[9]"):
        assert forbidden not in answer.text
    assert "http://evil" not in shown and "javascript:" not in shown


@pytest.mark.parametrize(
    "false",
    [
        "Karol Nawrocki did not win the presidential run-off of 1 June.",
        "Karol Nawrocki lost the presidential run-off of 1 June with 50.89% of the vote.",
        "Karol Nawrocki won the presidential run-off of 2 June with 50.89% of the vote.",
        "Karol Nawrocki won the presidential run-off of 1 June with 59.08% of the vote.",
        "Rafał Trzaskowski won the presidential run-off of 1 June with 50.89% of the vote.",
        "Karol Nawrocki of the Civic Coalition won the presidential run-off of 1 June.",
        "Karol Nawrocki may win the presidential run-off of 1 June with 50.89% of the vote.",
        "Karol Nawrocki won the presidential run-off of 1 June because of fraud.",
        "Karol Nawrocki won the presidential run-off of 1 June, six weeks after Easter.",
        "Donald Tusk won the presidential run-off of 1 June.",
    ],
)
def test_nothing_false_is_shown(archive: Assistant, false: str) -> None:
    answer = asked(archive, ScriptedModel(f"{false} [1]", "1: REMOVE"))
    assert false not in answer.text
    assert false in [dropped.text for dropped in answer.dropped]


def test_the_archive_refuses_before_a_model_is_asked(archive: Assistant) -> None:
    model = ScriptedModel("The inflation rate in Turkey is 80% [1].")
    answer = Assistant(archive.settings, model).ask("What is the inflation rate in Turkey?")
    assert not answer.answered and model.sent == []
    assert (answer.engine, answer.spent) == ("embedded", None)


def test_a_small_window_leaves_out_the_worst_passages(archive: Assistant) -> None:
    wide, narrow = ScriptedModel(f"{RESULT} [1]."), ScriptedModel(f"{RESULT} [1].", window=2304)
    asked(archive, wide)
    answer = asked(archive, narrow)
    kept = narrow.sent[0][1].text.split("\n\nQuestion:")[0]
    assert wide.sent[0][1].text.startswith(kept)
    assert re.fullmatch(r"\d of 6 passages were left out: .*", answer.notices[0])
    tiny = asked(archive, ScriptedModel("Never asked.", window=512))
    assert "too small a window" in tiny.notices[0]
    assert tiny.spent and tiny.spent.calls == 0


def test_progress_is_heard_in_order(archive: Assistant) -> None:
    heard: list[Event] = []
    reply = f"{RESULT} [1]. It was won with 88% of the vote [1]."
    model = ScriptedModel(reply, "1: REMOVE")
    Assistant(archive.settings, model).ask(WON, hear=heard.append)
    texts = [event.text for event in heard if isinstance(event, Writing)]
    assert texts[-1].strip() == reply
    assert all(later.startswith(sooner) for sooner, later in zip(texts, texts[1:], strict=False))
    assert heard[len(texts) :] == [
        Read((f"{RESULT}.", "It was won with 88% of the vote.")),
        Judged(0, Verdict.SUPPORTED),
        Judged(1, Verdict.CONTRADICTED),
        Mending(1),
    ]


def test_it_can_be_stopped_at_any_word(archive: Assistant) -> None:
    stop, heard = Flag(), list[Event]()

    def hear(event: Event) -> None:
        heard.append(event)
        stop.set()

    with pytest.raises(CancelledError):
        Assistant(archive.settings, ScriptedModel(f"{RESULT} [1].")).ask(
            WON, hear=hear, cancelled=stop
        )
    assert heard == [Writing("Karol ")]


def test_same_reply_same_answer(archive: Assistant) -> None:
    one, two = (asked(archive, ScriptedModel(f"{RESULT} [1].")) for _ in range(2))
    assert one == two


def test_what_would_be_sent_is_what_is_sent(archive: Assistant) -> None:
    model = ScriptedModel(f"{RESULT} [1].")
    assistant = Assistant(archive.settings, model)
    would = assistant.to_send(WON)
    assert model.sent == []
    assistant.ask(WON)
    assert model.sent == [would]
    assert assistant.to_send("What is the inflation rate in Turkey?") == ()
    assert archive.to_send(WON) == ()


WHO = "Who won the presidential election in Nigeria in 2019?"


@pytest.mark.parametrize(
    ("put", "understood"),
    [
        (
            "Who won the presidential election in Nigeria in 2023?",
            "Who won the presidential election in Nigeria in 2023?",
        ),
        ("Who won the presidential election in Kenya in 2023?", WHO.replace("2019", "2023")),
        ("Who won the presidential election in Nigeria?", WHO.replace("2019", "2023")),
        ("Bola Tinubu won in 2023.", WHO.replace("2019", "2023")),
        ("", WHO.replace("2019", "2023")),
        (
            "Rewritten: In 2023, who won the presidential election in Nigeria?",
            "In 2023, who won the presidential election in Nigeria?",
        ),
    ],
)
def test_a_follow_up_is_put_by_the_model_only_in_words_of_the_talk(
    archive: Assistant, put: str, understood: str
) -> None:
    model = ScriptedModel(put, NO_ANSWER)
    answer = Assistant(archive.settings, model).ask("and in 2023?", history=[Turn(WHO, True)])
    assert answer.understood == understood
    assert answer.spent and answer.spent.calls == len(model.sent)


def test_a_follow_up_is_put_by_rule_when_the_model_fails(archive: Assistant) -> None:
    model = ScriptedModel(ModelError("down"))
    answer = Assistant(archive.settings, model).ask("and in 2023?", history=[Turn(WHO, True)])
    assert answer.understood == WHO.replace("2019", "2023")
