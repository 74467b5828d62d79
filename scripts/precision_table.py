"""Print what bfloat16 costs in exactness: cosines to float32, and the ranking under both.

    .venv/bin/python scripts/precision_table.py DOCS.jsonl [--home FOLDER]

The documents are ingested in bfloat16 (or read from the archive in FOLDER), their passages
embedded again in float32, and the answerable questions of `NAME.jsonl` beside
`NAME.docs.jsonl` searched with either: passages and questions in the same precision, and
float32 questions in the bfloat16 archive, as on another machine. Emulated bfloat16 is slow.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from retrieval_table import distinct, measure, read_questions

from assistant.embed import Embedder, SentenceTransformerEmbedder, Vectors
from assistant.pipeline import open_assistant
from assistant.results import Filters
from assistant.retrieve import Retriever
from assistant.settings import Settings
from assistant.store import StoreLocation, open_store

_TIMED = 256  # passages on which both are timed, a batch of each in turns
_BATCH = 32
_PASSAGES = 60  # searched for a question; the first ten reports among them count


def main() -> None:
    """Compare both precisions on the documents that the command line names."""
    parser = argparse.ArgumentParser(description="Compare bfloat16 and float32 embeddings.")
    parser.add_argument("docs", type=Path, metavar="DOCS.jsonl")
    parser.add_argument("--home", type=Path, help="folder of the archive, made in bfloat16")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        compare(options.docs, options.home or Path(scratch))


def compare(docs: Path, home: Path) -> None:
    """Print cosines, speed and rankings of one set."""
    open_assistant(Settings(home=home)).ingest([docs])
    with open_store(StoreLocation(str(home / "store")), None, create=False) as store:
        held = store.snapshot()
    narrow = SentenceTransformerEmbedder(bfloat16=True)
    wide = SentenceTransformerEmbedder(bfloat16=False)
    texts = [chunk.embedded_text for chunk in held.chunks]
    sys.stderr.write(f"{len(texts)} passages again in float32\n")
    vectors = wide.encode(texts)
    sys.stdout.write(f"cosine of bfloat16 to float32: {spread(held.vectors, vectors)}\n")
    ratio = time_ratio(texts[:_TIMED], wide, narrow)
    sys.stdout.write(f"float32 takes {ratio:.2f} times as long\n")
    questions = read_questions(docs.with_name(docs.name.replace(".docs.jsonl", ".jsonl")))
    methods = {
        "bfloat16": Retriever(held.chunks, held.vectors, held.records, narrow),
        "float32": Retriever(held.chunks, vectors, held.records, wide),
        "float32 question, bfloat16 archive": Retriever(
            held.chunks, held.vectors, held.records, wide
        ),
    }
    rankings = {
        name: {q.text: ranked(retriever, q.text) for q in questions}
        for name, retriever in methods.items()
    }
    for name, found in measure(questions, {n: r.__getitem__ for n, r in rankings.items()}).items():
        same = sum(rankings[name][q.text] == rankings["float32"][q.text] for q in questions)
        sys.stdout.write(
            f"{name}: nDCG@10 {found[:, 3].mean():.4f}, hit@1 {found[:, 0].mean():.4f}, the ten "
            f"reports of float32 in its order for {same} of {len(questions)} questions\n"
        )


def spread(some: Vectors, others: Vectors) -> str:
    """Least, first percentile and median of the cosines of two matrices' rows."""
    cosines = np.einsum("ij,ij->i", some.astype(np.float64), others.astype(np.float64))
    low, first, middle = np.percentile(cosines, (0, 1, 50))
    return f"min {low:.6f}, 1st percentile {first:.6f}, median {middle:.6f}, {len(cosines)} pairs"


def time_ratio(texts: Sequence[str], slow: Embedder, fast: Embedder) -> float:
    """How many times as long `slow` takes for the same texts: the median over batches."""
    ratios = []
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        ratios.append(seconds(slow, batch) / seconds(fast, batch))
    return float(np.median(ratios))


def seconds(embedder: Embedder, texts: Sequence[str]) -> float:
    """What one `encode` of the texts takes."""
    started = time.perf_counter()
    embedder.encode(texts)
    return time.perf_counter() - started


def ranked(retriever: Retriever, question: str) -> list[str]:
    """The reports of the best passages, each once, as many as are measured."""
    found = retriever.search(question, Filters(), _PASSAGES)
    return distinct([item.source.report_id for item in found])


if __name__ == "__main__":
    main()
