from datetime import date

import pytest

from assistant.discrepancies import find_discrepancies
from assistant.results import DiscrepancyKind
from tests.discrepancy_cases import Passage, false_claims, true_claims

PASSAGES = [
    Passage(
        "Parliament ratified the agreement on 4 March 2021, two months after the government had "
        "signed it in January 2021.",
        true=[
            "Parliament ratified the agreement in 2021.",
            "Parliament ratified the agreement in March 2021.",
            "Parliament ratified the agreement on March 4, 2021.",
            "The government signed the agreement in January 2021.",
            "Parliament ratified the agreement in early 2021.",
            "Parliament ratified the agreement in the first quarter of 2021.",
            "Parliament ratified the agreement on 4 March.",
        ],
        false=[
            "Parliament ratified the agreement on 14 March 2021.",
            "Parliament ratified the agreement in 2012.",
            "Parliament ratified the agreement in May 2021.",
            "Parliament ratified the agreement in the third quarter of 2021.",
            "The government signed the agreement in January 2020.",
            "Parliament ratified the agreement on 4 May.",
        ],
    ),
    Passage(
        "Elections will be held in 2024. The president has been in power since 2019.",
        true=[
            "Elections will be held in 2024.",
            "The president has been in power since 2019.",
            "The president took office in 2019.",
        ],
        false=[
            "Elections will be held on 4 March 2024.",
            "Elections will be held in 2025.",
            "The president has been in power since 2009.",
            "Elections will be held before 2024.",
            "The president has been in power until 2019.",
        ],
    ),
    Passage(
        "The junta lifted the curfew last year and will hold a referendum in June. Talks resumed "
        "on Friday.",
        reported=date(2022, 4, 12),
        true=[
            "The junta lifted the curfew in 2021.",
            "The junta lifted the curfew last year.",
            "The junta will hold a referendum in June.",
            "The junta will hold a referendum in June 2022.",
            "Talks resumed on Friday.",
            "The junta will hold a referendum in the second quarter.",
        ],
        false=[
            "The junta lifted the curfew in 2020.",
            "The junta lifted the curfew in 2019.",
            "The junta lifted the curfew this year.",
            "The junta will hold a referendum in July.",
            "Talks resumed on Monday.",
            "The junta will hold a referendum in December 2022.",
        ],
    ),
    Passage(
        "The IMF programme runs from 2020 to 2023. Fuel subsidies were cut in October 2021 and "
        "protests followed in mid-November.",
        true=[
            "The IMF programme runs from 2020 to 2023.",
            "The IMF programme runs between 2020 and 2023.",
            "Fuel subsidies were cut in 2021.",
            "Fuel subsidies were cut in late 2021.",
            "Protests followed in November.",
            "Fuel subsidies were cut in the fourth quarter of 2021.",
        ],
        false=[
            "The IMF programme runs from 2020 to 2025.",
            "The IMF programme runs from 2018 to 2023.",
            "Fuel subsidies were cut in October 2022.",
            "Fuel subsidies were cut in August 2021.",
            "Protests followed in mid-December.",
        ],
    ),
    Passage(
        "Sanctions imposed after 2014 remain in force. The gas contract expires on 31 December "
        "2024, and the new pipeline will open next year.",
        reported=date(2024, 9, 2),
        true=[
            "Sanctions imposed after 2014 remain in force.",
            "The gas contract expires at the end of 2024.",
            "The gas contract expires in December 2024.",
            "The new pipeline will open in 2025.",
            "The gas contract expires this year.",
        ],
        false=[
            "Sanctions imposed before 2014 remain in force.",
            "The gas contract expires on 31 December 2025.",
            "The new pipeline will open in 2026.",
            "The new pipeline will open this year.",
            "The gas contract expires on 13 December 2024.",
        ],
    ),
    Passage(
        "In 2017 the court annulled the vote; in 2022 it upheld the result.",
        true=[
            "The court upheld the result in 2022, having annulled the vote in 2017.",
            "The court annulled the vote in 2017.",
            "The court upheld the result in 2022.",
        ],
        false=[
            "The court annulled the vote in 2022 and upheld the result in 2017.",
            "The court annulled the vote in 2013.",
            "The court upheld the result in 2021.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "claim"), true_claims(PASSAGES))
def test_a_date_that_holds_is_no_discrepancy(passage: Passage, claim: str) -> None:
    assert passage.check(claim) == ()


@pytest.mark.parametrize(("passage", "claim"), false_claims(PASSAGES))
def test_a_date_that_does_not_hold_is_found(passage: Passage, claim: str) -> None:
    assert DiscrepancyKind.DATE in {d.kind for d in passage.check(claim)}


def test_both_dates_are_located() -> None:
    text = "Voters elected a new assembly on 4 March 2021."
    (found,) = Passage(text).check("Voters elected a new assembly in May 2021.")
    assert (found.claim_text, found.source_text) == ("May 2021", "4 March 2021")


def test_a_date_in_the_context_or_of_the_report_is_not_missing() -> None:
    text, claim = "Voters elected a new assembly.", "Voters elected a new assembly in 2021."
    assert [d.kind for d in Passage(text).check(claim)] == [DiscrepancyKind.DATE]
    assert Passage(text, context="The 2021 election was calm.").check(claim) == ()
    assert Passage(text, reported=date(2021, 5, 1)).check(claim) == ()


@pytest.mark.parametrize(
    ("source", "claim", "is_same"),
    [
        ("The plant opened in summer 2023.", "The plant opened in July 2023.", True),
        ("The plant opened in summer 2023.", "The plant opened in January 2023.", False),
        ("The plant opened in the winter of 2022.", "The plant opened in January 2023.", True),
        ("The plant opened in winter 2022.", "The plant opened in summer 2022.", False),
        ("The review is in the second half of the year.", "The review is in October.", True),
        ("The review is in the second half of the year.", "The review is in May.", False),
        ("The lease expires at the end of 2031.", "The lease expires in December 2031.", True),
        ("The lease expires at the end of 2031.", "The lease expires in March 2031.", False),
        ("He left on Friday and came back two days later.", "He came back on Sunday.", True),
    ],
)
def test_seasons_halves_and_ends(source: str, claim: str, is_same: bool) -> None:
    kinds = {found.kind.value for found in find_discrepancies(claim, source)}
    assert ("date" not in kinds) is is_same
