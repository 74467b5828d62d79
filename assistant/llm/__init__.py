"""Language models; the only package that knows their providers."""

from assistant.llm.model import LanguageModel, Message, Reply, Role, Usage
from assistant.settings import Settings

__all__ = ["LanguageModel", "Message", "Reply", "Role", "Usage", "open_model"]


def open_model(settings: Settings) -> LanguageModel | None:
    """The model that the settings name; None for the embedded engine, which needs none."""
    return None
