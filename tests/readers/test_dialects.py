"""One study as publishers, databases and tools export it: whatever tag they use, it is read as the same, and no field is lost."""

import io
from textwrap import dedent

import pytest

from kg.readers import find_reader
from kg.record import Identifier, Record, Section
from tests.readers.items import cleaned

DOI = Identifier("doi", "10.1000/jw.7")
RIS = {
    "jstor": (
        """
        Provider: JSTOR http://www.jstor.org
        Database: JSTOR
        Content: text/plain; charset="UTF-8"


        TY  - JOUR
        TI  - Walking groups in parks
        AU  - Marlowe, Jane M.
        AU  - Berg, Anna
        AB  - Walks help.
        C1  - Full publication date: May 2020
        DB  - JSTOR
        DO  - 10.1000/jw.7
        EP  - 19
        IS  - 3
        PB  - Society of Walks
        PY  - 2020
        SN  - 15730522
        SP  - 11
        T2  - Journal of Walks
        UR  - http://www.jstor.org/stable/44443331
        VL  - 12
        Y2  - 2023/04/17/
        ER  -
        """,
        {"date": "2020-05", "extra": "C1 DB UR"},
    ),
    "eppi_reviewer": (
        """
        TY  - JOUR
        T1  - Walking groups in parks
        JF  - Journal of Walks
        A1  - Marlowe Jane M.
        A1  - Berg Anna
        ST  - Marlowe (2020)
        KW  - eppi-reviewer4
        walks
        parks
        PY  - 2020
        DA  - 2020/05//
        Y1  - 2020/05// 2nd
        N2  - Walks help.
        AB  - Walks help.
        DO  - 10.1000/jw.7
        VL  - 12
        IS  - 3
        SP  - 11
        EP  - 19
        CY  -  United Kingdom
        SN  - 1573-0522
        U1  - 56781234
        N1  -
        ER  -
        """,
        {"date": "2020-05", "keywords": ("walks", "parks"), "extra": "CY ST U1"},
    ),
    "taylor_and_francis": (
        """
        TY  - JOUR
        T1  - Walking groups in parks
        AU  - Marlowe, Jane M.
        AU  - Berg, Anna
        Y1  - 2020/05/12
        PY  - 2020
        DA  - 2020/05/12
        N1  - doi: 10.1000/jw.7
        DO  - 10.1000/jw.7
        T2  - Journal of Walks
        JF  - Journal of Walks
        JO  - Journal of Walks
        SP  - 11
        EP  - 19
        VL  - 12
        IS  - 3
        PB  - Routledge
        SN  - 1573-0522
        M3  - doi: 10.1000/jw.7
        UR  - https://doi.org/10.1000/jw.7
        N2  - Walks help.
        AB  - Walks help.
        ER  -
        """,
        {"date": "2020-05-12", "extra": "UR"},
    ),
    "science_direct": (
        """
        TY  - JOUR
        T1  - Walking groups in parks
        AU  - Marlowe, Jane M.
        AU  - Berg, Anna
        JO  - Journal of Walks
        VL  - 12
        IS  - 3
        SP  - 11
        EP  - 19
        PY  - 2020
        DA  - 2020/05/01/
        T2  - The best of our first ten years
        SN  - 1573-0522
        DO  - https://doi.org/10.1000/jw.7
        UR  - https://www.sciencedirect.com/science/article/pii/S1573052220300123
        KW  - walks
        KW  - parks
        AB  - Walks help.
        ER  -
        """,
        {"date": "2020-05-01", "keywords": ("walks", "parks"), "extra": "T2 UR"},
    ),
    "europe_pmc": (
        """
        TY  - JOUR
        TI  - Walking groups in parks.
        AU  - Marlowe, Jane M.
        AU  - Berg, Anna
        AB  - Walks help.
        PY  - 2020
        T2  - Journal of Walks
        JO  - J Walks
        VL  - 12
        IS  - 3
        SP  - 11
        EP  - 19
        SN  - 1573-0522
        DO  - 10.1000/jw.7
        UR  - https://europepmc.org/article/MED/32123456
        UR  - https://europepmc.org/articles/PMC7123456
        ER  -
        """,
        {"identifiers": (Identifier("pmid", "32123456"), Identifier("pmcid", "PMC7123456")), "extra": "UR"},
    ),
}
BIBTEX = {
    "taylor_and_francis": (
        """
        @article{doi:10.1000/jw.7,
        author = {Jane M. Marlowe and Anna Berg},
        title = {Walking groups in parks},
        journal = {Journal of Walks},
        volume = {12},
        number = {3},
        pages = {11--19},
        year  = {2020},
        doi = {10.1000/jw.7},
            note ={PMID: 32123456},
        issn = {1573-0522},

        URL = {

                https://doi.org/10.1000/jw.7

        },
        abstract = { Walks help. }

        }
        """,
        {"identifiers": (Identifier("pmid", "32123456"),), "extra": "citation_key note url"},
    ),
    "wiley": (
        """
        @article{https://doi.org/10.1000/jw.7,
        author = {Marlowe, Jane M. and Berg, Anna},
        title = {Walking groups in parks},
        journal = {Journal of Walks},
        volume = {12}, number = {3}, pages = {11-19},
        keywords = {walks, parks},
        doi = {https://doi.org/10.1000/jw.7},
        eprint = {https://onlinelibrary.wiley.com/doi/pdf/10.1000/jw.7},
        abstract = {Walks help.}, issn = {1573-0522},
        year = {2020}
        }
        """,
        {"keywords": ("walks", "parks"), "extra": "citation_key eprint"},
    ),
    "acm": (
        """
        @article{10.1000/jw.7,
        author = {Marlowe, Jane M. and Berg, Anna},
        title = {Walking groups in parks},
        year = {2020}, issue_date = {May 2020}, month = may,
        address = {New York, NY, USA}, numpages = {9},
        volume = {12}, number = {3}, issn = {1573-0522}, pages = {11–19},
        doi = {10.1000/jw.7},
        abstract = {Walks help.},
        journal = {Journal of Walks},
        keywords = {walks, parks}
        }
        """,
        {"date": "2020-05", "keywords": ("walks", "parks"), "extra": "address citation_key issue_date numpages"},
    ),
    "semantic_scholar": (
        """
        @article{Marlowe2020WalkingGI,
          title={Walking groups in parks},
          author={Jane M. Marlowe and Anna Berg},
          journal={Journal of Walks},
          year={2020},
          volume={12 3},
          pages={
                  11-19
                },
          doi={10.1000/jw.7}, issn={1573-0522}, abstract={Walks help.},
          url={https://api.semanticscholar.org/CorpusID:267019792}
        }
        """,
        {"identifiers": (Identifier("corpusid", "267019792"),), "extra": "citation_key url"},
    ),
    "hal": (
        """
        @article{marlowe:hal-04822865,
          TITLE = {{Walking groups in parks}},
          AUTHOR = {Marlowe, Jane M. and Berg, Anna},
          JOURNAL = {{Journal of Walks}},
          VOLUME = {12}, NUMBER = {3}, PAGES = {11-19},
          YEAR = {2020}, MONTH = May, ISSN = {1573-0522},
          DOI = {10.1000/jw.7},
          KEYWORDS = {walks ; parks},
          ABSTRACT = {{Walks help.}},
          HAL_ID = {hal-04822865},
          HAL_VERSION = {v1},
        }
        """,
        {
            "date": "2020-05",
            "identifiers": (Identifier("hal", "hal-04822865"),),
            "keywords": ("walks", "parks"),
            "extra": "citation_key hal_version",
        },
    ),
    "paperpile": (
        """
        @ARTICLE{Marlowe2020-ab,
          title     = "Walking groups in parks",
          author    = "Marlowe, Jane M. and Berg, Anna",
          abstract  = "Walks help.",
          journal   = "Journal of Walks",
          volume    =  12,
          number    =  3,
          pages     = "11--19",
          month     =  may,
          year      =  2020,
          doi       = "10.1000/jw.7",
          pmid      = "32123456",
          pmc       = "PMC7123456",
          issn      = "1573-0522",
          keywords  = "walks; parks",
          language  = "en"
        }
        """,
        {
            "date": "2020-05",
            "identifiers": (Identifier("pmid", "32123456"), Identifier("pmcid", "PMC7123456")),
            "keywords": ("walks", "parks"),
            "extra": "citation_key",
        },
    ),
}
DIALECTS = [
    pytest.param(form, *rest, id=f"{form}-{name}")
    for form, texts in (("ris", RIS), ("bibtex", BIBTEX))
    for name, rest in texts.items()
]


