"""``odmap serve``: the map in a browser, until Ctrl+C ends it."""

import argparse

from odmap.cli.arguments import add_directory

HOST = "127.0.0.1"
PORT = 8501


def add_arguments(server: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    server.add_argument("--host", default=HOST, help=f"the address to listen on; default: {HOST}, this machine only")
    server.add_argument("--port", type=int, default=PORT, help=f"the port to listen on; default: {PORT}")
    add_directory(server)


def run(options: argparse.Namespace) -> int:
    """Serve until told to end, and return the exit status."""
    from odmap.web.server.serve import serve  # large, and --help does not need it

    shown = "localhost" if options.host in ("127.0.0.1", "::1", "0.0.0.0", "::") else options.host  # noqa: S104 - compared
    print(f"odmap: http://{shown}:{options.port}  (stop with Ctrl+C)", flush=True)
    return serve(options.host, options.port, options.directory)
