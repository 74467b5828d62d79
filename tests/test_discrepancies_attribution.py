import pytest

from assistant.results import DiscrepancyKind
from tests.discrepancy_cases import Passage, false_claims, true_claims

PASSAGES = [
    Passage(
        "Opposition leaders claimed that the electoral commission had manipulated the results. "
        "The government said the vote was fair.",
        true=[
            "Opposition leaders alleged that the electoral commission manipulated the results.",
            "The electoral commission manipulated the results, the opposition claimed.",
            "According to the government, the vote was fair.",
            "The opposition accused the electoral commission of manipulating the results.",
            "The electoral commission allegedly manipulated the results.",
            "The vote was fair, the government stated.",
        ],
        false=[
            "The electoral commission manipulated the results.",
            "The electoral commission had manipulated the results of the vote.",
            "The government claimed that the electoral commission had manipulated the results.",
            "The opposition said the vote was fair.",
            "Opposition leaders confirmed that the electoral commission had manipulated results.",
        ],
    ),
    Passage(
        "According to residents, soldiers burned three villages near the border. The army denied "
        "that its troops were involved.",
        true=[
            "Residents said soldiers burned three villages near the border.",
            "Soldiers burned three villages near the border, residents told reporters.",
            "The army denied the involvement of its troops.",
            "The army said its troops were not involved.",
            "Soldiers are alleged to have burned three villages near the border.",
        ],
        false=[
            "Soldiers burned three villages near the border.",
            "The army said soldiers burned three villages near the border.",
            "The army confirmed that its troops were involved.",
            "The army admitted that its troops were involved.",
            "According to the government, soldiers burned three villages near the border.",
        ],
    ),
    Passage(
        "Analysts warned that the peso could collapse within months. Iran reportedly supplied "
        "drones to the militia.",
        true=[
            "Analysts warned of a collapse of the peso within months.",
            "The peso could collapse within months, analysts cautioned.",
            "Iran is said to have supplied drones to the militia.",
            "Iran reportedly supplied the militia with drones.",
            "Iran allegedly supplied drones to the militia.",
        ],
        false=[
            "Iran supplied drones to the militia.",
            "Iran has supplied drones to the militia, its ally.",
            "The government warned that the peso could collapse within months.",
            "The peso will collapse within months.",
        ],
    ),
    Passage(
        "The central bank said it had raised rates to 5%. Finance Minister Li Wei said the "
        "economy would grow by 4%, while IMF chief Kristalina Georgieva said debt was "
        "unsustainable.",
        true=[
            "The central bank raised rates to 5%.",
            "Li said the economy would grow by 4%.",
            "The economy will grow by 4%, the finance minister said.",
            "Georgieva said debt was unsustainable.",
            "The IMF said debt was unsustainable.",
            "Debt is unsustainable, according to the IMF's Kristalina Georgieva.",
        ],
        false=[
            "Li Wei said debt was unsustainable.",
            "Georgieva said the economy would grow by 4%.",
            "According to the opposition, the economy would grow by 4%.",
            "Finance Minister Li Wei denied the economy would grow by 4%.",
        ],
    ),
    Passage(
        "Police sources alleged that the senator had taken bribes from a mining firm. His lawyer "
        "insisted that the payments were legal.",
        true=[
            "Police sources claimed the senator took bribes from a mining firm.",
            "The senator allegedly took bribes from a mining firm.",
            "The payments were legal, his lawyer insisted.",
            "The senator's lawyer maintained that the payments were legal.",
            "The senator is accused of having taken bribes from a mining firm.",
        ],
        false=[
            "The senator had taken bribes from a mining firm.",
            "The senator took bribes from a mining firm.",
            "Police sources confirmed that the senator had taken bribes from a mining firm.",
            "The payments were legal.",
            "Analysts alleged that the senator had taken bribes from a mining firm.",
        ],
    ),
    Passage(
        "A poll found that 45% of voters would back the ruling party. Rebels said they had shot "
        "down a government helicopter over Marib.",
        true=[
            "45% of voters would back the ruling party, a poll found.",
            "A survey showed that 45% of voters would back the ruling party.",
            "Rebels said they shot down a helicopter over Marib.",
            "A government helicopter was shot down over Marib, the rebels said.",
            "The rebels claimed to have shot down a government helicopter over Marib.",
        ],
        false=[
            "A government helicopter was shot down over Marib.",
            "The government said it had shot down a helicopter over Marib.",
            "The ruling party would win 45%.",
            "The army said rebels had shot down a government helicopter over Marib.",
        ],
    ),
    Passage(
        "President Sisi's office stated that the canal would reopen on Sunday, but union officials "
        "argued that repairs would take weeks.",
        true=[
            "President Sisi's office said the canal would reopen on Sunday.",
            "Union officials said that repairs would take weeks.",
            "According to union officials, repairs would take weeks.",
        ],
        false=[
            "Union officials stated that the canal would reopen on Sunday.",
            "Repairs will take weeks.",
            "Union officials denied that repairs would take weeks.",
            "President Sisi's office argued that repairs would take weeks.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "claim"), true_claims(PASSAGES))
def test_the_same_source_in_other_words_is_no_discrepancy(passage: Passage, claim: str) -> None:
    assert passage.check(claim) == ()


@pytest.mark.parametrize(("passage", "claim"), false_claims(PASSAGES))
def test_a_dropped_or_changed_source_is_found(passage: Passage, claim: str) -> None:
    assert DiscrepancyKind.ATTRIBUTION in {d.kind for d in passage.check(claim)}


def test_the_attribution_is_located() -> None:
    text = "Rebels claimed that they held the bridge at Sake."
    (found,) = Passage(text).check("The bridge at Sake is held.")
    assert (found.claim_text, found.source_text) == ("The bridge at Sake is held", "Rebels claimed")
