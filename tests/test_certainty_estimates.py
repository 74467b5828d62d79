"""Words of estimative probability: their bands, negation, other senses and scope."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.certainty import (
    BANDS,
    EstimateKind,
    Yardstick,
    certainty_drift,
    find_estimates,
    mixed_terms,
)
from assistant.certainty.lexicon import MEANINGS, phrases
from tests.certainty_cases import WORDS

# ICD 203 (2015), section D.6.e(2)(a).
_ICD = [
    ("almost no chance", 1, 5), ("remote", 1, 5),
    ("very unlikely", 5, 20), ("highly improbable", 5, 20),
    ("unlikely", 20, 45), ("improbable", 20, 45),
    ("roughly even chance", 45, 55), ("roughly even odds", 45, 55),
    ("likely", 55, 80), ("probable", 55, 80),
    ("very likely", 80, 95), ("highly probable", 80, 95),
    ("almost certain", 95, 99), ("nearly certain", 95, 99),
]  # fmt: skip
_PHIA = [
    ("remote chance", 0, 5), ("highly unlikely", 10, 20), ("unlikely", 25, 35),
    ("realistic possibility", 40, 50), ("likely", 55, 75), ("probable", 55, 75),
    ("highly likely", 80, 90), ("almost certain", 95, 100),
]  # fmt: skip


@pytest.mark.parametrize(
    ("yardstick", "term", "low", "high"),
    [(Yardstick.ICD203, *row) for row in _ICD] + [(Yardstick.PHIA, *row) for row in _PHIA],
)
def test_terms_have_their_published_band(
    yardstick: Yardstick, term: str, low: float, high: float
) -> None:
    (estimate,) = find_estimates(f"A coup is {term}.", yardstick)
    assert estimate.text == term
    assert estimate.kind is EstimateKind.LIKELIHOOD
    assert estimate.band is not None
    assert (estimate.band.low, estimate.band.high) == (estimate.low, estimate.high) == (low, high)
    assert yardstick in estimate.yardsticks


def test_a_foreign_term_keeps_its_own_band() -> None:
    (estimate,) = find_estimates("There is a realistic possibility of a split.")
    assert estimate.foreign_to(Yardstick.ICD203)
    assert not estimate.foreign_to(Yardstick.PHIA)
    assert estimate.band == BANDS[Yardstick.PHIA]["realistic"]


@pytest.mark.parametrize(
    ("text", "label", "low", "high"),
    [
        ("There is a 70% chance of rain.", "likely", 70, 70),
        ("There is a 60 to 70 per cent probability of rain.", "likely", 60, 70),
        ("We put the probability of a default at 10 per cent.", "very unlikely", 10, 10),
        ("There is a one-in-four chance of a default.", "unlikely", 25, 25),
        ("There is a 150% chance of a default.", "almost certain", 100, 100),
        ("There is a one in 0 chance of a default.", "almost no chance", 0, 0),
    ],
)
def test_numbers_fall_into_bands(text: str, label: str, low: float, high: float) -> None:
    estimate = find_estimates(text)[0]
    assert (estimate.label, estimate.low, estimate.high) == (label, low, high)


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("The deal is not likely.", "not likely", "unlikely"),
        ("The deal is not unlikely.", "not unlikely", "not unlikely"),
        ("The deal is not very likely.", "not very likely", "unlikely"),
        ("The deal is no longer likely.", "no longer likely", "unlikely"),
        ("The deal is hardly likely.", "hardly likely", "unlikely"),
        ("The deal is more likely than not.", "more likely than not", "likely"),
        ("The deal is increasingly likely.", "increasingly likely", "likely"),
        ("The deal is less likely.", "less likely", "less likely"),
        ("The deal is unlikely not to pass.", "unlikely not", "likely"),
        ("The deal is far from certain.", "far from certain", "uncertain"),
        ("The deal isn’t expected to pass.", "n’t expected to", "very unlikely"),
        ("No deal is likely.", "likely", "unlikely"),
        ("In all likelihood a deal will follow.", "In all likelihood", "most likely"),
        ("A deal is all but certain.", "all but certain", "almost certain"),
        ("A deal cannot be ruled out.", "cannot be ruled out", "not ruled out"),
        ("The chances of a deal are slim.", "chances of a deal are slim", "a slim chance"),
        ("There is no chance of a deal.", "no chance of", "ruled out"),
    ],
)
def test_negated_and_compound_forms(text: str, words: str, label: str) -> None:
    estimate = find_estimates(text)[0]
    assert (estimate.text, estimate.label) == (words, label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A deal stands little chance.", "a slim chance"),
        ("A deal is improbable in the extreme.", "very unlikely"),
        ("Hopes of a deal are fading.", "a slim chance"),
        ("A deal is less and less likely.", "a slim chance"),
        ("A deal is a long shot.", "a slim chance"),
        ("A deal is a pipe dream.", "remote"),
        ("It is hard to see a deal.", "unlikely"),
        ("The vote is touch and go.", "an even chance"),
        ("The vote is too close to call.", "an even chance"),
        ("A deal is within reach.", "possible"),
        ("Two crew members are feared dead.", "feared"),
        ("The deal hangs by a thread.", "uncertain"),
        ("Nobody can yet tell if a deal holds.", "uncertain"),
        ("A deal is not a given.", "uncertain"),
        ("A deal is anything but certain.", "uncertain"),
        ("The sides are close to a deal.", "near"),
        ("All the signs point to a deal.", "most likely"),
        ("A deal is a racing certainty.", "almost certain"),
        ("The minister looks certain to go.", "almost certain"),
        ("It is only a question of time.", "certain"),
        ("There is no danger of a split.", "ruled out"),
        ("Nothing suggests that he goes.", "no sign of it"),
        ("Analysts believe that he goes.", "an opinion"),
        ("Chances of a deal are better than even.", "likely"),
        ("Prospects of a deal have receded.", "less likely"),
        ("A deal is dead on arrival.", "ruled out"),
        ("The truce is on shaky ground.", "a slim chance"),
        ("Few doubt that he goes.", "almost certain"),
        ("It is understood that he fled.", "believed"),
    ],
)
def test_idioms_have_a_place_on_the_scale(text: str, label: str) -> None:
    assert find_estimates(text)[0].label == label


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The bill may pass.", EstimateKind.MODAL),
        ("The bill is expected to pass.", EstimateKind.EXPECTATION),
        ("The bill is set to pass.", EstimateKind.EXPECTATION),
        ("Perhaps the bill passes.", EstimateKind.POSSIBILITY),
        ("The party plans to block the bill.", EstimateKind.INTENT),
        ("The party is considering a veto.", EstimateKind.INTENT),
        ("If the bill passes, he goes.", EstimateKind.CONDITION),
        ("Should the bill fail, he goes.", EstimateKind.CONDITION),
        ("The bill reportedly stalled.", EstimateKind.HEARSAY),
        ("We say so with high confidence.", EstimateKind.CONFIDENCE),
    ],
)
def test_kinds(text: str, kind: EstimateKind) -> None:
    assert find_estimates(text)[0].kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "The elections in May were calm.",
        "Theresa May resigned in June.",
        "The will of the people prevailed.",
        "He has a will to fight.",
        "The political will to reform is lacking.",
        "Will Smith visited Kigali.",
        "Russia's military might is overrated.",
        "The might of the navy deterred them.",
        "A tin can was found.",
        "Delays are due to the drought.",
        "The delegation could not leave the building yesterday.",
        "The would-be president fled.",
        "As expected, the bank held rates.",
        "The expected visit was cancelled.",
        "Turnout was higher than expected.",
        "They must act as soon as possible.",
        "A remote province was flooded.",
        "The planned pipeline crosses Chad.",
        "Investor confidence is low.",
        "The repayment due in June is large.",
        "They run in a given year.",
        "Villages at risk were moved.",
        "Models help predict demand.",
        "Whether he may stand was asked.",
        "His name appears on the roll.",
        "The depot is near the border.",
        "Two uranium projects were sold.",
        "polls open on may 7.",
        "Many households depend on it.",
        "Growth was 3%.",
    ],
)
def test_other_senses_are_no_estimates(text: str) -> None:
    assert find_estimates(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "scope"),
    [
        ("It will raise taxes and may cut spending.", "may", "and may cut spending."),
        ("It will raise taxes and may cut spending.", "will", "It will raise taxes"),
        ("The bill, which could fail, is likely to be signed.", "could", "which could fail"),
        (
            "Although a run-off is likely, turnout may fall.",
            "likely",
            "Although a run-off is likely",
        ),
        ("A deal is likely; a veto is possible.", "possible", "a veto is possible."),
        ("A deal is likely but a veto is possible.", "likely", "A deal is likely"),
        ("It is likely that the bill passes.", "likely", "It is likely that the bill passes."),
        ("Unions and employers may meet.", "may", "Unions and employers may meet."),
        ("It may raise taxes and cut spending.", "may", "It may raise taxes and cut spending."),
        ("A law that would ban it is likely to pass.", "would", "that would ban it"),
    ],
)
def test_scope_is_the_clause(text: str, words: str, scope: str) -> None:
    (estimate,) = (e for e in find_estimates(text) if e.text == words)
    assert estimate.scope.of(text) == scope


def test_every_phrase_has_a_meaning() -> None:
    assert {phrase.key for group in phrases().values() for phrase in group} <= set(MEANINGS)
    assert all(
        low <= high and meaning.low <= meaning.high
        for meaning in MEANINGS.values()
        for low, high in [meaning.rank]
    )


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=24).map(" ".join)))
def test_spans_are_exact_for_any_text(text: str) -> None:
    for estimate in find_estimates(text):
        assert text[estimate.span.start : estimate.span.end] == estimate.text
        assert estimate.scope.start <= estimate.span.start < estimate.scope.end
        assert 0 <= estimate.low <= estimate.high <= 100
        assert 0 <= estimate.rank[0] <= estimate.rank[1] <= 9
    assert certainty_drift(text, text) == ()
    mixed_terms(text)
