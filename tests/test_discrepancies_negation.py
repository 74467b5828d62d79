import pytest

from assistant.results import DiscrepancyKind
from tests.discrepancy_cases import Passage, false_claims, true_claims

PASSAGES = [
    Passage(
        "Parliament failed to approve the budget, and the prime minister did not resign.",
        true=[
            "Parliament did not approve the budget.",
            "Parliament rejected the budget.",
            "The prime minister did not resign although parliament failed to approve the budget.",
            "The prime minister refused to resign.",
            "The budget was not approved by parliament.",
        ],
        false=[
            "Parliament approved the budget.",
            "Parliament did not fail to approve the budget.",
            "The prime minister resigned.",
            "Parliament accepted and approved the budget, and the prime minister resigned.",
        ],
    ),
    Passage(
        "Exports rose while imports fell, and the trade surplus widened. The peso strengthened "
        "against the dollar.",
        true=[
            "Exports increased and imports dropped.",
            "Imports fell while exports rose.",
            "The trade surplus grew as exports rose.",
            "The peso gained strength against the dollar.",
            "Imports declined and the trade surplus widened.",
        ],
        false=[
            "Exports fell while imports rose.",
            "The trade surplus narrowed as exports rose and imports fell.",
            "The trade deficit widened.",
            "The peso weakened against the dollar.",
            "Exports did not rise while imports fell.",
        ],
    ),
    Passage(
        "The opposition opposed the security bill, which the government supports. No agreement "
        "was reached on pensions.",
        true=[
            "The opposition did not support the security bill.",
            "The government backs the security bill.",
            "An agreement on pensions was not reached.",
            "The two sides reached no agreement on pensions.",
            "The opposition rejects the security bill that the government supports.",
        ],
        false=[
            "The opposition supported the security bill.",
            "The government opposes the security bill.",
            "An agreement was reached on pensions.",
            "The government does not support the security bill.",
            "The opposition did not oppose the security bill.",
        ],
    ),
    Passage(
        "Tensions escalated because of the border closure. All ministers of the junior coalition "
        "partner resigned before the vote on the tax law.",
        true=[
            "The border closure led to an escalation of tensions.",
            "Tensions escalated due to the border closure.",
            "Every minister of the junior coalition partner resigned before the vote.",
            "The vote on the tax law came after all ministers of the junior partner resigned.",
        ],
        false=[
            "Tensions de-escalated because of the border closure.",
            "The border closure came because of escalated tensions.",
            "Escalating tensions led to the border closure.",
            "Some ministers of the junior coalition partner resigned before the vote.",
            "All ministers of the junior coalition partner resigned after the vote on the tax law.",
            "No ministers of the junior coalition partner resigned before the vote.",
        ],
    ),
    Passage(
        "The central bank tightened monetary policy and raised rates. Most analysts expect "
        "inflation to ease, although few see growth above 2%.",
        true=[
            "The central bank raised rates.",
            "Monetary policy was tightened.",
            "The majority of analysts expect inflation to ease.",
            "Most analysts expect lower inflation.",
        ],
        false=[
            "The central bank loosened monetary policy.",
            "The central bank cut rates.",
            "All analysts expect inflation to ease.",
            "Most analysts do not expect inflation to ease.",
            "Few analysts expect inflation to ease.",
        ],
    ),
    Passage(
        "The court ruled that the referendum was legal and lifted the ban on rallies. The army "
        "denied attacking civilians and has never entered the city.",
        true=[
            "The referendum was lawful, the court ruled.",
            "The court removed the ban on rallies.",
            "The army said it did not attack civilians.",
            "The army has not entered the city.",
            "The referendum was not illegal, according to the court.",
        ],
        false=[
            "The court ruled that the referendum was illegal.",
            "The court imposed the ban on rallies.",
            "The army attacked civilians.",
            "The army has entered the city.",
            "The court ruled that the referendum was not legal.",
        ],
    ),
    Passage(
        "The ruling party won a majority in the lower house but lost the senate. Relations with "
        "its ally Serbia improved without a trade deal.",
        true=[
            "The ruling party gained a majority in the lower house.",
            "The ruling party lost the senate.",
            "Relations with Serbia improved although there was no trade deal.",
            "Relations with its partner Serbia improved.",
        ],
        false=[
            "The ruling party won a minority in the lower house.",
            "The ruling party won the senate but lost the lower house.",
            "Relations with its rival Serbia improved without a trade deal.",
            "Relations with its ally Serbia worsened without a trade deal.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "claim"), true_claims(PASSAGES))
def test_the_same_sense_in_other_words_is_no_discrepancy(passage: Passage, claim: str) -> None:
    assert passage.check(claim) == ()


@pytest.mark.parametrize(("passage", "claim"), false_claims(PASSAGES))
def test_the_opposite_sense_is_found(passage: Passage, claim: str) -> None:
    kinds = {d.kind for d in passage.check(claim)}
    # "After" for "before" is a matter of date.
    assert kinds & {DiscrepancyKind.NEGATION, DiscrepancyKind.DATE}


def test_the_denial_is_part_of_what_is_shown() -> None:
    (found,) = Passage("Turkey did not ratify the treaty.").check("Turkey ratified the treaty.")
    assert (found.claim_text, found.source_text) == ("ratified", "not ratify")
