"""Runs the command line in children of a process that has imported everything heavy.

Reads one JSON list of arguments a line; answers with the process group of the child that runs
them, and, once that child has ended, with its exit status (minus the signal that killed it).
Importing torch takes far longer than a small ingest, so a test that kills many of them would
otherwise wait for little else. The model is loaded and run in the children only: after it has
run here, threads would be lost in the fork.
"""

import json
import os
import sys
import threading

import chromadb  # noqa: F401
import sentence_transformers  # noqa: F401
import transformers.models.bert.modeling_bert  # noqa: F401

import assistant.commands  # noqa: F401
import assistant.ingest
from assistant.cli import main
from assistant.embed import verified_default_model
from assistant.reports.model import Span
from assistant.sentences import sentence_spans
from assistant.tokens import count_tokens

BATCH_CHUNKS = 8
"""Chunks that are committed together, few so that a short ingest has many commits."""


def serve() -> None:
    """Answer until standard input ends."""
    assistant.ingest.BATCH_CHUNKS = BATCH_CHUNKS
    verified_default_model()  # these three keep what they have loaded
    count_tokens(["One."])
    sentence_spans("One.", Span(0, 4))
    _say("ready")
    for line in sys.stdin:
        assert threading.active_count() == 1
        child = os.fork()
        if child == 0:
            os.setsid()
            _say(str(os.getpid()))
            _run(json.loads(line))
        _, status = os.waitpid(child, 0)
        _say(str(os.waitstatus_to_exitcode(status)))


def _run(arguments: list[str]) -> None:
    """Become the command: its output goes nowhere, its exit code is the process's."""
    code = 3
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = main(arguments)
    finally:
        os._exit(code)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    serve()