@pytest.mark.parametrize(("form", "text", "own"), DIALECTS)
def test_a_study_is_read_as_the_same_whoever_exports_it(form: str, text: str, own: dict[str, object]):
    data = dedent(text).strip("\n").encode() + b"\n"
    (raw,) = find_reader(data, form).read(io.BytesIO(data), form)
    assert isinstance(raw, Record)
    assert raw.source.format == form
    record = cleaned(raw)
    assert (record.title, record.volume, record.issue, record.pages) == ("Walking groups in parks", "12", "3", "11-19")
    assert [(each.family, each.given) for each in record.contributors] == [("Marlowe", "Jane M."), ("Berg", "Anna")]
    assert record.container
    assert (record.container.title, record.container.kind) == ("Journal of Walks", "journal")
    assert record.container.identifiers == (Identifier("issn", "1573-0522"),)
    assert record.abstract == (Section("", "Walks help."),)
    assert record.identifiers == (DOI, *own.get("identifiers", ()))
    assert record.date("published") == own.get("date", "2020")
    assert record.keywords == own.get("keywords", ())
    assert sorted({each.name.replace(" ", "_") for each in record.extra}) == str(own["extra"]).split()


def test_what_a_thesis_was_handed_in_to_is_no_journal():
    thesis = b"TY  - THES\nT1  - Parks\nT2  - University of Walks\nA1  - Berg, Anna\nPY  - 2018\nER  - \n"
    (record,) = find_reader(thesis, "f").read(io.BytesIO(thesis), "f")
    assert isinstance(record, Record)
    assert record.container is None
    assert [each.value for each in record.extra] == ["University of Walks"]
