"""The child process that runs a GGUF file: llama.cpp's server on loopback, by xllamacpp.

It is started as a script of its own. The first line of its input is what to serve, as JSON; its
output is one line, the address, and all that llama.cpp says goes to standard error. It ends when
its input does, which the system sees to even when the parent is killed.
"""

import json
import os
import sys


def main() -> None:
    """Serve until the input ends."""
    wanted = json.loads(sys.stdin.readline())
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = wanted["path"]
    params.n_ctx = wanted["window"]
    params.api_keys = [wanted["key"]]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = wanted["threads"]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.offline = True
    params.ui = params.endpoint_slots = False
    params.cache_prompt = False  # a reused prefix is summed in another order: other words
    params.cache_ram_mib = 0
    server = xllamacpp.Server(params)

    answer.write(f"{server.listening_address}\n")
    answer.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
