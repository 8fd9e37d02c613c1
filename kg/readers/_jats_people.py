"""The contributors of a JATS article, each with the affiliations that its cross-references, or its group, name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kg.readers._xml import Element, all_text, text_of
from kg.record import Affiliation, Contributor, Identifier
from kg.values.names import initials_of

_NAMELESS = frozenset(("label", "sup", "institution-id", "email", "fax", "phone", "ext-link", "uri"))
_BY_PART = ("institution", "institution-wrap", "addr-line", "city", "state", "country", "postal-code", "named-content")
_CLOSING = ",;.:)"
_OPENING = ",;:(/-"


class Affiliations:
    """The affiliations and addresses of an article's front matter, by the id that cross-references use."""

    def __init__(self, front: Element) -> None:
        """Look through the front matter; of alternatives the first counts."""
        self.by_id: dict[str, Element] = {}
        self.emails: dict[str, str] = {}
        for node in front.iter("aff", "aff-alternatives"):
            if identity := node.get("id"):
                self.by_id.setdefault(identity, next(node.iter("aff"), node))
        for node in front.iter("corresp"):
            emails = [text_of(each) for each in node.iter("email")]
            if len(emails) == 1:  # of several addresses, none says whose it is
                self.emails[node.get("id", "")] = emails[0]

    def shared_by(self, group: Element) -> tuple[Affiliation, ...]:
        """Give the affiliations that are those of a whole group, as nobody in it points at one: its own, or the only one."""
        if any(each.get("ref-type") == "aff" for each in group.iter("xref")):
            return ()
        own = list(group.iterchildren("aff"))
        return _read_all(own or (self.by_id.values() if len(self.by_id) == 1 else ()))

    def of(self, contributor: Element) -> tuple[Affiliation, ...]:
        """Give a contributor's own affiliations, and those that it points at."""
        own = list(contributor.iterchildren("aff"))
        own += (aff for each in contributor.iterchildren("aff-alternatives") for aff in islice(each, 1))
        own += (self.by_id[each] for each in _pointed_at(contributor, "aff") if each in self.by_id)
        return _read_all(own)

    def email(self, contributor: Element) -> str:
        """Give a contributor's e-mail address: its own, else that of the correspondence it points at."""
        own = next(contributor.iter("email"), None)
        if own is not None:
            return text_of(own)
        return next((self.emails[i] for i in _pointed_at(contributor, "corresp") if i in self.emails), "")


def _read_all(nodes: Iterable[Element]) -> tuple[Affiliation, ...]:
    return tuple(each for each in map(read_affiliation, nodes) if each)


def _pointed_at(contributor: Element, kind: str) -> Iterator[str]:
    for each in contributor.iterchildren("xref"):
        if each.get("ref-type") == kind:
            yield from each.get("rid", "").split()


def read_affiliation(node: Element) -> Affiliation | None:
    """Give an affiliation's text without its label; its parts are set off by commas where nothing else does.

    >>> from lxml import etree
    >>> aff = "<aff><label>1</label><institution>Leeds University</institution><country>UK</country></aff>"
    >>> read_affiliation(etree.fromstring(aff)).text
    'Leeds University, UK'
    """
    pieces: list[str] = []
    before = ""  # the character that stands before the piece
    for part, apart in _parts(node):
        if bare := " ".join(part.split()):
            if apart and before and before not in _OPENING and bare[0] not in _CLOSING:
                pieces.append(", ")
            elif before == "," or part[0].isspace():
                pieces.append(" ")
            pieces.append(bare if apart or not part[-1].isspace() else f"{bare} ")
            before = bare[-1]
    text = " ".join("".join(pieces).split()).strip(" ,;")
    identifiers = tuple(
        Identifier(each.get("institution-id-type", "").lower(), text_of(each)) for each in node.iter("institution-id")
    )
    return Affiliation(text, identifiers) if text else None


def _parts(node: Element) -> Iterator[tuple[str, bool]]:
    """Give the pieces of text, and whether each begins, or follows, a part of an address that nothing else sets off."""
    if node.text:
        yield node.text, False
    after = False
    for child in node:
        if child.tag not in _NAMELESS:
            by_part = child.tag in _BY_PART
            for index, (text, apart) in enumerate(_parts(child)):
                yield text, apart or (index == 0 and by_part)
            after = by_part
        if child.tail and child.tail.strip():
            yield child.tail, after and child.tail[0].isalnum()
            after = False


def read_contributors(front: Element) -> Iterator[Contributor]:
    """Read all contributors in order; the members of a group that signs follow it, in a role of their own."""
    affiliations = Affiliations(front)
    for group in front.iterchildren("contrib-group"):
        shared = affiliations.shared_by(group)
        for node in group.iterchildren("contrib"):
            role = _role(node.get("contrib-type") or group.get("content-type") or "author")
            yield from _read(node, role, affiliations, shared)


def _role(printed: str) -> str:
    """Say "author" and "editor" for what publishers call so in the plural, or more precisely."""
    role = printed.strip().lower()
    return "author" if role in {"authors", "corresp"} else "editor" if "editor" in role else role


def _read(
    node: Element, role: str, affiliations: Affiliations, shared: tuple[Affiliation, ...]
) -> Iterator[Contributor]:
    collab = next(node.iterchildren("collab", "collab-alternatives"), None)
    person = _person(node)
    identifiers = tuple(
        Identifier(each.get("contrib-id-type", "").lower(), text_of(each)) for each in node.iterchildren("contrib-id")
    )
    own = affiliations.of(node) or shared
    email = affiliations.email(node)
    if person is not None:
        yield _named(person, role, identifiers, own, email)
    if collab is not None:
        if name := _bare_text(collab, {"contrib-group", "xref", "label"}):
            yield Contributor(name, role=role, collective=True, email=email, identifiers=identifiers, affiliations=own)
        for member in collab.iterfind("contrib-group/contrib"):
            yield from _read(member, "collaborator", affiliations, ())


def _person(node: Element) -> Element | None:
    """Find the name that a contributor goes by: of alternatives the one in the article's own script, else the first."""
    names = list(node.iterchildren("name", "string-name"))
    for each in node.iterchildren("name-alternatives"):
        names += sorted(each.iterchildren("name", "string-name"), key=lambda name: name.get("name-style") != "western")
    return names[0] if names else None


def _named(
    node: Element, role: str, identifiers: tuple[Identifier, ...], affiliations: tuple[Affiliation, ...], email: str
) -> Contributor:
    parts = {each.tag: text_of(each) for each in node}
    family, given, suffix = (parts.get(tag, "") for tag in ("surname", "given-names", "suffix"))
    printed = " ".join(filter(None, (given, family, suffix))) or _bare_text(node, {"xref"})
    return Contributor(
        name=printed,
        full_name=printed if given and family else "",
        role=role,
        family=family,
        given=given,
        initials=initials_of(given),
        suffix=suffix,
        email=email,
        identifiers=identifiers,
        affiliations=affiliations,
    )


def _bare_text(node: Element, without: Iterable[str]) -> str:
    """Give an element's text without that of some children."""
    texts = [node.text or ""]
    for child in node:
        if child.tag not in without:
            texts.append(all_text(child))
        texts.append(child.tail or "")
    return " ".join("".join(texts).split()).strip(" ,;")
