"""Cases that a reader adds: from a question, an answer rated down, or an edited bullet."""

from argparse import Namespace
from pathlib import Path

from assistant.added_cases import Correction, add_bullet, add_case
from assistant.errors import AssistantError
from assistant.feedback import Feedback, Rating, read_feedback
from assistant.pipeline import open_assistant
from assistant.question import filters_of, interval_of
from assistant.render import one_line
from assistant.saved_drafts import load_draft
from assistant.settings import Settings
from evals.report.output import print_json, print_text

_NEWEST = 5  # answers named when the one that is wanted is not found


def add(settings: Settings, options: Namespace) -> int:
    """Write a case that the options describe and tell its file."""
    if options.draft:
        return _add_bullet(settings, options)
    if options.bullet or options.false:
        raise AssistantError("--bullet and --false go with --draft ID")
    assistant = open_assistant(settings)
    filters = filters_of(options.place, None, options.since, options.until)
    as_of = interval_of(options.as_of)[1] if options.as_of else None
    question = options.question
    if options.feedback:
        rated = _rated_down(settings.home, options.feedback)
        held = {name: rated.filters.get(name) for name in ("place", "kind", "since", "until")}
        filters = filters_of(**held)
        as_of = interval_of(rated.as_of)[1] if rated.as_of else None
        question = str(rated.answer.get("question") or "")
    correction = Correction(
        not options.unanswerable, tuple(options.answer or ()), tuple(options.quote or ())
    )
    path = add_case(assistant, question, correction, filters=filters, as_of=as_of)
    if options.json:
        print_json({"question": question, "file": str(path)})
    else:
        print_text(_told(path))
    return 0


def _add_bullet(settings: Settings, options: Namespace) -> int:
    """A bullet of a saved draft as it is now, or as `--answer` has it, becomes a case."""
    draft = load_draft(settings.home, options.draft)
    if options.bullet is None or options.bullet > len(draft.bullets):
        raise AssistantError(f"--bullet takes a number from 1 to {len(draft.bullets)}")
    if len(options.answer or ()) > 1:
        raise AssistantError("a bullet has one correction: give --answer once")
    bullet = draft.bullets[options.bullet - 1]
    right = options.answer[0] if options.answer else bullet.checked.text
    files = add_bullet(settings.home, draft, bullet.bullet_id, right, false=options.false)
    if options.json:
        print_json({"bullet": " ".join(right.split()), "files": [str(path) for path in files]})
    else:
        print_text("\n".join(map(_told, files)))
    return 0


def _told(path: Path) -> str:
    return f"added to {path}: measure it with `assistant eval run --data {path}`"


def _rated_down(home: Path, wanted: str) -> Feedback:
    """The answer with a thumbs down whose id begins as `wanted`."""
    down = [f for f in read_feedback(home) if f.rating is Rating.DOWN]
    found = [feedback for feedback in down if feedback.answer_id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    newest = "; ".join(
        one_line(f"{f.answer_id} {f.answer.get('question')}") for f in down[-_NEWEST:]
    )
    raise AssistantError(
        f"{len(found)} answers with a thumbs down have an id that begins with {wanted!r}: "
        f"the newest are {newest or 'none'}"
    )
