import pytest

from assistant.duplicates import are_same, wording_of

WORDS = [f"word{i}" for i in range(30)]


def same(first: str, second: str) -> bool:
    return are_same(wording_of(first), wording_of(second))


def test_passages_are_the_same_by_shared_shingles() -> None:
    whole = " ".join(WORDS)
    assert same(whole, "  ".join(WORDS).upper())
    assert same(whole, " ".join([*WORDS, "more"]))
    assert not same(whole, " ".join(WORDS[:15]))
    assert not same("peace", "war")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("may", "will"),
        ("likely", "unlikely"),
        ("grew 8%", "grew 80%"),
        ("grew 1.5", "grew 1,5"),
        ("two seats", "three seats"),
        ("on 3 June", "on 3 July"),
        ("won", "never won"),
        ("doesn't hold", "does hold"),
        ("it may hold and will pass", "it will hold and may pass"),
    ],
)
def test_what_a_reader_relies_on_tells_them_apart(first: str, second: str) -> None:
    text = " ".join(WORDS)
    assert same(f"{text} {first} {text}", f"{text} {first} {text}")
    assert not same(f"{text} {first} {text}", f"{text} {second} {text}")
