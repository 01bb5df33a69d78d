"""Serve a folder on this machine only."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Bind the port, or any free one where it is taken."""
    handler = partial(Handler, directory=str(folder))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


if __name__ == "__main__":
    with server(Path(__file__).parents[1] / "_build" / "html", int(sys.argv[1])) as httpd:
        print(f"The book is at http://127.0.0.1:{httpd.server_port}/ (Ctrl-C stops it)", flush=True)
        try:
            httpd.serve_forever()
        except KeyboardInterrupt:
            print()
