"""Identifiers of works, people and trials -> their one canonical form, or an error that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from urllib.parse import unquote

from ahocorasick_rs import AhoCorasick

from kg.record import Identifier
from kg.values.markup import drop_markup

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_DOI_PREFIX = re.compile(r"^(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ORCID_PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?orcid\.org/|^orcid:?\s*", re.IGNORECASE)
_ORCID = re.compile(r"[0-9]{15}[0-9X]")
_GRID = re.compile(r"(?:https?://)?(?:www\.)?(?:grid\.ac/institutes/)?(grid\.\d{1,7}\.[0-9a-f]{1,2})", re.ASCII)
_ISNI_PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?|^isni:?\s*", re.IGNORECASE)
_RINGGOLD = re.compile(r"(?:https?://(?:www\.)?ringgold\.com/|(?i:rin(?:ggold)?)[:\s]\s*)?(\d{3,7})", re.ASCII)
_WIKIDATA = re.compile(r"(?:https?://)?(?:(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)", re.ASCII)
_FUNDREF = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/)?(?:10\.13039/)?(\d{9,12})", re.ASCII)
_ISSN = re.compile(r"[0-9]{7}[0-9X]")
_ISBN_10, _ISBN_13 = re.compile(r"[0-9]{9}[0-9X]"), re.compile(r"97[89][0-9]{10}")
_ISBN_WEIGHTS = (1, 3) * 6 + (1,)

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(rf"(?:https?://)?(?:ror\.org/)?0(?P<number>[{_CROCKFORD}]{{6}})(?P<check>[0-9][0-9])")


def clean_doi(printed: str) -> str:
    """Give a DOI in lower case (DOIs ignore case), without resolver or prefix, or the full stop that ends a sentence.

    >>> clean_doi("https://doi.org/10.1186/S12913-022-07616-Z"), clean_doi("doi.org/10.1186%2Fs1")
    ('10.1186/s12913-022-07616-z', '10.1186/s1')
    """
    bare = _DOI_PREFIX.sub("", drop_markup(printed.strip())).rstrip(".,;").lower()
    if "/" not in bare:  # a slash that is escaped, as in an address within another
        bare = unquote(bare)
    if not _DOI.fullmatch(bare):
        raise ValueError(f"not a DOI: {printed}")
    return bare


def clean_pmid(printed: str) -> str:
    """Give a PubMed id: up to eight digits, without leading zeros.

    >>> clean_pmid("0033849895")
    '33849895'
    """
    bare = printed.strip().lstrip("0")
    if not (bare.isdecimal() and bare.isascii() and len(bare) <= 8):
        raise ValueError(f"not a PubMed id: {printed}")
    return bare


def clean_pmcid(printed: str) -> str:
    """Give a PubMed Central id: "PMC" and digits.

    >>> clean_pmcid("pmc8278514"), clean_pmcid("8278514")
    ('PMC8278514', 'PMC8278514')
    """
    digits = printed.strip().upper().removeprefix("PMC").lstrip("0")
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= 9):
        raise ValueError(f"not a PubMed Central id: {printed}")
    return f"PMC{digits}"


def clean_orcid(printed: str) -> str:
    """Give an ORCID iD: four groups of four, of which the last character checks the others (ISO 7064).

    >>> clean_orcid("http://orcid.org/000000021694233X")
    '0000-0002-1694-233X'
    """
    bare = _ORCID_PREFIX.sub("", printed.strip()).replace("-", "").upper()
    if not _ORCID.fullmatch(bare) or _miscounts(bare):
        raise ValueError(f"not an ORCID iD: {printed}")
    return "-".join(bare[at : at + 4] for at in range(0, 16, 4))


def clean_isni(printed: str) -> str:
    """Give an ISNI, of a person or an organisation: sixteen characters, of which the last checks the others (ISO 27729).

    >>> clean_isni("0000 0001 0462 7212")
    '0000000104627212'
    """
    bare = _ISNI_PREFIX.sub("", printed.strip()).replace("-", "").replace(" ", "").upper()
    if not _ORCID.fullmatch(bare) or _miscounts(bare):
        raise ValueError(f"not an ISNI: {printed}")
    return bare


def _miscounts(bare: str) -> bool:
    """Whether the last character is not the one that follows from the others by ISO 7064, MOD 11-2."""
    total = 0
    for digit in bare[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] != bare[-1]


def clean_ror(printed: str) -> str:
    """Give the id of an organisation in ROR, bare; raises ValueError if its check digits are wrong.

    Six characters of Crockford's base 32 and two check digits (ISO/IEC 7064): https://ror.readme.io/docs/identifier.

    >>> clean_ror("https://ror.org/01kj2bm70")
    '01kj2bm70'
    """
    found = _ROR.fullmatch(printed.strip().lower())
    if found:
        number = 0
        for character in found["number"]:
            number = number * 32 + _CROCKFORD.index(character)
        if int(found["check"]) == 98 - number * 100 % 97:
            return f"0{found['number']}{found['check']}"
    raise ValueError(f"not a ROR id: {printed}")


def _extract(form: re.Pattern[str], name: str, printed: str) -> str:
    found = form.fullmatch(printed.strip())
    if not found:
        raise ValueError(f"not a {name} id: {printed}")
    return found[1]


@lru_cache(1 << 14)
def clean_issn(printed: str) -> str:
    """Give an ISSN: two groups of four, of which the last character checks the others; zeros alone say that there is none.

    >>> clean_issn("23259671"), clean_issn("1558-366x")
    ('2325-9671', '1558-366X')
    """
    bare = printed.replace("-", "").replace(" ", "").upper()
    if not _ISSN.fullmatch(bare) or _weigh(bare, range(8, 0, -1)) % 11 or not bare.strip("0"):
        raise ValueError(f"not an ISSN: {printed}")
    return f"{bare[:4]}-{bare[4:]}"


def clean_isbn(printed: str) -> str:
    """Give an ISBN as its thirteen digits, also one of ten; zeros alone say that there is none.

    >>> clean_isbn("978-1-7281-2934-1"), clean_isbn("0-306-40615-2")
    ('9781728129341', '9780306406157')
    """
    bare = printed.strip().replace("-", "").replace(" ", "").upper()
    if _ISBN_10.fullmatch(bare) and _weigh(bare, range(10, 0, -1)) % 11 == 0:
        stem = f"978{bare[:9]}"
        bare = f"{stem}{-_weigh(stem, _ISBN_WEIGHTS) % 10}"
    if _ISBN_13.fullmatch(bare) and _weigh(bare, _ISBN_WEIGHTS) % 10 == 0 and bare[3:12].strip("0"):
        return bare
    raise ValueError(f"not an ISBN: {printed}")


def _weigh(digits: str, weights: Iterable[int]) -> int:
    return sum((10 if digit == "X" else int(digit)) * weight for digit, weight in zip(digits, weights, strict=False))


_CLEANERS: dict[str, Callable[[str], str]] = {
    "doi": clean_doi,
    "pmid": clean_pmid,
    "pmcid": clean_pmcid,
    "orcid": clean_orcid,
    "issn": clean_issn,
    "eissn": clean_issn,
    "issnl": clean_issn,
    "isbn": clean_isbn,
    "ror": clean_ror,
    "isni": clean_isni,
    "grid": partial(_extract, _GRID, "GRID"),
    "ringgold": partial(_extract, _RINGGOLD, "Ringgold"),
    "wikidata": partial(_extract, _WIKIDATA, "Wikidata"),
    "fundref": partial(_extract, _FUNDREF, "Funder Registry"),
}


def clean_identifier(identifier: Identifier) -> Identifier:
    """Give the identifier in its scheme's canonical form; raises ValueError if it cannot be one of that scheme.

    >>> clean_identifier(Identifier("pmcid", "pmc12"))
    Identifier(scheme='pmcid', value='PMC12')
    """
    cleaner = _CLEANERS.get(identifier.scheme, str.strip)
    if not (value := cleaner(identifier.value)):
        raise ValueError(f"no {identifier.scheme} at all")
    return Identifier(identifier.scheme, value)


# Numbers of trial and review registers, as the registers write them.
_REGISTERS = {
    "actrn": r"ACTRN ?126\d{11}",
    "chictr": r"ChiCTR-?(?:[A-Z]{2,5}-)?\d{8,10}",
    "ctis": r"CTIS ?\d{4}-\d{6}-\d{2}-\d{2}",
    "ctri": r"CTRI/\d{4}/\d{2,3}/\d{6}",
    "drks": r"DRKS ?\d{8}",
    "eudract": r"EudraCT\D{0,20}\d{4}-\d{6}-\d{2}",
    "euctr": r"EUCTR ?\d{4}-\d{6}-\d{2}",
    "irct": r"IRCT ?\d{11,16}N\d{1,2}",
    "isrctn": r"ISRCTN ?\d{8}",
    "itmctr": r"ITMCTR ?\d{10}",
    "jrct": r"jRCT[s\d]\d{9,10}",
    "kct": r"KCT ?\d{7}",
    "lbctr": r"LBCTR ?\d{10}",
    "nct": r"NCT ?\d{8}",
    "nlomon": r"NL-OMON ?\d{4,6}",
    "ntr": r"NTR ?\d{3,4}",
    "pactr": r"PACTR ?\d{15,16}",
    "prospero": r"CRD ?42\d{9,10}",
    "rbr": r"RBR-[0-9a-z]{6,8}",
    "rpcec": r"RPCEC ?\d{8}",
    "slctr": r"SLCTR/\d{4}/\d{3}",
    "tctr": r"TCTR ?\d{11}",
    "umin": r"UMIN ?\d{9}",
}
_MARKS = tuple(re.split(r"[^A-Za-z]", form)[0] for form in _REGISTERS.values())  # the letters each form begins with
_MARKED = AhoCorasick(_MARKS)
_SAME = {"euctr": "eudract"}  # what the WHO's portal writes before the same number
_REGISTERED = re.compile(rf"\b(?:{'|'.join(rf'(?P<{scheme}>(?a:{form}))' for scheme, form in _REGISTERS.items())})\b")


def find_registrations(text: str) -> tuple[Identifier, ...]:
    """Find the numbers of registered trials and reviews in a text, each once, in order.

    >>> find_registrations("This trial is registered as ISRCTN 13880272 (ISRCTN13880272).")
    (Identifier(scheme='isrctn', value='ISRCTN13880272'),)
    """
    found: dict[Identifier, None] = {}
    end = 0
    for _, start, _ in _MARKED.find_matches_as_indexes(text):
        if start < end or not (match := _REGISTERED.match(text, start)):
            continue
        scheme, end = match.lastgroup or "", match.end()
        number = re.sub(r"^EudraCT\D*|^EUCTR| ", "", match[scheme])
        found[Identifier(_SAME.get(scheme, scheme), number)] = None
    return tuple(found)
