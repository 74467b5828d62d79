import pytest

from assistant.discrepancies import find_discrepancies
from assistant.discrepancies.number_words import VAGUE
from assistant.results import DiscrepancyKind
from tests.discrepancy_cases import Passage, false_claims, true_claims

PASSAGES = [
    Passage(
        "Annual inflation rose to 21% in May from 18% in April, the highest level in a decade.",
        true=[
            "Annual inflation rose to 21 per cent in May.",
            "Inflation rose by three percentage points to 21% in May.",
            "Inflation hit 21 percent in May, the highest in ten years.",
            "Inflation climbed from 18% to 21% in a month.",
            "Inflation rose to about 20% in May.",
        ],
        false=[
            "Annual inflation rose to 12% in May.",
            "Annual inflation rose to 21% in May from 16% in April.",
            "Annual inflation rose to 18% in May from 21% in April.",
            "Annual inflation rose to 21 percentage points in May.",
            "Annual inflation rose to nearly 30% in May.",
        ],
    ),
    Passage(
        "The government will borrow $1.97bn from the World Bank to fund 43 road projects.",
        true=[
            "The government will borrow about $2 billion from the World Bank.",
            "The World Bank loan of 1.97 billion dollars will fund 43 road projects.",
            "The government will borrow $2bn from the World Bank for more than 40 road projects.",
            "A World Bank loan will fund dozens of road projects.",
            "The government will borrow USD 1,970 million to fund forty-three road projects.",
        ],
        false=[
            "The government will borrow $1.97m from the World Bank.",
            "The government will borrow €1.97bn from the World Bank.",
            "The government will borrow $1.79bn from the World Bank to fund 43 road projects.",
            "The government will borrow $1.97bn to fund 34 road projects.",
            "The government will borrow $1.97bn to fund more than 60 road projects.",
        ],
    ),
    Passage(
        "Security forces killed 12 militants and detained 31 suspects in raids on three villages.",
        true=[
            "Twelve militants were killed and 31 suspects detained in raids on three villages.",
            "Raids on several villages left 12 militants dead.",
            "Security forces detained more than 30 suspects.",
            "Security forces killed a dozen militants in the raids.",
        ],
        false=[
            "Security forces killed 31 militants and detained 12 suspects.",
            "Security forces killed 21 militants in raids on three villages.",
            "Security forces detained 13 suspects in raids on three villages.",
            "Security forces killed 12 militants in raids on five villages.",
            "Security forces killed hundreds of militants in raids on three villages.",
        ],
    ),
    Passage(
        "The ruling coalition holds 68 of the 130 seats in Congress, two-thirds of them in the "
        "hands of the president's party. A poll put support for the president at 53%.",
        true=[
            "The ruling coalition holds 68 of 130 seats in Congress.",
            "A poll put support for the president at over half.",
            "Over half of those polled support the president.",
            "Two thirds of the ruling coalition's seats are in the hands of the president's party.",
        ],
        false=[
            "The ruling coalition holds 86 of the 130 seats in Congress.",
            "The ruling coalition holds 68 of the 103 seats in Congress.",
            "A poll put support for the president at 35%.",
            "A poll put support for the president at less than half.",
            "A third of the ruling coalition's seats are in the hands of the president's party.",
        ],
    ),
    Passage(
        "The central bank raised its policy rate by 50 basis points to 11.25%. Growth is forecast "
        "at between 5 and 7 per cent.",
        true=[
            "The central bank raised its policy rate by half a percentage point to 11.25%.",
            "The central bank raised its rate by 0.5 percentage points to 11.25 per cent.",
            "Growth is forecast at 5-7%.",
            "Growth is forecast at 5% to 7%.",
        ],
        false=[
            "The central bank raised its policy rate by 25 basis points to 11.25%.",
            "The central bank raised its policy rate by 50 basis points to 12.25%.",
            "Growth is forecast at between 3 and 5 per cent.",
            "Growth is forecast at 9%.",
        ],
    ),
    Passage(
        "Defence spending doubled to 6.4bn euros. The president is in his second term, which "
        "lasts five years, and some 15,000 troops remain deployed in the north.",
        true=[
            "Defence spending rose by 100% to €6.4 billion.",
            "Defence spending is now twice what it was, at 6.4 billion euros.",
            "The president is in his 2nd term.",
            "Around 15,000 troops remain in the north.",
            "Thousands of troops remain deployed in the north.",
            "The president's second term lasts 60 months.",
        ],
        false=[
            "Defence spending tripled to 6.4bn euros.",
            "The president is in his third term, which lasts five years.",
            "The president's second term lasts seven years.",
            "Some 50,000 troops remain deployed in the north.",
            "Hundreds of troops remain deployed in the north.",
            "Defence spending doubled to 4.6bn euros.",
        ],
    ),
    Passage(
        "Nearly 50 people were wounded when two car bombs went off, and at least nine died. The "
        "two sides blame each other.",
        true=[
            "Two car bombs killed at least nine people.",
            "48 people were wounded when two car bombs exploded.",
            "Almost 50 people were wounded and nine died when car bombs went off.",
            "One of the sides blames the other for the bombs.",
        ],
        false=[
            "Nearly 500 people were wounded when two car bombs went off.",
            "Four car bombs went off, and at least nine people died.",
            "Two car bombs went off, and at least 19 people died.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "claim"), true_claims(PASSAGES))
def test_the_same_figure_in_another_form_is_no_discrepancy(passage: Passage, claim: str) -> None:
    assert passage.check(claim) == ()


@pytest.mark.parametrize(("passage", "claim"), false_claims(PASSAGES))
def test_another_figure_is_found(passage: Passage, claim: str) -> None:
    assert DiscrepancyKind.NUMBER in {d.kind for d in passage.check(claim)}


def test_both_figures_are_located_and_named() -> None:
    claim, text = "Inflation rose to 12% in May.", "In May inflation rose to 21%."
    (found,) = Passage(text).check(claim)
    assert (found.claim_text, found.source_text) == ("12%", "21%")
    assert found.claim_span.of(claim) == "12%"
    assert found.source_span is not None and found.source_span.of(text) == "21%"
    assert found.detail == "the claim says 12%, the source 21%"


def test_a_figure_in_the_context_is_not_missing() -> None:
    text = "Ministers met in the capital to discuss the budget."
    claim = "Ministers met to discuss a budget of $4bn."
    (found,) = Passage(text).check(claim)
    assert (found.source_span, found.source_text) == (None, "")
    assert Passage(text, context="The budget is $4 billion.").check(claim) == ()


def test_a_figure_in_the_context_does_not_excuse_another_in_its_place() -> None:
    passage = Passage("Exports fell by 8% in 2023.", context="Imports fell by 3% in 2022.")
    (found,) = passage.check("Exports fell by 3% in 2023.")
    assert (found.claim_text, found.source_text) == ("3%", "8%")


@pytest.mark.parametrize(
    "claim",
    [
        "G20 leaders met on COVID-19 and the F-16 deal.",
        "One of the leaders left early.",
        "Both of the two leaders met at 10:30.",
        "On the one hand, leaders met.",
    ],
)
def test_numbers_in_names_and_phrases_are_no_figures(claim: str) -> None:
    kinds = {d.kind for d in Passage("Leaders of the group met on the jet deal.").check(claim)}
    assert DiscrepancyKind.NUMBER not in kinds


@pytest.mark.parametrize("few", ["", "tens of ", "hundreds of "])
@pytest.mark.parametrize("many", sorted(VAGUE))
def test_every_vague_number_is_read(few: str, many: str) -> None:
    text = f"The floods displaced {few}{many} of people in three states."
    assert find_discrepancies(text, text) == ()
