"""Identifiers in canonical form, and registrations found in text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.record import Identifier
from kg.values import identifiers
from kg.values.identifiers import clean_identifier, find_registrations


@pytest.mark.parametrize(
    ("scheme", "printed", "value"),
    [
        ("doi", "10.1186/S12913-022-07616-Z", "10.1186/s12913-022-07616-z"),
        ("doi", "https://doi.org/10.1000/x", "10.1000/x"),
        ("doi", "doi: 10.1000/x.", "10.1000/x"),
        ("doi", "10.1641/0006-3568(2000)050[0323:PLTBA]2.3.CO;2", "10.1641/0006-3568(2000)050[0323:pltba]2.3.co;2"),
        ("doi", "10.1000/x,;", "10.1000/x"),
        ("doi", "doi.org/10.1000/x", "10.1000/x"),
        ("doi", "https://www.doi.org/10.1000%2Fx%3A1", "10.1000/x:1"),
        ("pmid", "00123", "123"),
        ("pmcid", "PMC0012", "PMC12"),
        ("pmcid", "pmc11816873", "PMC11816873"),
        ("pii", " S0 ", "S0"),
        ("orcid", "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("orcid", "000000021694233x", "0000-0002-1694-233X"),
        ("issn", "1558366x", "1558-366X"),
        ("eissn", "2327- 4662", "2327-4662"),
        ("isbn", "0-306-40615-2", "9780306406157"),
        ("isbn", "978 0 306 40615 7", "9780306406157"),
        ("isni", "https://isni.org/isni/0000000104627212", "0000000104627212"),
        ("grid", "https://www.grid.ac/institutes/grid.1006.7", "grid.1006.7"),
        ("ringgold", "RIN:5994", "5994"),
        ("wikidata", "http://www.wikidata.org/entity/Q837164", "Q837164"),
        ("fundref", "http://dx.doi.org/10.13039/501100000774", "501100000774"),
    ],
)
def test_an_identifier_has_one_form(scheme: str, printed: str, value: str):
    cleaned = clean_identifier(Identifier(scheme, printed))
    assert cleaned == Identifier(scheme, value)
    assert clean_identifier(cleaned) == cleaned


@pytest.mark.parametrize(
    ("scheme", "printed"),
    [
        ("doi", "11.1000/x"),
        ("doi", "10.1000"),
        ("pmid", "12a"),
        ("pmid", "0"),
        ("pmid", "123456789"),
        ("pmcid", "PMCx"),
        ("pmid", "١٢"),
        ("orcid", "0000-0002-1694-2339"),
        ("orcid", "0000-0002-1694"),
        ("pmcid", "PMC0"),
        ("issn", "1558-3669"),
        ("issn", "0000-0000"),
        ("isbn", "0000000000"),
        ("isbn", "9780000000002"),
        ("ror", "01kj2bm٧٠"),
        ("ringgold", "٥٩٩٤"),
        ("fundref", "٥٠١١٠٠٠٠٠٧٧٤"),
        ("issnl", "none"),
        ("isbn", "9780306406158"),
        ("isbn", "0306406153"),
    ],
)
def test_what_cannot_be_an_identifier_is_an_error(scheme: str, printed: str):
    with pytest.raises(ValueError, match=f"not an? .*: {printed}"):
        clean_identifier(Identifier(scheme, printed))


@pytest.mark.parametrize(
    ("scheme", "printed", "number"),
    [
        ("actrn", "ACTRN12605000001695", "ACTRN12605000001695"),
        ("chictr", "ChiCTR-TRC-08000147", "ChiCTR-TRC-08000147"),
        ("chictr", "ChiCTR1900021999", "ChiCTR1900021999"),
        ("ctri", "CTRI/2018/05/013987", "CTRI/2018/05/013987"),
        ("drks", "DRKS00012345", "DRKS00012345"),
        ("eudract", "EudraCT number: 2004-000446-20", "2004-000446-20"),
        ("irct", "IRCT20180101038123N1", "IRCT20180101038123N1"),
        ("isrctn", "ISRCTN 13880272", "ISRCTN13880272"),
        ("jrct", "jRCTs031180123", "jRCTs031180123"),
        ("kct", "KCT0001234", "KCT0001234"),
        ("nct", "NCT00153101", "NCT00153101"),
        ("ntr", "NTR1234", "NTR1234"),
        ("pactr", "PACTR201501001011252", "PACTR201501001011252"),
        ("prospero", "CRD42014009999", "CRD42014009999"),
        ("rbr", "RBR-6b7xq3", "RBR-6b7xq3"),
        ("rpcec", "RPCEC00000123", "RPCEC00000123"),
        ("slctr", "SLCTR/2018/012", "SLCTR/2018/012"),
        ("tctr", "TCTR20180101001", "TCTR20180101001"),
        ("umin", "UMIN000012345", "UMIN000012345"),
    ],
)
def test_registrations_are_found_in_running_text(scheme: str, printed: str, number: str):
    assert find_registrations(f"Registered ({printed}), in time.") == (Identifier(scheme, number),)


@pytest.mark.parametrize("text", ["NCT0015310", "XNCT00153101", "ISRCTN1388027", "a CT scan of 123456 people", "CRD42"])
def test_a_number_that_is_too_short_or_inside_a_word_is_no_registration(text: str):
    assert find_registrations(text) == ()


def test_an_identifier_of_any_scheme_without_a_value_is_an_error():
    with pytest.raises(ValueError, match="no wos at all"):
        clean_identifier(Identifier("wos", " "))


@given(st.text(max_size=100))
def test_no_text_crashes(text: str):
    assert isinstance(find_registrations(text), tuple)


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*identifiers._MARKS, "NL-OMON", " ", "-", "ä", "x", "😀"]),
            st.from_regex("|".join(f"(?:{form})" for form in identifiers._REGISTERS.values()), fullmatch=True),
            st.text("0123456789- ", max_size=12),
        ),
        max_size=8,
    ).map("".join)
)
def test_registrations_are_looked_for_only_where_their_letters_stand_and_all_are_found(text: str):
    anywhere = [match[0] for match in identifiers._REGISTERED.finditer(text)]
    numbers = [re.sub(r"^EudraCT\D*|^EUCTR| ", "", number) for number in anywhere]
    assert [each.value for each in find_registrations(text)] == list(dict.fromkeys(numbers))
