import pytest

from assistant.discrepancies import find_discrepancies
from assistant.results import DiscrepancyKind
from tests.discrepancy_cases import Passage, false_claims, true_claims

PASSAGES = [
    Passage(
        "French President Emmanuel Macron met Chancellor Olaf Scholz in Berlin to discuss aid "
        "to Ukraine.",
        true=[
            "Macron met Scholz in the German capital to discuss aid to Ukraine.",
            "Olaf Scholz and Emmanuel Macron met in Berlin.",
            "President Macron discussed aid to Kyiv with Scholz.",
            "France's Emmanuel Macron met Germany's chancellor in Berlin.",
            "Mr Macron and Mr Scholz discussed Ukrainian aid.",
        ],
        false=[
            "French President Emmanuel Macron met Chancellor Angela Merkel in Berlin.",
            "Macron met Scholz in Paris to discuss aid to Moldova.",
            "French Prime Minister Emmanuel Macron met Olaf Scholz in Berlin.",
            "Italian President Emmanuel Macron met Olaf Scholz in Berlin.",
            "Emmanuel Macron met Chancellor Scholz to discuss aid to Israel.",
            "President Scholz met Macron in Berlin.",
        ],
    ),
    Passage(
        "The International Monetary Fund approved a loan to Pakistan. The Pakistani finance "
        "minister, Muhammad Aurangzeb, thanked China and the United Kingdom for their support.",
        true=[
            "The IMF approved a loan to Pakistan.",
            "Aurangzeb thanked China and Britain for their support.",
            "The IMF approved a Pakistani loan.",
            "Finance Minister Aurangzeb thanked Beijing and London for their support.",
            "Pakistan thanked the UK and China.",
            "The International Monetary Fund (IMF) approved a loan to Islamabad.",
        ],
        false=[
            "The World Bank approved a loan to Pakistan.",
            "The IMF approved a loan to Bangladesh.",
            "Foreign Minister Aurangzeb thanked China for its support.",
            "Aurangzeb thanked Russia and the United Kingdom for their support.",
            "Ishaq Dar thanked China and the United Kingdom for their support.",
            "The Asian Development Bank approved a loan to Pakistan.",
        ],
    ),
    Passage(
        "Ethiopia accused Egypt of obstructing talks over the dam. The African Union will "
        "mediate.",
        true=[
            "Egypt was accused by Ethiopia of obstructing talks over the dam.",
            "Ethiopia accused Cairo of obstructing talks over the dam.",
            "Addis Ababa accused Egypt of obstructing talks.",
            "The AU will mediate in the talks over the dam.",
            "Ethiopian accusations against the Egyptians concern talks over the dam.",
        ],
        false=[
            "Egypt accused Ethiopia of obstructing talks over the dam.",
            "Ethiopia was accused by Egypt of obstructing talks over the dam.",
            "Sudan accused Egypt of obstructing talks over the dam.",
            "Ethiopia accused Eritrea of obstructing talks over the dam.",
            "The European Union will mediate.",
            "The Arab League will mediate.",
        ],
    ),
    Passage(
        "The government sued the opposition over the protests. Union leader Ana Flores backed "
        "the strike at Petrobras, which the Supreme Court had banned.",
        true=[
            "The opposition was sued by the government over the protests.",
            "Flores backed the strike at Petrobras.",
            "The strike, which Ana Flores backed, had been banned by the Supreme Court.",
            "The Supreme Court had banned the strike at Petrobras.",
        ],
        false=[
            "The opposition sued the government over the protests.",
            "Union leader Marta Flores backed the strike at Petrobras.",
            "Union leader Ana Flores backed the strike at Pemex.",
            "The government was sued by the opposition over the protests.",
            "Union leader Ana Rojas backed the strike at Petrobras.",
        ],
    ),
    Passage(
        "Prime Minister Recep Kaya said Türkiye would keep troops in northern Syria. Former "
        "president José Gül of the Justice and Development Party (AKP) disagreed.",
        true=[
            "Turkey will keep troops in northern Syria, Prime Minister Kaya said.",
            "Jose Gul of the AKP disagreed with keeping Turkish troops in Syria.",
            "Ankara would keep troops in Syria, Kaya said.",
            "Former president Gül disagreed.",
            "Premier Kaya said Turkey would keep troops in Syria.",
        ],
        false=[
            "President Kaya said Türkiye would keep troops in northern Syria.",
            "Prime Minister Kaya said Türkiye would keep troops in northern Iraq.",
            "Former prime minister José Gül disagreed.",
            "President José Gül of the AKP disagreed.",
            "Former president José Gül of the Republican People's Party disagreed.",
        ],
    ),
    Passage(
        "Armenia's army shelled Azerbaijani positions near Lachin, and Moscow sent observers.",
        context="Baku and Yerevan signed a truce in Sochi. Georgia offered to host talks.",
        true=[
            "Armenia's army shelled Azerbaijani positions.",
            "Azerbaijani positions near Lachin were shelled by Armenia.",
            "Russia sent observers after positions near Lachin were shelled.",
            "Moscow sent observers.",
            "The Kremlin sent observers.",
            "Armenian forces shelled positions of Azerbaijan near Lachin.",
        ],
        false=[
            "Azerbaijan's army shelled Armenian positions near Lachin.",
            "Armenia's army shelled Georgian positions near Lachin.",
            "Washington sent observers.",
            "Armenia's army shelled Azerbaijani positions near Sochi.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "claim"), true_claims(PASSAGES))
def test_the_same_name_in_another_form_is_no_discrepancy(passage: Passage, claim: str) -> None:
    assert passage.check(claim) == ()


@pytest.mark.parametrize(("passage", "claim"), false_claims(PASSAGES))
def test_another_name_or_role_or_office_is_found(passage: Passage, claim: str) -> None:
    assert DiscrepancyKind.NAME in {d.kind for d in passage.check(claim)}


def test_both_names_are_located() -> None:
    text = "The rebels captured Goma on the shore of the lake."
    (found,) = Passage(text).check("The rebels captured Bukavu.")
    assert (found.claim_text, found.source_text) == ("Bukavu", "Goma")


def test_a_name_in_the_context_is_not_missing() -> None:
    text, claim = "The party chose a new leader.", "The party chose Lindiwe Mokoena."
    assert [d.kind for d in Passage(text).check(claim)] == [DiscrepancyKind.NAME]
    assert Passage(text, context="Mokoena has led since.").check(claim) == ()


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("ECOWAS lifted its sanctions.", "The Economic Community of West African States did so."),
        ("The Kurdistan Workers' Party disarmed.", "The weapons of the PKK were burnt."),
        ("The Croatian Democratic Union won.", "Victory went to the HDZ."),
    ],
)
def test_a_body_under_another_of_its_names_is_no_error(source: str, claim: str) -> None:
    assert find_discrepancies(claim, source) == ()


def test_another_body_is_named() -> None:
    found = find_discrepancies("UNICEF halted its flights to Chad.", "UNHCR halted its flights.")
    assert [d.claim_text for d in found if d.kind is DiscrepancyKind.NAME][0] == "UNICEF"
