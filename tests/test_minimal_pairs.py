"""The pairs are well formed: what they are worth as judgements was checked by reading."""

import json
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "evals" / "minimal_pairs"
LEAST = {
    "certainty": 100,
    "number": 45,
    "date": 35,
    "name": 45,
    "negation": 45,
    "attribution": 35,
    "unsupported": 25,
}
FIELDS = ["id", "kind", "subkind", "split", "source", "paraphrase", "corrupted", "wrong"]
TEXTS = ["source", "paraphrase", "corrupted"]


def _pairs(name: str) -> list[dict[str, str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


PAIRS = _pairs("pairs.jsonl")
FURTHER = _pairs("further.jsonl")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?= [A-Z]|$)", text))


@pytest.mark.parametrize("pair", [*PAIRS, *FURTHER], ids=lambda pair: pair["id"])
def test_schema(pair: dict[str, str]) -> None:
    assert [key for key in pair if key != "note"] == FIELDS
    assert all(isinstance(value, str) for value in pair.values())
    assert all(value and value == " ".join(value.split()) for value in pair.values())
    assert pair["kind"] in LEAST
    assert pair["split"] in {"dev", "test"}
    assert re.fullmatch(rf"{pair['kind']}-\d{{3}}", pair["id"])
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", pair["subkind"])


@pytest.mark.parametrize("pair", [*PAIRS, *FURTHER], ids=lambda pair: pair["id"])
def test_texts(pair: dict[str, str]) -> None:
    assert len({" ".join(_words(pair[field])) for field in TEXTS}) == 3
    assert all(pair[field].endswith(".") for field in TEXTS)
    assert 1 <= _sentences(pair["source"]) <= 4
    # The wrong words stand in the corrupted claim, and once, so that they can be pointed at.
    assert pair["corrupted"].count(pair["wrong"]) == 1
    assert pair["wrong"] != pair["corrupted"]


def test_nothing_stands_twice() -> None:
    for field in ["id", *TEXTS]:
        values = Counter(pair[field] for pair in [*PAIRS, *FURTHER])
        assert [value for value, times in values.items() if times > 1] == []


def test_counts() -> None:
    kinds = Counter(pair["kind"] for pair in PAIRS)
    assert {kind for kind, least in LEAST.items() if kinds[kind] < least} == set()
    assert len(PAIRS) >= 330


def test_ids_count_up_and_splits_alternate() -> None:
    for kind in LEAST:
        of_kind = [pair for pair in PAIRS if pair["kind"] == kind]
        numbers = range(1, len(of_kind) + 1)
        assert [pair["id"] for pair in of_kind] == [f"{kind}-{number:03}" for number in numbers]
        splits = ["dev" if number % 2 else "test" for number in numbers]
        assert [pair["split"] for pair in of_kind] == splits


def test_every_subkind_is_in_both_splits() -> None:
    splits: dict[tuple[str, str], set[str]] = {}
    for pair in PAIRS:
        splits.setdefault((pair["kind"], pair["subkind"]), set()).add(pair["split"])
    assert [key for key, found in splits.items() if len(found) < 2] == []


def test_half_of_the_sources_hold_other_facts() -> None:
    assert sum(_sentences(pair["source"]) >= 3 for pair in PAIRS) >= len(PAIRS) / 2


def test_overlap_with_the_source_does_not_tell_the_claims_apart() -> None:
    like_paraphrase = sum(
        _alike(pair["corrupted"], pair["paraphrase"]) > _alike(pair["corrupted"], pair["source"])
        for pair in PAIRS
    )
    assert like_paraphrase >= 2 / 3 * len(PAIRS)
    gap = sum(
        _alike(pair["paraphrase"], pair["source"]) - _alike(pair["corrupted"], pair["source"])
        for pair in PAIRS
    )
    assert abs(gap) / len(PAIRS) < 0.02


def test_readme_counts() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|((?: \d+ \|){4})", readme, flags=re.MULTILINE)
    counted = {
        kind: [
            sum(pair["kind"] == kind and pair["split"] == split for pair in pairs)
            for pairs in (PAIRS, FURTHER)
            for split in ("dev", "test")
        ]
        for kind in LEAST
    }
    assert {kind: [int(n) for n in re.findall(r"\d+", row)] for kind, row in rows} == counted
