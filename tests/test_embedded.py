"""Which of the ranked sentences the embedded engine says."""

from datetime import date

from assistant.chunks import Chunk, Section
from assistant.embedded import MAX_SENTENCES, EmbeddedEngine
from assistant.question import parse_question
from assistant.relevance import Candidate, Measures
from assistant.reports.model import Span
from assistant.results import Source
from assistant.retrieve import Evidence

MEASURES = Measures(1, 1, 1, 1, 1, 1, 1, 1)


def candidate(text: str, score: float, year: int | None, place: str = "Chile") -> Candidate:
    name = f"{place} {year}"
    source = Source(name, name, date(year, 5, 1) if year else None, place, None, name)
    span = Span(0, len(text))
    chunk = Chunk(name, span, text, Section.BODY, "Chile", (span,))
    return Candidate(Evidence(1, 1.0, 1.0, 1.0, chunk, source), span, text, MEASURES, score)


def said(*ranked: Candidate) -> list[str]:
    question = parse_question("What will become of the royalty?")
    return [sentence.text for sentence in EmbeddedEngine().propose(question, ranked)]


def test_a_newer_report_is_heard_at_a_lower_score_than_an_older_one() -> None:
    best = candidate("The royalty is likely to pass", 0.8, 2021)
    overturned = candidate("The royalty was withdrawn", 0.4, 2023)
    before = candidate("A royalty was first proposed", 0.5, 2019)
    undated = candidate("Mining matters to Chile", 0.5, None)
    assert said(best, before, undated, overturned) == [best.text, overturned.text]


def test_an_older_report_that_answers_nearly_as_well_is_said_too() -> None:
    best = candidate("The royalty is likely to pass", 0.8, 2021)
    before = candidate("The royalty is unlikely to pass", 0.6, 2019)
    assert said(best, before) == [best.text, before.text]


def test_a_newer_report_on_another_place_overturns_nothing() -> None:
    best = candidate("The party of justice won 194 seats", 0.8, 2023)
    elsewhere = candidate("Justice and Growth lost seats", 0.5, 2024, "Peru")
    as_good = candidate("Justice and Hope won 80 seats", 0.7, 2024, "Peru")
    assert said(best, elsewhere, as_good) == [best.text, as_good.text]


def test_more_of_the_same_report_is_said_as_far_as_it_answers() -> None:
    ranked = [candidate(f"Reason {n}", 0.8 - n / 10, 2021) for n in range(8)]
    assert said(*ranked) == [c.text for c in ranked[:MAX_SENTENCES]]
    assert said(*ranked[:2], candidate("Hardly", 0.3, 2021)) == ["Reason 0", "Reason 1"]
