"""The two yardsticks of estimative probability, as published.

ICD 203: US Intelligence Community Directive 203, "Analytic Standards" (2 January 2015),
section D.6.e(2)(a). PHIA: the UK Professional Head of Intelligence Analysis' probability
yardstick, as in the UK's Defence Intelligence guidance. PHIA leaves gaps between its bands
on purpose; a number in a gap takes the nearer band.
"""

from dataclasses import dataclass
from enum import StrEnum


class Yardstick(StrEnum):
    """A published scale from words of probability to percentages."""

    ICD203 = "ICD 203"
    PHIA = "PHIA"


@dataclass(frozen=True, slots=True)
class Band:
    """A step of a yardstick: its first term, and what it means in per cent."""

    name: str
    low: float
    high: float


# Keys are the lexicon's classes, so that a word finds its band in either yardstick.
BANDS: dict[Yardstick, dict[str, Band]] = {
    Yardstick.ICD203: {
        "remote": Band("almost no chance", 1, 5),
        "very_unlikely": Band("very unlikely", 5, 20),
        "unlikely": Band("unlikely", 20, 45),
        "even": Band("roughly even chance", 45, 55),
        "likely": Band("likely", 55, 80),
        "very_likely": Band("very likely", 80, 95),
        "almost_certain": Band("almost certain", 95, 99),
    },
    Yardstick.PHIA: {
        "remote": Band("remote chance", 0, 5),
        "very_unlikely": Band("highly unlikely", 10, 20),
        "unlikely": Band("unlikely", 25, 35),
        "realistic": Band("realistic possibility", 40, 50),
        "likely": Band("likely", 55, 75),
        "very_likely": Band("highly likely", 80, 90),
        "almost_certain": Band("almost certain", 95, 100),
    },
}


def band_of(key: str, yardstick: Yardstick) -> Band | None:
    """The band of class `key`: the yardstick's own, else the other's, else None."""
    own = BANDS[yardstick].get(key)
    return own or next((bands[key] for bands in BANDS.values() if key in bands), None)


def class_at(percent: float, yardstick: Yardstick) -> str:
    """The class whose band holds `percent`, or comes nearest; the higher one on a border."""

    def distance(key: str) -> tuple[float, float]:
        band = BANDS[yardstick][key]
        return max(band.low - percent, percent - band.high, 0.0), -band.low

    return min(BANDS[yardstick], key=distance)
