import pytest

from assistant.reports.subject import dominant_place, kind_and_subject, place_in_title


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        ("Full Report: Mexico", "Full Report", "Mexico"),
        ("Flash Note: Coup attempt in Bolivia", "Flash Note", "Coup attempt in Bolivia"),
        ("Outlook - Nigeria", "Outlook", "Nigeria"),
        ("Country Risk Update: Polish politics", "Country Risk Update", "Polish politics"),
        ("Sanctions Tracker: Iran", "Sanctions Tracker", "Iran"),
        ("Mexico: Full Report", "Full Report", "Mexico"),
        ("Kenya: a deputy president falls", None, "Kenya: a deputy president falls"),
        ("Algeria: Introduction", None, "Algeria: Introduction"),
        ("Indonesia earthquake: Death toll rises", None, "Indonesia earthquake: Death toll rises"),
        ("Russia’s Nuclear Weapons", None, "Russia’s Nuclear Weapons"),
    ],
)
def test_the_kind_in_a_title(title: str, kind: str | None, subject: str) -> None:
    assert kind_and_subject(title) == (kind, subject)


@pytest.mark.parametrize(
    ("title", "lead", "place"),
    [
        ("Full Report: Mexico", "The US and the US again.", "Mexico"),
        ("Full Report: Turkish Elections", "", "Turkey"),
        ("Washington Outlook: Cuba", "", "Cuba"),
        ("italy election results intl", "", "Italy"),
        ("turkey inflation rate", "", "Turkey"),
        ("Russian general in Syria", "", "Syria"),
        ("China and Russia meet", "Russia asked; Russia got.", "Russia"),
        ("Algeria: Introduction", "", "Algeria"),
        ("Georgia runoff", "Voters in Atlanta", None),
        ("Prediction Markets", "The US bets.", None),
    ],
)
def test_the_place_in_a_title(title: str, lead: str, place: str | None) -> None:
    assert place_in_title(title, kind_and_subject(title)[1], lead) == place


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("Mexico voted. Mexicans stayed calm. The US watched.", "Mexico"),
        ("The election in Peru was close.", "Peru"),
        ("Mexico and the US met.", None),
        ("Mexico, Mexico and the US, the US.", None),
        ("A meeting in London.", None),
        ("London said no. London meant it.", "United Kingdom"),
        ("Nigeria leads West Africa, and West Africa follows.", "Nigeria"),
        ("Unrest in the Sahel goes on.", "Sahel"),
        ("Nothing to see.", None),
    ],
)
def test_the_place_that_a_lead_is_about(lead: str, place: str | None) -> None:
    assert dominant_place(lead) == place
