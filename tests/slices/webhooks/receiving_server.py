"""A server that receives webhooks and answers what its script says: a status, or silence, or a broken connection."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ReceivingServer:
    """Listens at `url`, and keeps what came as (path, headers, body)."""

    def __init__(self, tls=None):
        self.came, self.script, self.headers = [], [], {}
        server = self

        class Receiving(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.came.append((self.path, dict(self.headers), body))
                answer = server.script.pop(0) if server.script else 200
                if answer == "silence":
                    time.sleep(3)
                    return
                if answer == "broken":
                    return
                if answer == "dripping":
                    server.drip(self.wfile)
                    return
                self.send_response(answer)
                for name, value in server.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Receiving)
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.port}/news?to=us"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @staticmethod
    def drip(file):
        """A byte now and then, so that no single wait is ever long."""
        try:
            file.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                file.write(b"x")
                file.flush()
                time.sleep(0.05)
        except OSError:
            return

    def close(self):
        self._server.shutdown()
        self._server.server_close()
