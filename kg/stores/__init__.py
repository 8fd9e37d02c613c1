"""Where quads live: an embedded Oxigraph store on disk, or any SPARQL 1.1 endpoint, behind one protocol."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

from kg.stores.embedded import EmbeddedStore
from kg.stores.protocol import Answer, Store, StoreError, bind, select
from kg.stores.sorting import sort_lines

if TYPE_CHECKING:
    from kg.stores.remote import RemoteStore

__all__ = [
    "Answer",
    "EmbeddedStore",
    "Store",
    "StoreError",
    "bind",
    "open_store",
    "select",
    "sort_lines",
]


@overload
def open_store(url: Path, *, read_only: bool = False) -> EmbeddedStore: ...
@overload
def open_store(url: str | Path, *, read_only: bool = False) -> EmbeddedStore | RemoteStore: ...
def open_store(url: str | Path, *, read_only: bool = False) -> EmbeddedStore | RemoteStore:
    """Open the store at a folder's path or at the http(s) address of a SPARQL query endpoint.

    A folder is made if it is missing, unless `read_only`: then several processes may read it at once. See
    `RemoteStore` for how an endpoint's update address is found. Raises StoreError if the store cannot be opened.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_store(folder) as store:
    ...     len(store)
    0
    """
    address = str(url)
    if address.lower().startswith(("http://", "https://")):
        from kg.stores.remote import RemoteStore  # noqa: PLC0415  # most builds lie on a disk

        return RemoteStore(address, read_only=read_only)
    return EmbeddedStore(Path(url), read_only=read_only)
