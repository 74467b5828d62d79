"""What went wrong with a call, in one line, and whether it is worth another try."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from assistant.errors import AssistantError, ModelError
from assistant.llm.connection import Connection

_NOT_TAKEN = {400, 413, 422}
_BUSY = {408, 409, 425, 429, 500, 502, 503, 504, 529}


class Fault(ModelError):
    """A call failed; `passing` says that it may work later, `wait` in how many seconds.

    `refused` says that the server did not take the request as it was.
    """

    def __init__(
        self, line: str, *, passing: bool, wait: float | None = None, refused: bool = False
    ) -> None:
        """`wait` is None when the server does not say."""
        super().__init__(line)
        self.passing = passing
        self.wait = wait
        self.refused = refused


def fault_of(
    error: Exception, connection: Connection, name: str, passing: tuple[type[Exception], ...]
) -> AssistantError:
    """The fault behind an exception; the server's own words are left out: they may quote a key."""
    if isinstance(error, AssistantError):
        return error
    if isinstance(error, ImportError):
        return Fault(
            f"the packages for {name} do not fit together: run `make install`", passing=False
        )
    status = connection.status
    if status is not None and status >= 300:
        return Fault(
            f"{name} {_said(status)}",
            passing=status in _BUSY,
            wait=_wait(connection.retry_after),
            refused=status in _NOT_TAKEN,
        )
    if isinstance(error, passing):
        what = "cannot be reached" if status is None else "broke off in the middle of a reply"
        return Fault(
            f"{name} {what}: check `model_url` and the network, or try later", passing=True
        )
    return Fault(
        f"{name} answers in a form that is not understood: check that `model_url` and `engine` "
        "belong together",
        passing=False,
    )


def silence(name: str, seconds: float) -> Fault:
    """The server has sent nothing for too long."""
    line = f"{name} sent nothing for {seconds:g} s: try later, or raise `model_timeout`"
    return Fault(line, passing=True)


def torn(name: str) -> Fault:
    """The stream ended before the reply did."""
    return Fault(f"{name} broke off in the middle of a reply: try later", passing=True)


def _said(status: int) -> str:
    match status:
        case _ if status in _NOT_TAKEN:
            return (
                f"refused the request (status {status}): check `model`, and that `model_window` "
                "is not more than the model has"
            )
        case 401 | 403:
            return f"does not accept the key (status {status}): set ASSISTANT_MODEL_KEY"
        case 402:
            return "wants to be paid (status 402): see to the account"
        case 404:
            return "is not there (status 404): check `model` and `model_url`"
        case 429:
            return "takes no more calls for now (status 429): try later, or see to the quota"
        case _ if status in _BUSY:
            return f"is out of order (status {status}): try later"
    return f"answered with status {status}: check `model_url`"


def _wait(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date."""
    if not retry_after:
        return None
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
