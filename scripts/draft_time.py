"""Print how long a draft of a report takes warm, and how much of it goes into checking.

    .venv/bin/python scripts/draft_time.py [--summary] [--rounds N]

The sample reports of 550 to 850 words are drafted in turn, the others being the archive. The
first round warms up and is not counted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from assistant.certainty import Yardstick
from assistant.ground import Checker, Source, Strictness
from assistant.ground.checker import Progress
from assistant.pipeline import Assistant
from assistant.reports.model import Report, Span
from assistant.results import CheckedClaim
from assistant.settings import Settings
from evals.datasets import CORPUS

_WORDS = range(550, 851)


class Timed(Checker):
    """A checker that adds up the seconds it takes."""

    seconds = 0.0

    def source(self, text: str, within: Sequence[Span] | None = None) -> Source:
        """See Checker."""
        started = time.perf_counter()
        found = super().source(text, within)
        self.seconds += time.perf_counter() - started
        return found

    def check(
        self,
        source: Source,
        claims: str,
        reported: date | None = None,
        *,
        progress: Progress | None = None,
    ) -> tuple[CheckedClaim, ...]:
        """See Checker."""
        started = time.perf_counter()
        found = super().check(source, claims, reported, progress=progress)
        self.seconds += time.perf_counter() - started
        return found


class Watched(Assistant):
    """An assistant whose last checker can be asked how long it took."""

    watched: Timed

    def checker(
        self,
        strictness: Strictness = Strictness.NORMAL,
        yardstick: Yardstick = Yardstick.ICD203,
    ) -> Checker:
        """See Assistant."""
        self.watched = Timed(self._archive.embedding(), strictness, yardstick)
        return self.watched


def main() -> None:
    """Draft, and print the percentiles."""
    parser = argparse.ArgumentParser(description="Time drafts of key points.")
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        assistant = Watched(Settings(home=Path(home)))
        assistant.ingest([CORPUS])
        reports = [assistant.report(record.report_id) for record in assistant.records()]
        fitting = [report for report in reports if _words(report) in _WORDS]
        times = [
            drafted(assistant, report, options.summary)
            for _ in range(options.rounds + 1)
            for report in fitting
        ][len(fitting) :]
    seconds, checking = np.array(times).T
    middle, slow = np.percentile(seconds, (50, 95))
    sys.stdout.write(
        f"{len(times)} drafts of reports of {np.median([_words(r) for r in fitting]):.0f} words "
        f"(median): p50 {middle:.2f} s, p95 {slow:.2f} s, "
        f"{checking.sum() / seconds.sum():.0%} of it in checking\n"
    )


def drafted(assistant: Watched, report: Report, summary: bool) -> tuple[float, float]:
    """Seconds of a draft, and of its checking."""
    started = time.perf_counter()
    assistant.draft(report, summary=summary)
    return time.perf_counter() - started, assistant.watched.seconds


def _words(report: Report) -> int:
    return sum(len(span.of(report.text).split()) for span in report.paragraphs)


if __name__ == "__main__":
    main()
