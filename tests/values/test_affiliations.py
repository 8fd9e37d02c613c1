"""Affiliation strings become paths."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.values.affiliation_spans import Span, label_affiliations
from kg.values.affiliations import Parsed, Path, parse_affiliations
from kg.values.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def paths(text):
    ((*found,),) = parse_affiliations([text], GAZETTEER)
    return tuple(each.path for each in found)


def path(text):
    (only,) = paths(text)
    return only


def test_a_path_runs_from_the_smallest_unit_to_the_country():
    assert path("Lab of Sleep, Department of Medicine, University of Leeds, Leeds LS2 9JT, UK.") == Path(
        ("Lab of Sleep", "Department of Medicine"), "University of Leeds", "Leeds", "", "UK", "LS2 9JT"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Department of Anthropology, Durham University, Dawson Building, South Road, Durham, DH1 3LE, UK",
        "Department of Anthropology, Ridley 1, Durham University, Durham DH1 3LE, UK",
        "Department of Anthropology, Durham University, 1 University Avenue, Durham DH1 3LE, UK",
        "Department of Anthropology, Durham University, Room 12, Level 3, Durham DH1 3LE, UK",
    ],
)
def test_a_building_or_a_street_is_no_organisation(text):
    found = path(text)
    assert (found.units, found.organisation, found.city) == (
        ("Department of Anthropology",), "Durham University", "Durham",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "city", "country"),
    [
        ("Universität Heidelberg", "Heidelberg", "Germany"),
        ("Université de Genève", "Genève", "Suisse"),
        ("Universidad de Chile", "Santiago", "Chile"),
        ("Università degli Studi di Milano", "Milano", "Italia"),
        ("Hôpital Saint-Louis", "Paris", "France"),
        ("Ospedale San Raffaele", "Milano", "Italy"),
        ("Uniwersytet Jagielloński", "Kraków", "Polska"),
        ("İstanbul Üniversitesi", "Istanbul", "Türkiye"),
        ("Karolinska Universitetssjukhuset", "Stockholm", "Sverige"),
        ("KU Leuven", "Leuven", "Belgium"),
        ("Eisai Co., Ltd.", "Tokyo", "Japan"),
        ("Complete Decisions, LLC", "Baton Rouge", "USA"),
    ],
)
def test_organisations_are_told_in_many_languages(name, city, country):
    assert path(f"{name}, {city}, {country}") == Path((), name, city, "", country)


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("University of Leeds, Leeds, UK; University of York, York, UK", ["University of Leeds", "University of York"]),
        (
            "[1] University of Leeds, Leeds, UK [2] University of York, York, UK",
            ["University of Leeds", "University of York"],
        ),
        ("Oslo University Hospital and University of Oslo, Oslo, Norway", ["Oslo University Hospital", "University of Oslo"]),
        (
            "*University of Leeds, Leeds, UK †University of York, York, UK, University of Bath, Bath, UK",
            ["University of Leeds", "University of York", "University of Bath"],
        ),
        ("INSERM U1018, Villejuif, France", ["INSERM"]),
        ("Université de Lyon, Lyon, France and Université de Genève, Genève, Suisse", ["Université de Lyon", "Université de Genève"]),
    ],
)  # fmt: skip
def test_several_organisations_in_one_string_are_several_paths(text, organisations):
    assert [each.organisation for each in paths(text)] == organisations


@pytest.mark.parametrize(
    "noise",
    [
        " Electronic address: a.b@leeds.ac.uk.",
        " a.b@leeds.ac.uk",
        " E-mail: a.b@leeds.ac.uk; c@leeds.ac.uk.",
        " Email.",
        ".",
        " https://leeds.ac.uk",
    ],
)
@pytest.mark.parametrize("mark", ["", "1", "a ", "[1] ", "* ", "From the "])
def test_marks_and_addresses_of_mail_are_left_out(mark, noise):
    text = f"{mark}School of Law, University of Leeds, Leeds, UK{noise}"
    assert path(text) == Path(("School of Law",), "University of Leeds", "Leeds", "", "UK")


def test_a_name_with_commas_is_one_name():
    found = path("Faculty of Medicine, Dentistry and Health Sciences, University of Melbourne, Melbourne, Australia")
    assert found.units == ("Faculty of Medicine, Dentistry and Health Sciences",)


def test_a_school_of_its_own_name_is_the_organisation_where_no_other_is_named():
    found = path("Department of Global Health, London School of Hygiene & Tropical Medicine, London, UK")
    assert (found.units, found.organisation) == (
        ("Department of Global Health",), "London School of Hygiene & Tropical Medicine",
    )  # fmt: skip


def test_units_after_the_organisation_are_its_units_too():
    found = path("Department of Law, Yale University School of Nursing, Orange, CT, USA")
    assert found.units == ("Department of Law", "School of Nursing")
    found = path("University of Groningen, Faculty of Law, Department of Criminology, Groningen, The Netherlands")
    assert found.units == ("Department of Criminology", "Faculty of Law")


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("Aurora, CO 80045, USA", ("Aurora", "CO", "USA", "80045")),
        ("Aurora CO 80045, USA", ("Aurora", "CO", "USA", "80045")),
        ("Plymouth, Devon, UK", ("Plymouth", "Devon", "UK", "")),
        ("Sydney, NSW 2052, Australia", ("Sydney", "NSW", "Australia", "2052")),
        ("1211 Genève 14, Switzerland", ("Genève", "", "Switzerland", "1211")),
        ("F-31400 Toulouse, France", ("Toulouse", "", "France", "F-31400")),
        ("Bunkyo-ku, Tokyo 113-0033, Japan", ("Tokyo", "", "Japan", "113-0033")),
        ("Atlanta, Georgia", ("Atlanta", "Georgia", "", "")),
        ("Atlanta, Georgia, USA", ("Atlanta", "Georgia", "USA", "")),
        ("Tbilisi, Georgia", ("Tbilisi", "", "Georgia", "")),
        ("Wuhan, Hubei Province, People's Republic of China", ("Wuhan", "Hubei Province", "People's Republic of China", "")),
    ],
)  # fmt: skip
def test_places_are_told_by_the_gazetteer_and_by_their_order(tail, expected):
    found = path(f"Example University, {tail}")
    assert found.organisation == "Example University"
    assert (found.city, found.region, found.country, found.postcode) == expected


@pytest.mark.parametrize("text", ["", " ", "12", ";,;", "Professor of Surgery", "a@b.org"])
def test_what_names_nothing_gives_no_organisation(text):
    assert not any(each.organisation for each in paths(text))


def test_units_and_a_place_without_an_organisation_stay_without_one():
    assert path("Department of Surgery, Leeds, UK") == Path(("Department of Surgery",), "", "Leeds", "", "UK")


def test_another_labeller_can_stand_in_for_the_rules():
    def all_organisation(texts, _):
        return [(Span(0, len(text), "ORG"),) for text in texts]

    found = parse_affiliations(["abc, def"], GAZETTEER, all_organisation)
    assert found == [(Parsed(Path((), "abc, def"), 0, 8, 1.0),)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
@example("University of Leeds (a@b.org) and more, UK")
@example("1 [2] (3; x and y; ) ,,")
def test_spans_lie_in_the_text_in_order_apart_and_hold_no_mail_address(text):
    end = 0
    for span in label_affiliations([text], GAZETTEER)[0]:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    assert "a@b.org" not in str(paths(text))


def test_many_strings_at_once_are_read_as_one_by_one():
    texts = [
        "",
        "Yale University, Orange, CT",
        "a@b.org",
        "1 KU Leuven, Belgium; 2 Department of Law, University of Bath, UK",
    ] * 3
    together = [tuple(each.path for each in parsed) for parsed in parse_affiliations(texts, GAZETTEER)]
    assert together == [paths(text) for text in texts]


def test_what_is_kept_of_earlier_strings_changes_nothing(shared, monkeypatch):
    lines = (shared / "gold/affiliations/affilgood_ner.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:300]]
    together = label_affiliations(texts, GAZETTEER)
    assert [spans for text in texts for spans in label_affiliations([text], GAZETTEER)] == together
    monkeypatch.setattr("kg.values.affiliation_chain._KEPT", 0)
    monkeypatch.setattr("kg.values.affiliation_spans._AT_ONCE", 100)
    assert label_affiliations(texts[::-1], GAZETTEER)[::-1] == together


def test_where_the_organisation_is_printed_and_how_sure_that_is_are_told():
    text = "Department of Law, University of Bath, Bath, UK"
    ((parsed,),) = parse_affiliations([text], GAZETTEER)
    assert text[parsed.start : parsed.end] == "University of Bath"
    assert 0.5 <= parsed.score <= 1


def test_a_string_in_capitals_is_read_like_one_in_mixed_case():
    (found,) = paths("DEPARTMENT OF SURGERY, UNIVERSITY OF NEWCASTLE UPON TYNE, NEWCASTLE, UK")
    assert (found.units, found.organisation) == (("DEPARTMENT OF SURGERY",), "UNIVERSITY OF NEWCASTLE UPON TYNE")


def test_a_place_behind_a_semicolon_belongs_to_the_names_before_it():
    assert path("Department of Law; University of Tokyo; Tokyo; Japan").country == "Japan"


@pytest.mark.parametrize(
    "name",
    [
        'University of Bari "Aldo Moro"',
        "University “G. D’Annunzio”",
        '"Papageorgiou" General Hospital',
        "University of Warsaw „Collegium Maius”",
        "Free University of Brussels (V.U.B.R.U.)",
        "Institute of Nuclear Physics (Demokritos Inc.)",
    ],
)
def test_a_name_holds_the_bracket_or_the_quotation_mark_that_belongs_to_it(name):
    assert path(f"Department of Law, {name}, Rome, Italy").organisation == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Cancer Research Center (CiC-IBMCC", "Cancer Research Center"),
        ('University "Aldo Moro of Bari', "University Aldo Moro of Bari"),
        ("University “Aldo Moro of Bari", "University Aldo Moro of Bari"),
    ],
)
def test_half_a_pair_of_brackets_or_quotation_marks_belongs_to_no_name(printed, name):
    assert path(f"Department of Law, {printed}, Rome, Italy").organisation == name


@pytest.mark.parametrize("signed", ["(J.H.)", "(J.H., A.-C.Z.)", "(W.A., J. H., and F.C.)", "(J.d.J.)"])
def test_initials_in_brackets_that_say_whose_an_affiliation_is_belong_to_no_name(signed):
    text = (
        "Department of Neurology{0}, Yale University{0}, New Haven, CT{0}, USA{0}; University of York{0}, York, UK{0}."
    )
    assert paths(text.format(f" {signed}")) == paths(text.format(""))


def test_a_place_in_brackets_is_no_initials():
    assert path("Department of Law, Yale University (U.S.A.)").country == "U.S.A."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TU Eindhoven, NL-5656 AE Eindhoven, Netherlands", ("TU Eindhoven", "Eindhoven", "NL-5656 AE")),
        ("Univ Fed Amazonas, BR-69067005 Manaus, Brazil", ("Univ Fed Amazonas", "Manaus", "BR-69067005")),
        ("Ege Univ, TR-35100 Bornova, Turkey", ("Ege Univ", "Bornova", "TR-35100")),
        ("NL-3584 CG Utrecht University, Netherlands", ("Utrecht University", "", "NL-3584 CG")),
        ("Bar Ilan Univ, IL-5290002 Ramat Gan, Israel", ("Bar Ilan Univ", "Ramat Gan", "IL-5290002")),
    ],
)
def test_a_number_behind_a_countrys_letters_is_a_postcode_and_what_follows_the_town(text, expected):
    found = path(text)
    assert (found.organisation, found.city, found.postcode) == expected


def test_real_affiliations_are_labelled_as_people_label_them(shared):
    lines = (shared / "gold/affiliations/affilgood_ner.jsonl").read_text("utf-8").splitlines()
    right = wrong = 0
    for line in lines[:600]:
        gold = json.loads(line)
        ours = {
            n: each.label
            for each in label_affiliations([gold["text"]], GAZETTEER)[0]
            for n in range(each.start, each.end)
        }
        theirs = {n: label for start, end, label in gold["label"] for n in range(start, end)}
        same = sum(ours[n] == label for n, label in theirs.items() if n in ours)
        right += 2 * same
        wrong += len(ours) + len(theirs) - 2 * same
    assert right / (right + wrong) > 0.85
