"""Results on standard output, as text or as one line of JSON."""

import json
import sys


def print_text(text: str) -> None:
    """Text with its line break."""
    sys.stdout.write(text + "\n")


def print_json(value: object) -> None:
    """A value as JSON."""
    print_text(json.dumps(value, ensure_ascii=False))
