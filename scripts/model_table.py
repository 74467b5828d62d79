"""Put questions to the embedded engine and to a language model, and say what came of each.

    .venv/bin/python scripts/model_table.py QUESTIONS.jsonl --home FOLDER [--most N] [--out TSV]

The settings name the model (`ASSISTANT_ENGINE=local`); FOLDER holds the archive. `N` questions
that have an answer are taken at even distances. Figures go to standard output: how many of the
model's sentences the check let pass, what was shown in the end, how exactly citations hit the
gold sentences, and how long the first text and the whole answer took. Each sentence, as the
model first wrote it, as it is shown and as it is left out, goes to TSV with its verdict, its
quotes or the reason, for reading by eye. A reply from the cache is not timed.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from assistant.pipeline import Assistant, open_assistant
from assistant.question import filters_of, interval_of
from assistant.results import Answer, Citation, Verdict
from assistant.settings import load_settings
from assistant.written import Event, Judged, Read, Writing

Row = Mapping[str, Any]


@dataclass
class Heard:
    """One answer in the making, as a reader hears it."""

    started: float
    first: float | None = None
    sentences: tuple[str, ...] = ()
    verdicts: list[Verdict] = field(default_factory=list)

    def hear(self, event: Event) -> None:
        """Note when the first text came, and what became of each sentence."""
        if isinstance(event, Writing) and self.first is None:
            self.first = time.monotonic() - self.started
        elif isinstance(event, Read):
            self.sentences = event.sentences
        elif isinstance(event, Judged):
            self.verdicts.append(event.verdict)


@dataclass(frozen=True)
class Outcome:
    """A question with both answers to it; times in seconds."""

    row: Row
    embedded: Answer
    quoting: float
    answer: Answer
    heard: Heard
    whole: float


def main() -> None:
    """Measure on the questions that the command line names."""
    parser = argparse.ArgumentParser(description="Compare a model with the embedded engine.")
    parser.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    parser.add_argument("--home", type=Path, required=True, help="folder of the archive")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="questions (default 20)")
    parser.add_argument("--out", type=Path, metavar="TSV", help="each sentence with its quotes")
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["answerable"]]
    chosen = [rows[i * len(rows) // options.most] for i in range(min(options.most, len(rows)))]
    outcomes = list(answered(chosen, options.home))
    write_figures(outcomes)
    if options.out:
        write_sentences(outcomes, options.out)


def answered(rows: Sequence[Row], home: Path) -> Iterator[Outcome]:
    """Both answers to each question."""
    quoting = open_assistant(load_settings(home=home, engine="embedded"))
    writing = open_assistant(load_settings(home=home))
    quoting.ask(rows[0]["question"])  # loads what both share
    for number, row in enumerate(rows, 1):
        started = time.monotonic()
        embedded = asked(quoting, row, None)
        between = time.monotonic()
        heard = Heard(between)
        answer = asked(writing, row, heard)
        ended = time.monotonic()
        sys.stderr.write(f"{number}/{len(rows)} {ended - between:.1f} s\n")
        yield Outcome(row, embedded, between - started, answer, heard, ended - between)


def asked(assistant: Assistant, row: Row, heard: Heard | None) -> Answer:
    """The answer under the row's own filters."""
    filters = filters_of(row.get("place"), None, row.get("since"), row.get("until"))
    as_of = interval_of(row["as_of"])[1] if row.get("as_of") else None
    if heard is None:
        return assistant.ask(row["question"], filters, as_of=as_of)
    return assistant.ask(row["question"], filters, as_of=as_of, hear=heard.hear)


def write_figures(outcomes: Sequence[Outcome]) -> None:
    """The figures of all questions together."""
    put = [o for o in outcomes if o.answer.spent]
    first = [verdict for o in put for verdict in o.heard.verdicts]
    wrong = sum(verdict is not Verdict.SUPPORTED for verdict in first)
    own = [o for o in put if o.answer.engine != "embedded"]
    say(f"questions {len(outcomes)}, put to the model {len(put)}, worded by it {len(own)}")
    say(f"its sentences {len(first)}, of which the check refused {share(wrong, len(first))}")
    shown = [claim for o in own for claim in o.answer.claims]
    quoted = sum(is_quote(o.answer, claim.text) for o in own for claim in o.answer.claims)
    say(f"sentences shown in its answers {len(shown)}, word for word the archive's {quoted}")
    dropped = sum(len(o.answer.dropped) for o in put)
    say(f"sentences left out {dropped}; notices {sum(len(o.answer.notices) for o in put)}")
    for name, answers in (
        ("embedded", [(o.row, o.embedded) for o in outcomes]),
        ("model", [(o.row, o.answer) for o in outcomes]),
        ("model where it worded", [(o.row, o.answer) for o in own]),
        ("embedded there", [(o.row, o.embedded) for o in own]),
    ):
        say(f"citations, {name}: {hits(answers)}")
    fresh = [o for o in put if o.heard.first is not None and o.whole > 1]
    say(f"embedded: whole {times([o.quoting for o in outcomes])}")
    say(f"model: first text {times([o.heard.first or 0.0 for o in fresh])}")
    say(f"model: whole {times([o.whole for o in fresh])}")


def hits(answers: Sequence[tuple[Row, Answer]]) -> str:
    """Precision of the citations, and recall of the gold sentences."""
    cited = [(row, citation) for row, answer in answers for citation in answer.citations]
    right = sum(any(is_hit(citation, gold) for gold in golds(row)) for row, citation in cited)
    wanted = [(answer, gold) for row, answer in answers for gold in golds(row)]
    found = sum(any(is_hit(c, gold) for c in answer.citations) for answer, gold in wanted)
    return f"precision {share(right, len(cited))}, recall {share(found, len(wanted))}"


def golds(row: Row) -> list[str]:
    """The sentences that answer, white space folded."""
    return [folded(item.get("quote") or item["text"]) for item in row["evidence"]]


def is_hit(citation: Citation, gold: str) -> bool:
    """Whether a quote is a gold sentence, or one holds the other."""
    quote = folded(citation.quote)
    return quote in gold or gold in quote


def is_quote(answer: Answer, text: str) -> bool:
    """Whether a sentence is one of the quotes of its answer as it stands."""
    return folded(text) in [folded(citation.quote) for citation in answer.citations]


def folded(text: str) -> str:
    """Text with its white space folded."""
    return " ".join(text.split())


def share(part: int, whole: int) -> str:
    """A share with its counts."""
    return f"{part}/{whole} ({part / whole:.1%})" if whole else "0/0"


def times(seconds: Sequence[float]) -> str:
    """Median and longest."""
    if not seconds:
        return "not timed"
    return f"median {median(seconds):.2f} s, longest {max(seconds):.2f} s ({len(seconds)})"


def write_sentences(outcomes: Sequence[Outcome], path: Path) -> None:
    """A line for each sentence: as first written, shown, or left out."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter="\t")
        table.writerow(["id", "question", "engine", "state", "sentence", "quotes or reason"])
        for outcome in outcomes:
            answer = outcome.answer
            head = [outcome.row["id"], outcome.row["question"], answer.engine]
            heard = outcome.heard
            for text, verdict in zip(heard.sentences, heard.verdicts, strict=False):
                table.writerow([*head, "written", text, verdict.value])
            for claim in answer.claims:
                quotes = " || ".join(folded(answer.citations[n - 1].quote) for n in claim.citations)
                state = "quoted" if is_quote(answer, claim.text) else "worded"
                table.writerow([*head, state, claim.text, quotes])
            for dropped in answer.dropped:
                table.writerow([*head, "left out", dropped.text, dropped.reason])


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
