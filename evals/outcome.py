"""What became of a case: its part in each metric, and what a reader needs to see why."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Status(StrEnum):
    """Whether a case counts in the figures."""

    SCORED = "scored"
    UNSCORED = "unscored"


class Passage(BaseModel):
    """A quote in its surroundings."""

    model_config = ConfigDict(frozen=True)

    source: str
    before: str
    quote: str
    after: str


class Outcome(BaseModel):
    """The result of one case of one suite, kept as a line of JSON.

    `pairs` are its parts in the suite's metrics (see `evals.metrics`). `badness`, in [0, 1],
    orders cases for reading, worst first.
    """

    model_config = ConfigDict(frozen=True)

    suite: str
    id: str
    group: str
    kind: str
    status: Status = Status.SCORED
    pairs: dict[str, tuple[float, float]] = {}
    badness: float = 0.0
    asked: str = ""
    answer: str = ""
    passages: tuple[Passage, ...] = ()
    gold: str = ""
    confidence: float | None = None  # of an answer, given or refused
    bands: tuple[str, str] | None = None  # how sure the source is, and how sure the claim
    why: str = ""
