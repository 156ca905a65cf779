"""A proxy between a client and the shop that breaks what networks break, one fault after the other."""

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

#: What becomes of one request after the other. A broken or late answer leaves the client in doubt: the shop has it.
FAULTS = (
    "429", "pass", "500", "502", "pass", "broken before", "broken after", "pass", "late before", "late after", "pass",
    "503", "broken halfway", "pass",
)  # fmt: skip
_PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
_HOP_BY_HOP = {"connection", "transfer-encoding", "server", "date"}
_sleep = time.sleep


class FaultyProxy:
    """Listens at `port`, and passes on to the shop what its script lets through."""

    def __init__(self, shop_port, *, patience, faults=FAULTS):
        self.met = []
        self.passed = 0
        self._script, self._reading = cycle(faults), threading.Lock()
        proxy = self

        class Between(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                proxy.meet(self, body, shop_port, patience)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Between)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def meet(self, client, body, shop_port, patience):
        with self._reading:
            fault = next(self._script)
        self.met.append(fault)
        answer = None
        if fault in {"pass", "broken after", "late after", "broken halfway"}:
            answer = _passed_on(client, body, shop_port)
            self.passed += answer[0] == 200
        match fault:
            case "pass":
                _say(client, *answer)
            case "429":
                _say(client, 429, {"Retry-After": "1"}, b'{"code":"RateExceeded","message":"later"}')
            case "500" | "503":
                _say(client, int(fault), {}, b'{"code":"Fault","message":"ours"}')
            case "502":
                _say(client, 502, {"Content-Type": "text/html"}, _PAGE)
            case "late before" | "late after":
                _sleep(patience)
                client.close_connection = True
            case "broken halfway":
                client.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"suc')
                client.close_connection = True
            case _:
                client.close_connection = True

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _passed_on(client, body, shop_port):
    shop = http.client.HTTPConnection("127.0.0.1", shop_port, timeout=60)
    headers = {name: value for name, value in client.headers.items() if name.lower() not in _HOP_BY_HOP}
    shop.request("POST", client.path, body, headers)
    answer = shop.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    shop.close()
    return found


def _say(client, status, headers, body):
    client.send_response(status)
    for name, value in headers.items():
        if name.lower() not in {*_HOP_BY_HOP, "content-length"}:
            client.send_header(name, value)
    client.send_header("Content-Length", str(len(body)))
    client.end_headers()
    client.wfile.write(body)
