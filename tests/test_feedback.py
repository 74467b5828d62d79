import multiprocessing
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.feedback import FILE_NAME, Rating, read_feedback, record_feedback
from assistant.settings import Settings, load_settings
from tests.test_render import answer_of


def rate(home: Path, answer_id: str, rating: Rating | None) -> None:
    settings = load_settings(home=home, store_token="secret-token")
    record_feedback(settings, answer_of(), rating, answer_id=answer_id, archive="v1")


def rate_many(home: Path, name: str) -> None:
    for number in range(50):
        rate(home, f"{name}-{number}", Rating.UP)


def test_a_rating_comes_back_with_answer_and_settings(tmp_path: Path) -> None:
    rate(tmp_path / "new" / "home", "a", Rating.DOWN)
    (kept,) = read_feedback(tmp_path / "new" / "home")
    assert (kept.answer_id, kept.rating, kept.archive) == ("a", Rating.DOWN, "v1")
    assert kept.answer["question"] == answer_of().question
    assert kept.settings["engine"] == "embedded"
    assert kept.filters["place"] is None


def test_secrets_and_paths_stay_out(tmp_path: Path) -> None:
    rate(tmp_path, "a", Rating.UP)
    text = (tmp_path / FILE_NAME).read_text()
    assert "secret-token" not in text
    assert "store_token" not in text
    assert str(tmp_path) not in text


def test_the_last_rating_of_an_answer_counts(tmp_path: Path) -> None:
    rate(tmp_path, "a", Rating.UP)
    rate(tmp_path, "b", Rating.UP)
    rate(tmp_path, "a", Rating.DOWN)
    rate(tmp_path, "b", None)
    assert [(f.answer_id, f.rating) for f in read_feedback(tmp_path)] == [("a", Rating.DOWN)]


def test_a_line_that_was_cut_off_costs_only_itself(tmp_path: Path) -> None:
    rate(tmp_path, "a", Rating.UP)
    with (tmp_path / FILE_NAME).open("a") as file:
        file.write('{"time": "2026-')
    rate(tmp_path, "b", Rating.UP)
    assert [f.answer_id for f in read_feedback(tmp_path)] == ["a", "b"]


def test_no_feedback_yet(tmp_path: Path) -> None:
    assert read_feedback(tmp_path) == ()


def test_processes_that_rate_at_once_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=rate_many, args=(tmp_path, name)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(read_feedback(tmp_path)) == 100


def test_a_file_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("")
    with pytest.raises(AssistantError, match="not kept") as caught:
        record_feedback(Settings(home=home), answer_of(), Rating.UP, answer_id="a", archive="")
    assert "\n" not in str(caught.value)
