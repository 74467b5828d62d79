import pytest

from assistant.conversation import standalone
from assistant.results import Turn

SEATS = "How many seats did Morena win in Mexico in 2021?"


@pytest.mark.parametrize(
    ("follow_up", "understood"),
    [
        ("and in 2024?", "How many seats did Morena win in Mexico in 2024?"),
        ("what about Brazil?", "How many seats did Morena win in Brazil in 2021?"),
        ("What about Argentina in 2023?", "How many seats did Morena win in Argentina in 2023?"),
        ("how about since 2020?", "How many seats did Morena win in Mexico since 2020?"),
        ("What about the army?", "What about the army (Mexico, 2021)?"),
        ("Did it keep them?", "Did it keep them (Morena, Mexico, 2021)?"),
        ("Why?", f"Why: {SEATS}"),
        ("Who leads Kenya?", "Who leads Kenya?"),
    ],
)
def test_follow_ups_stand_alone(follow_up: str, understood: str) -> None:
    assert standalone(follow_up, [Turn(SEATS, True)]) == understood


def test_without_a_conversation_nothing_changes() -> None:
    assert standalone("  and in\n2024? ", []) == "and in 2024?"
