"""The archive, its index and the models that read it, each opened at first use."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import RLock

from assistant.certainty import Yardstick
from assistant.chunks import CHUNKING
from assistant.embed import (
    DEFAULT_MODEL,
    SentenceTransformerEmbedder,
    TokenEncoder,
    default_identity,
)
from assistant.errors import ReportError
from assistant.ground import Checker, Strictness
from assistant.ingest import IngestProgress, IngestResult, Progress, ingest
from assistant.reports.model import Report
from assistant.results import Filters
from assistant.retrieve import Retriever, is_allowed
from assistant.settings import Settings
from assistant.store import (
    ReportRecord,
    Store,
    StoreIdentity,
    StoreLocation,
    open_store,
    reset_store,
)

ANY_REPORT = Filters()


class Archive:
    """What the settings name; may be shared by threads.

    A change of the store by another process is seen at the next call.
    """

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet; `settings` stay as they are."""
        self.settings = settings
        self._lock = RLock()
        self._store: Store | None = None
        self._embedder: SentenceTransformerEmbedder | None = None
        self._token_encoder: TokenEncoder | None = None
        self._index: tuple[str, Retriever] | None = None
        self._listed: tuple[str, tuple[ReportRecord, ...]] | None = None

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> IngestResult:
        """Bring the reports under `paths` into the store; see ingest.ingest.

        With `rebuild` the store is emptied first, whatever model it was made with.
        """
        if rebuild:
            self._rebuild()
        return ingest(
            paths,
            self._opened(create=True),
            self.embedding,
            prune=prune,
            wait=self.settings.writer_wait,
            progress=progress or _silent,
        )

    def records(self, filters: Filters = ANY_REPORT) -> tuple[ReportRecord, ...]:
        """The reports that pass the filters, newest first, undated ones last."""
        with self._lock:
            version = self.version()
            if self._listed is None or self._listed[0] != version:
                held = self._opened(create=False).records().values() if version else ()
                self._listed = version, tuple(sorted(held, key=_newest_first))
        return tuple(record for record in self._listed[1] if is_allowed(record, filters))

    def report(self, report_id: str) -> Report:
        """The report of this id, or of the only id that begins so; ReportError if there is none."""
        known = [record.report_id for record in self.records()]
        matches = [report_id] if report_id in known else []
        matches = matches or [known_id for known_id in known if known_id.startswith(report_id)]
        if len(matches) > 1:
            raise ReportError(f"{report_id!r} begins {len(matches)} report ids: give more of it")
        if not matches or not report_id:
            raise ReportError(f"no report {report_id!r} in the store: see `assistant list`")
        return self._opened(create=False).report(matches[0])

    def remove(self, report_ids: Sequence[str]) -> int:
        """Take reports out of the store; gives how many were there."""
        with self._opened(create=False).writer(self.settings.writer_wait) as writer:
            return writer.remove(report_ids)

    def version(self) -> str:
        """Changes whenever the archive does, whoever changed it; empty before there is one."""
        if not self._exists():
            return ""
        return self._opened(create=False).version()

    def checker(
        self,
        strictness: Strictness = Strictness.NORMAL,
        yardstick: Yardstick = Yardstick.ICD203,
    ) -> Checker:
        """What checks claims against a source; it reads with the default model alone."""
        return Checker(self._grounding(), strictness, yardstick)

    def retriever(self) -> Retriever | None:
        """The index of the archive as it is now; None before there is one."""
        with self._lock:
            version = self.version()
            if not version:
                return None
            if self._index is None or self._index[0] != version:
                held = self._opened(create=False).snapshot()
                index = Retriever(held.chunks, held.vectors, held.records, self.embedding())
                self._index = version, index
            return self._index[1]

    def embedding(self) -> SentenceTransformerEmbedder:
        """The model that the store's vectors are of."""
        with self._lock:
            if self._embedder is None:
                self._embedder = SentenceTransformerEmbedder(self.settings.embedding_model)
            return self._embedder

    def _grounding(self) -> TokenEncoder:
        """The encoder that the grounding model was fitted on, whatever the store's own is."""
        with self._lock:
            if self._token_encoder is None:
                default = self.settings.embedding_model == DEFAULT_MODEL
                self._token_encoder = self.embedding() if default else SentenceTransformerEmbedder()
            return self._token_encoder

    def _identity(self) -> StoreIdentity:
        if self.settings.embedding_model == DEFAULT_MODEL:
            name, dimensions = default_identity()
        else:
            name, dimensions = self.embedding().identity, self.embedding().dimensions
        return StoreIdentity(name, dimensions, CHUNKING)

    def _location(self) -> StoreLocation:
        if self.settings.store_url is None:
            return StoreLocation(str(self.settings.home / "store"))
        token = self.settings.store_token
        headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        return StoreLocation(self.settings.store_url, headers=headers)

    def _exists(self) -> bool:
        """Whether there is a store to read; a server always counts."""
        return self.settings.store_url is not None or (self.settings.home / "store").is_dir()

    def _opened(self, *, create: bool) -> Store:
        with self._lock:
            if self._store is None:
                create = create or self.settings.store_url is not None
                self._store = open_store(self._location(), self._identity(), create=create)
            return self._store

    def _rebuild(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = reset_store(self._location(), self._identity(), self.settings.writer_wait)


def _newest_first(record: ReportRecord) -> tuple[int, str]:
    return -(record.date or date.min).toordinal(), record.report_id


def _silent(progress: IngestProgress) -> None:
    """Progress that nobody asked for."""
