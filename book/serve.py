"""Serve a folder on this machine only."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a browser may leave early
            super().handle_error(request, client_address)


def server(folder: Path, port: int = 0) -> Server:
    """Bind the port, or any free one where it is taken."""
    handler = partial(Handler, directory=str(folder))
    try:
        return Server(("127.0.0.1", port), handler)
    except OSError:
        return Server(("127.0.0.1", 0), handler)


if __name__ == "__main__":
    with server(Path(__file__).parents[1] / "_build" / "html", int(sys.argv[1])) as httpd:
        print(f"The book is at http://127.0.0.1:{httpd.server_port}/ (Ctrl-C stops it)", flush=True)
        try:
            httpd.serve_forever()
        except KeyboardInterrupt:
            print()
