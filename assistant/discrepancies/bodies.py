"""Organisations under their several names, from `bodies.tsv`: ECOWAS and the bloc's full name."""

import re
from functools import cache
from importlib.resources import files


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of every name, the longest first, and the first name of each one's row."""
    table = files(__package__).joinpath("bodies.tsv").read_text("utf-8").splitlines()
    rows = [line.split("|") for line in table if not line.startswith("#")]
    first = {name: names[0] for names in rows for name in names}
    longest = sorted(first, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), first


def bodies_in(text: str) -> frozenset[str]:
    """The bodies that `text` names, each by the first name of its row."""
    pattern, first = _names()
    return frozenset(first[match[0]] for match in pattern.finditer(text.replace("’", "'")))
