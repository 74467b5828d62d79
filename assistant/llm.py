"""Which engine words the answers; the only module that knows providers."""

from assistant.compose import Engine
from assistant.embedded import EmbeddedEngine
from assistant.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings name."""
    engines = {"embedded": EmbeddedEngine}
    return engines[settings.engine]()
