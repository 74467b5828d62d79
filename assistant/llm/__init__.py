"""Language models; the only package that knows their providers."""

from assistant.llm.model import LanguageModel, Message, Reply, Role, Usage
from assistant.llm.opening import open_model

__all__ = ["LanguageModel", "Message", "Reply", "Role", "Usage", "open_model"]
