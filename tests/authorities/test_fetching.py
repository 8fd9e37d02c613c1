"""Fetching a release, from a server of our own on this machine."""

import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from kg.authorities.fetching import FetchError, cached_release, fetch_ror

DUMP = json.dumps([{"id": "https://ror.org/01kj2bm70", "name": "Newcastle University"}] * 2000).encode()


class Zenodo(BaseHTTPRequestHandler):
    """A listing with one record, and its file; `server.cut` bytes of it are sent before the line goes dead."""

    def do_GET(self):
        server = self.server
        if self.path == "/records":
            address = f"http://127.0.0.1:{server.server_port}/v9.9-ror-data.json"
            file = {
                "key": server.key,
                "size": len(DUMP),
                "checksum": server.checksum,
                "links": {"self": address},
            }
            record = {"files": [file], "metadata": {"version": "v9.9", "license": {"id": "cc0-1.0"}}}
            self._send(200, server.listing or json.dumps({"hits": {"hits": [record]}}).encode(), server.listing_cut)
            return
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        server.asked.append(start)
        self._send(206 if start else 200, DUMP[start:], server.cut)

    def _send(self, status, body, cut=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut])

    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), Zenodo) as serving:
        serving.cut, serving.asked, serving.listing, serving.key = None, [], b"", "v9.9-ror-data.json"
        serving.listing_cut = None
        serving.checksum = f"md5:{hashlib.md5(DUMP).hexdigest()}"
        serving.address = f"http://127.0.0.1:{serving.server_port}/records"
        Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


def test_a_release_is_put_into_the_cache_with_its_version_and_licence(server):
    assert cached_release() is None
    release = fetch_ror(server.address)
    assert (release.version, release.licence) == ("v9.9", "cc0-1.0")
    assert release.path.read_bytes() == DUMP
    assert cached_release() == release


def test_what_is_there_already_is_not_sent_again(server):
    fetch_ror(server.address)
    fetch_ror(server.address)
    assert server.asked == [0]


def test_a_download_that_broke_off_goes_on_where_it_stopped(server):
    server.cut = 1000
    with pytest.raises(FetchError, match="broke off after 1,000"):
        fetch_ror(server.address)
    assert cached_release() is None
    server.cut = None
    assert fetch_ror(server.address).path.read_bytes() == DUMP
    assert server.asked == [0, 1000]


def test_what_has_another_checksum_is_thrown_away(server):
    server.checksum = "md5:" + "0" * 32
    with pytest.raises(FetchError, match="checksum"):
        fetch_ror(server.address)
    assert cached_release() is None
    server.checksum = f"sha256:{hashlib.sha256(DUMP).hexdigest()}"
    assert fetch_ror(server.address).path.read_bytes() == DUMP


def test_a_dump_can_be_fetched_by_its_own_address(server):
    release = fetch_ror(server.address.replace("records", "v9.9-ror-data.json"))
    assert release.path.read_bytes() == DUMP


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        (b"<html>", "not a Zenodo listing of records"),
        (b'{"hits": {"hits": []}}', "lists no record"),
        (b'{"hits": {"hits": [{"files": [], "metadata": {}}]}}', "the record has no dump among its files"),
    ],
)
def test_a_listing_without_a_dump_is_refused_and_the_message_says_what_it_lacks(server, listing, reason):
    server.listing = listing
    with pytest.raises(FetchError, match=f"{server.address}: {reason}"):
        fetch_ror(server.address)


@pytest.mark.parametrize("key", ["../v9.9-ror-data.json", "/tmp/v9.9-ror-data.json"])
def test_nothing_is_written_outside_of_the_cache(server, key):
    server.key = key
    with pytest.raises(FetchError, match="no dump among its files"):
        fetch_ror(server.address)


def test_a_listing_that_breaks_off_is_told(server):
    server.listing, server.listing_cut = b'{"hits": {"hits": []}}', 4
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch_ror(server.address)


def test_a_download_that_was_stopped_at_its_end_is_not_sent_again(server, tmp_path):
    (tmp_path / "ror").mkdir()
    (tmp_path / "ror/.v9.9-ror-data.json.part").write_bytes(DUMP)
    assert fetch_ror(server.address).path.read_bytes() == DUMP
    assert server.asked == []


def test_without_a_network_the_message_says_why_in_words_and_what_can_be_done(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    with pytest.raises(FetchError, match=r"cannot be reached \(Connection refused\); .* --authority FILE"):
        fetch_ror("http://127.0.0.1:9/records")
    with pytest.raises(FetchError, match="neither http nor https"):
        fetch_ror("file:///etc/hostname")
