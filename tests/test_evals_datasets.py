import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import AssistantError
from evals.datasets import from_file, gold


def written(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_gold_is_whole_and_each_pair_has_two_sides() -> None:
    data = gold()
    assert (len(data.questions), len(data.key_points)) == (274, 88)
    assert Counter(claim.label for claim in data.pairs) == {1: 363, 0: 363}
    files = {"questions.jsonl", "key_points.jsonl", "pairs.jsonl", "further.jsonl"}
    assert files <= set(data.hashes)


def test_small_is_a_fixed_third_of_each_kind() -> None:
    whole, small = gold(), gold(small=True)
    kinds = Counter(question.kind for question in whole.questions)
    kept = Counter(question.kind for question in small.questions)
    assert kept == {kind: -(-count // 3) for kind, count in kinds.items()}
    assert set(small.questions) <= set(whole.questions)
    assert small == gold(small=True)


def test_questions_on_one_report_are_a_group_and_others_go_by_place() -> None:
    by_id = {question.id: question for question in gold().questions}
    assert by_id["gold-a-001"].group == "mexico-2019-06-14.txt"
    assert all(q.group for q in by_id.values())


def test_questions_of_a_file_bring_their_documents(tmp_path: Path) -> None:
    evidence = [{"doc_id": "d", "text": "It rained."}]
    row = {"id": "1", "question": "Did it rain?", "answers": [], "evidence": evidence,
           "answerable": True, "meta": {"x": 1}}  # fmt: skip
    path = written(tmp_path / "set.jsonl", row, "")
    with pytest.raises(AssistantError, match=r"set\.docs\.jsonl"):
        from_file(path)
    documents = written(tmp_path / "set.docs.jsonl", {"doc_id": "d", "title": "T", "text": "x"})
    data = from_file(path)
    assert data.documents == documents
    assert data.questions[0].evidence[0].report == "d"


def test_claims_of_a_file_keep_their_source_together(tmp_path: Path) -> None:
    common = {"source": "S.", "claim": "C.", "meta": {"group": "g"}}
    path = written(
        tmp_path / "claims.jsonl",
        {"id": "1", "label": 1, **common},
        {"id": "2", "label": 0, **common},
        {"id": "3", "label": None, **common},
    )
    assert [(c.id, c.group, c.label) for c in from_file(path).key_points] == [
        ("1", "g", 1),
        ("2", "g", 0),
    ]


def test_passages_for_one_claim_are_one_case_grouped_by_article(tmp_path: Path) -> None:
    meta = {"wice_id": "dev1", "wiki_title": "Lima", "group": "dev1"}
    row = {"claim": "C.", "label": 1, "meta": meta}
    path = written(
        tmp_path / "claims.jsonl",
        {"id": "1", "source": "A.", **row},
        {"id": "2", "source": "B.", **row},
        {"id": "3", "source": "A.", **row, "meta": {**meta, "wice_id": "dev2"}},
    )
    assert [(c.id, c.group, c.source, c.others) for c in from_file(path).key_points] == [
        ("1", "Lima", "A.", ("B.",)),
        ("3", "Lima", "A.", ()),
    ]


def test_texts_of_a_file_bring_their_key_points(tmp_path: Path) -> None:
    row = {"id": "1", "title": "T", "date": None, "text": "It rained.", "key_points": ["Rain"]}
    other = {**row, "id": "2"}
    data = from_file(written(tmp_path / "d.jsonl", {**row, "meta": {"meeting": "m"}}, other))
    assert data.documents is None
    assert [(d.group, d.report, d.key_points) for d in data.drafts] == [
        ("m", None, ("Rain",)),
        ("2", None, ("Rain",)),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1: not a JSON object"),
        ("[1]", "line 1: not a JSON object"),
        ('{"claim": "x"}', "line 1: id"),
        ('{"other": 1}', "neither questions nor claims nor drafts"),
        ("", "neither questions nor claims nor drafts"),
    ],
)
def test_a_bad_file_is_refused_in_a_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(AssistantError, match=says):
        from_file(written(tmp_path / "bad.jsonl", line))


def test_a_line_separator_inside_a_string_is_not_the_end_of_a_line(tmp_path: Path) -> None:
    row = {"id": "1", "source": "a\u2028b", "claim": "a", "label": 1}
    (tmp_path / "c.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert from_file(tmp_path / "c.jsonl").key_points[0].source == "a\u2028b"
