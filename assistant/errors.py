"""What can go wrong, as one small tree.

    AssistantError           anything a user can mend; its text is shown as one line
    ├── SettingsError        a setting is unknown, malformed or out of bounds
    ├── ReportError          a file cannot be read as a report
    ├── QuestionError        a question, filter or batch line cannot be understood
    ├── EmbedderError        the embedding model is missing or not the one expected
    ├── ModelError           a language model cannot be reached, or may not be
    │   └── CancelledError       the user stopped it
    └── StoreError           the store cannot be opened, read or written
        ├── StoreBusyError       another process is writing
        └── StoreMismatchError   the store was built with another embedder or chunking

A message says what happened and what to do next, in one line, with no secret in it.
"""


def reason_of(error: OSError) -> str:
    """Why the system refused, in the middle of a line."""
    return (error.strerror or "the system gives no reason").lower()


def unreadable(name: object, error: OSError) -> str:
    """The line on a file that was named and cannot be read."""
    return f"{name} cannot be read ({reason_of(error)}): check the name"


class AssistantError(Exception):
    """A fault that the user can mend; `str(error)` is the line to show."""


class SettingsError(AssistantError):
    """A setting is unknown, malformed or out of bounds."""


class ReportError(AssistantError):
    """A file cannot be read as a report."""


class QuestionError(AssistantError):
    """A question, a filter or a batch line cannot be understood."""


class EmbedderError(AssistantError):
    """The embedding model is missing, damaged or not the one expected."""


class ModelError(AssistantError):
    """A language model is missing, fails, or would cost more than the limit."""


class CancelledError(ModelError):
    """The user stopped a language model."""


class StoreError(AssistantError):
    """The store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process is writing to the store."""


class StoreMismatchError(StoreError):
    """The store was built with another embedder or another chunking."""
