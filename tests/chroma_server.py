"""A real Chroma server on loopback, for tests."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

_PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def chroma_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """Runs `chroma run` on `folder` and gives its address once it answers."""
    chroma = Path(sys.executable).with_name("chroma")
    command = str(chroma) if chroma.is_file() else shutil.which("chroma")
    assert command is not None, "the chroma command is not installed"
    number = free_port() if port is None else port
    address = f"http://127.0.0.1:{number}"
    server = subprocess.Popen(
        [command, "run", "--host", "127.0.0.1", "--port", str(number), "--path", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"{address}/api/v2/heartbeat", server)
        yield address
    finally:
        server.kill()
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the Chroma server ended before it answered"
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(f"no answer from {url} within {_PATIENCE} s")
