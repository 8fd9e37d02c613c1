"""What a user is told of a file that no reader claims."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from kg.readers import FormatError, read

SAID = {
    "is empty": b"",
    "is a zip archive inside another file": b"PK\x03\x04\x14",
    "is gzipped twice": gzip.compress(gzip.compress(b"TY  - JOUR")),
    "is packed by bzip2": bz2.compress(b"TY  - JOUR"),
    "is packed by xz": lzma.compress(b"TY  - JOUR"),
    "is an old Word document, or a damaged old workbook: save what it lists as text": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "is a document in rich text": b"{\\rtf1\\ansi TY  - JOUR}",
    "is a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "around an export: save it again as text": b"<html><body><pre>PMID- 26524502\nOWN - NLM",
    "is a reference manager's own library": b"SQLite format 3\x00\x10",
    "is CSL as YAML": b"---\r\nreferences:\r\n- id: bell\r\n  type: book",
    "is JSON of no format known here, with the members answer, notes": b'{"answer": [{"notes": 1}, {"notes": 2}]}',
    "is RDF of no layout known here": b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>",
    "from the Cochrane Library: export the same records as RIS": b"Record #1 of 2\r\nID: CN-01234567\r\nAU: Bell S\r\nTI: On walks\r\n",
    "from Ovid: export the same records as RIS": b"Database: Embase\n\n<1>\nAccession Number\n  629991234\nTitle\n  On walks.\n",
    "is a web page": b"\n<!DOCTYPE html>\n<html><head><title>Sign in",
    "is XML of no format known here: its root is <rss>": b'<?xml version="1.0"?><!-- a feed --><rss version="2.0">',
    "is a table of no format known here, with the columns Title, Notes, Year": b"Title;Notes;Year\nOn walks;;2021\n",
    "with the columns a, b, c, d, e, …": "a\tb\tc\td\te\tf\n1\t2\t3\t4\t5\t6".encode("utf-16"),
    "is of no format known here (`kg formats` lists": b"Dear reader, this is a letter, not a table, as you can see; really."
    + b" And so on" * 9,
}


@pytest.mark.parametrize("said", SAID)
def test_a_file_of_no_known_format_is_described_as_far_as_it_can_be(said: str, tmp_path: Path):
    (tmp_path / "file").write_bytes(SAID[said])
    with pytest.raises(FormatError) as error:
        next(read(tmp_path / "file"))
    assert said in str(error.value)
