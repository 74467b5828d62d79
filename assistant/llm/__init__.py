"""Language models; the only package that knows their providers."""

from assistant.llm.ledger import spent_today
from assistant.llm.model import Form, LanguageModel, Message, Reply, Role, Usage
from assistant.llm.opening import open_model

__all__ = [
    "Form",
    "LanguageModel",
    "Message",
    "Reply",
    "Role",
    "Usage",
    "open_model",
    "spent_today",
]
