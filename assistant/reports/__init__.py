"""Files in, reports out: text that never changes, and spans that say what its parts are."""

from assistant.reports.files import Failure, discover, display_name, fingerprint_of, report_id_of
from assistant.reports.read import (
    read_one_report,
    read_reports,
    report_of_bytes,
    report_of_text,
    stated_report,
)

__all__ = [
    "Failure",
    "discover",
    "display_name",
    "fingerprint_of",
    "read_one_report",
    "read_reports",
    "report_id_of",
    "report_of_bytes",
    "report_of_text",
    "stated_report",
]
