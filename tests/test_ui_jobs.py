from pathlib import Path

from assistant.ingest import IngestProgress, IngestResult
from assistant.pipeline import open_assistant
from assistant.reports.files import Failure
from assistant.settings import load_settings
from assistant.ui.intake import outcome
from assistant.ui.jobs import IngestJob, result_lines

REPORT = "3 May 2020\n\nFull Report: Chile\n\nThe peso fell by 12% in April 2020.\n"


def test_a_job_brings_reports_in_and_says_so(tmp_path: Path) -> None:
    report = tmp_path / "chile.txt"
    report.write_text(REPORT)
    assistant = open_assistant(load_settings(home=tmp_path / "home"))
    job = IngestJob(assistant, [report, tmp_path / "missing.txt"])
    job.wait(120)
    assert not job.is_running
    assert job.share == 1.0
    assert "1 report" in job.stage
    (done, kind), (failed, fault) = outcome(job)
    assert (done, kind, fault) == ("1 report added.", "good", "fault")
    assert failed.startswith("Not added: missing.txt: ")
    assert [record.place for record in assistant.records()] == ["Chile"]


def test_a_job_that_cannot_run_says_why(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, store_url="http://127.0.0.1:9")
    job = IngestJob(open_assistant(settings), [tmp_path / "a.txt"])
    job.wait(60)
    ((line, kind),) = outcome(job)
    assert kind == "fault"
    assert "127.0.0.1:9" in line and "\n" not in line


def test_a_jobs_share_never_passes_the_whole(tmp_path: Path) -> None:
    job = IngestJob(open_assistant(load_settings(home=tmp_path)), [])
    job.wait(60)
    job.progress = IngestProgress(done=30, total=20, reports=2)
    assert job.share == 1.0
    job.progress = IngestProgress(done=0, total=0, reports=0)
    assert job.share == 0.0


def test_failures_are_one_line_each_whatever_the_file_is_called() -> None:
    failed = (Failure("/x/a\nb.pdf", "is encrypted:\nunlock it"),)
    result = IngestResult(2, 1, 3, 0, failed, 6, 60, 1.0)
    done, lines = result_lines(result)
    assert done == "2 reports added, 1 report updated, 3 reports already in the archive."
    assert lines == ("Not added: a\\nb.pdf: is encrypted: unlock it",)
