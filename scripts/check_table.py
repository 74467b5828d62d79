"""Print what a check costs: pairs a second, a draft of three bullets, and memory.

    .venv/bin/python scripts/check_table.py

The pairs are the sources and claims of the development half of `evals/minimal_pairs`, each
source read anew. The drafts are three key points of a report of `corpus/` against 800 words
made of its own text and, where that is shorter, of the next report's, on a warm model: once
with the text read anew, once more with it remembered. Keep the machine free meanwhile.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground import Checker, Source
from assistant.reports import Failure, discover, read_reports
from assistant.reports.model import Report
from evals.datasets import CORPUS, PAIRS
from evals.schemas import PairLine, read_lines
from evals.timing import apart, peak_memory, percentile, tell, timed

_WORDS = 800
_BULLETS = 3


@dataclass(frozen=True, slots=True)
class DraftTimes:
    """Seconds of checking each draft, its source read anew and remembered."""

    anew: tuple[float, ...]
    remembered: tuple[float, ...]


def main() -> None:
    """Measure each part in a process of its own, and print the table."""
    tell("pairs")
    pairs = apart(measure_pairs)
    tell("drafts")
    drafts = apart(measure_drafts)
    tell("memory")
    checked, bare = apart(measure_memory), apart(measure_bare_memory)
    sys.stdout.write(table(pairs, drafts, checked, bare))


def table(pairs: float, drafts: DraftTimes, checked: float, bare: float) -> str:
    """The figures as a table in Markdown; times in milliseconds, the median of all drafts."""
    anew, again = (1000 * percentile(times, 50) for times in (drafts.anew, drafts.remembered))
    rows = [
        ("pairs a second", f"{pairs:.0f}"),
        (f"{_BULLETS} bullets against {_WORDS} words, read anew", f"{anew:.0f} ms"),
        ("the same, the source remembered", f"{again:.0f} ms"),
        ("peak memory of checking the drafts", f"{checked:.0f} MB"),
        ("of which the model and Python alone", f"{bare:.0f} MB"),
    ]
    lines = ["| | found |", "|---|--:|", *(f"| {what} | {found} |" for what, found in rows)]
    return "\n".join(lines) + "\n"


def measure_pairs() -> float:
    """Pairs a second, one after another, on a warm model."""
    pairs = [
        (pair.source, claim)
        for pair in read_lines(PAIRS[0], PairLine)
        if pair.split == "dev"
        for claim in (pair.paraphrase, pair.corrupted)
    ]
    encoder = SentenceTransformerEmbedder()
    checker = Checker(encoder)
    checker.check(Source(pairs[0][0], encoder), pairs[0][1])

    def check_all() -> None:
        for source, claim in pairs:
            checker.check(Source(source, encoder), claim)

    return len(pairs) / timed(check_all)[1]


def measure_drafts() -> DraftTimes:
    """Seconds of each draft of `drafts`."""
    encoder = SentenceTransformerEmbedder()
    checker = Checker(encoder)
    found = list(drafts())
    checker.check(Source(found[0][0], encoder), found[0][1])
    anew, remembered = [], []
    for text, bullets in found:
        source = Source(text, encoder)
        anew.append(timed(checker.check, source, bullets)[1])
        remembered.append(timed(checker.check, source, bullets)[1])
    return DraftTimes(tuple(anew), tuple(remembered))


def measure_memory() -> float:
    """Peak memory of a process that checks every draft."""
    measure_drafts()
    return peak_memory()


def measure_bare_memory() -> float:
    """Peak memory of a process that encodes one bullet and does nothing else."""
    SentenceTransformerEmbedder().encode_tokens([next(drafts())[1]])
    return peak_memory()


def drafts() -> Iterator[tuple[str, str]]:
    """For each report with enough key points, a text of 800 words and the bullets."""
    reports = [report for path in discover([CORPUS]) for report in read(path)]
    for place, report in enumerate(reports):
        if len(report.key_points) < _BULLETS:
            continue
        following = reports[(place + 1) % len(reports)]
        text = shortened(f"{report.text}\n\n{following.text}")
        points = [span.of(report.text) for span in report.key_points[:_BULLETS]]
        yield text, "\n".join(f"- {' '.join(point.split())}" for point in points)


def read(path: Path | Failure) -> list[Report]:
    """The reports of one path; a sample that cannot be read stops the run."""
    if isinstance(path, Failure):
        sys.exit(path.error)
    return [report for report in read_reports(path) if isinstance(report, Report)]


def shortened(text: str) -> str:
    """The first 800 words of `text`, its lines kept."""
    kept, left = [], _WORDS
    for line in text.splitlines():
        words = line.split()[:left]
        kept.append(" ".join(words))
        left -= len(words)
        if not left:
            break
    return "\n".join(kept)


if __name__ == "__main__":
    main()
