"""The authorships of a corpus as arrays: what can be compared for millions of pairs at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from kg.entities.people.authorships import Signature, Work, forget
from kg.entities.people.forms import Form
from kg.entities.people.likeness import Sets, sample_likeness
from kg.entities.people.mailboxes import find_mailboxes
from kg.entities.people.numbers import NOTHING, Numbers, number, number_held, number_known, number_rows
from kg.entities.people.rarity import measure_names, name_counts
from kg.entities.people.recurrence import measure_recurrence
from kg.entities.sets import Flags, Floats, Ints, RaggedSets
from kg.rows.ragged import distinct
from kg.values.emails import find_domain
from kg.values.keys import fold

_PRIOR = 500.0  # studies by authors with names as in the background table, for which even the smallest corpus stands
_FEW = 20.0  # the same for other things
_MOST = 64  # authors of a study, and words of their addresses, that are looked at: the rarest
_SHORTEST = 3  # letters of a word in an address


class Corpus(Struct, frozen=True):
    """Authorships, oldest first; `forms` are all ways to sign, to which `form` points.

    By authorship: numbers of the study, of the name (surname and initial: `block`; first given name in full: `given`), of what was printed, or `NOTHING`. `rarity` is the
    logarithm of one over the share of people with that surname and initial, `given_rarity` the same for the given name among
    those with that initial (0 where only an initial is known), `namesakes` that of how many other given names and initials stand
    with it; `recurrence` is that of the share of all pairs of authorships that are one person's. `brevity` says how unusual it was in that year to print no more than initials, where that was done:
    the logarithm of one over the share of studies that did.
    Rows of `coauthors`, `topics`, `headings`, `funding` and `colleagues` (words of the addresses of all authors of a study) are by `work`,
    those of `fields` too; behind them stand as many more, which hold only the words of the journal's title. `usual` tells how alike two
    studies are in topics, headings and fields, whoever wrote them (see `sample_likeness`).
    """

    forms: tuple[Form, ...]
    form: Ints
    block: Ints
    given: Ints
    work: Ints
    year: Ints
    journal: Ints
    orcid: Ints
    email: Ints
    domain: Ints
    rarity: Floats
    given_rarity: Floats
    namesakes: Floats
    brevity: Floats
    recurrence: float
    usual: tuple[Floats, ...]
    country: Ints
    country_rarity: Floats
    domain_rarity: Floats
    organisations: Sets
    cities: Sets
    countries: Sets
    addresses: Sets
    coauthors: Sets
    topics: Sets
    headings: Sets
    funding: Sets
    colleagues: Sets
    fields: Sets

    def __len__(self) -> int:
        return len(self.form)

    def take_forms(self, chosen: Ints) -> tuple[Form, ...]:
        """Give the forms of these authorships, as `take` numbers them."""
        return tuple(map(self.forms.__getitem__, distinct(self.form[chosen]).tolist()))

    def take(self, chosen: Ints, forms: tuple[Form, ...] | None = None) -> Self:
        """Keep these authorships, and of their studies what they need; `forms` are theirs, where the corpus has none."""
        works, work = np.unique(self.work[chosen], return_inverse=True)
        form = np.unique(self.form[chosen], return_inverse=True)[1]
        own = ("block", "given", "year", "journal", "orcid", "email", "domain", "rarity", "given_rarity", "namesakes",
               "brevity", "country", "country_rarity", "domain_rarity")  # fmt: skip
        return replace(
            self,
            forms=self.take_forms(chosen) if forms is None else forms,
            form=form,
            work=work,
            **{name: getattr(self, name)[chosen] for name in own},
            **{
                name: getattr(self, name).take(chosen) for name in ("organisations", "cities", "countries", "addresses")
            },
            **{
                name: getattr(self, name).take(works)
                for name in ("coauthors", "topics", "headings", "funding", "colleagues")
            },
            fields=self.fields.take(np.concatenate((works, works + len(self.fields.mass) // 2))),
        )


class Wording(Struct, frozen=True):
    """What a corpus shows to people: the name `printed` of each authorship, and what the numbers of its other things stand for.

    `names` are surnames with an initial, which `block` and `coauthors` number.
    """

    printed: tuple[str, ...]
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    topics: tuple[str, ...]
    headings: tuple[str, ...]
    countries: tuple[str, ...]


class Tabulation:
    """A corpus, the authorships it was made of, and how it reads."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        """Number everything; give signatures in an order that does not depend on the input's."""
        self.signatures = signatures
        works, forms, blocks = Numbers[Work](), Numbers[Form](), Numbers[str]()
        words, topics, headings, nations = Numbers[str](), Numbers[str](), Numbers[str](), Numbers[str]()
        work = number((each.work for each in signatures), works)
        form = number_held(find_mailboxes(signatures), forms)
        names = list(forms)
        block_of = number((each.block for each in names), blocks)
        block = block_of[form]
        studies = list(works)
        coauthors = RaggedSets.gather(work, block, len(works)).keep_rarest(_MOST)
        journals = number_known([each.journal for each in studies], Numbers())
        countries = number_known([each.country for each in studies], nations)
        address = _address_words(signatures, words)
        colleagues = RaggedSets.gather(work[address.owners], address.items, len(works)).keep_rarest(_MOST)
        fields = number_rows(
            [*(each.field.all for each in studies), *(each.field.journal for each in studies)], Numbers()
        )
        full = [each.given[0] if each.given and len(each.given[0]) > 1 else "" for each in names]
        given = number_known(full, Numbers())[form]
        year = np.array([each.year or 0 for each in studies], np.int64)
        mailboxes = Numbers[str]()
        email = number_known([each.email for each in signatures], mailboxes)
        domains = np.append(number_known([*map(find_domain, mailboxes)], Numbers()), NOTHING)
        domain = domains[email]
        rarities = measure_names(names, form)
        subjects = (
            _sets([each.topic for each in studies], topics),
            _sets([each.headings for each in studies], headings),
            Sets.weigh(fields, _idf(fields.take(np.arange(len(studies))))),
        )
        self.corpus = Corpus(
            forms=tuple(names),
            form=form,
            block=block,
            given=given,
            work=work,
            year=year[work],
            journal=journals[work],
            orcid=number_known([each.orcid for each in names], Numbers())[form],
            email=email,
            domain=domain,
            **rarities,
            recurrence=measure_recurrence(block, work, rarities["rarity"]),
            brevity=_brevity(given == NOTHING, work, year),
            country=countries[work],
            country_rarity=_rarity(countries, _FEW)[work],
            domain_rarity=_rarity(domain, _FEW),
            organisations=_held_sets([each.organisations for each in signatures]),
            cities=_fill(_held_sets([each.cities for each in signatures]), work),
            countries=_fill(_held_sets([each.countries for each in signatures]), work),
            addresses=Sets.weigh(address, _idf(address)),
            coauthors=Sets.weigh(coauthors, _coauthor_weights(coauthors, list(blocks))),
            topics=subjects[0],
            headings=subjects[1],
            funding=_sets([each.funding for each in studies], Numbers()),
            colleagues=Sets.weigh(colleagues, _idf(colleagues)),
            fields=subjects[2],
            usual=sample_likeness(subjects, len(studies)),
        )
        self.wording = Wording(
            printed=tuple(each.author.name for each in signatures),
            names=tuple(blocks),
            addresses=tuple(words),
            topics=tuple(each.rpartition("#")[2] for each in topics),  # a concept is an IRI; its name reads better
            headings=tuple(headings),
            countries=tuple(nations),
        )

    def forget(self) -> None:
        """Keep of the authorships no more than whose they are and where they stand: the corpus tells the rest."""
        self.signatures = forget(self.signatures)


def _sets(rows: Sequence[Collection[str]], numbers: Numbers[str]) -> Sets:
    ragged = number_rows(rows, numbers)
    return Sets.weigh(ragged, _idf(ragged))


def _held_sets(rows: Sequence[frozenset[str]]) -> Sets:
    """The same of rows of which many are equal."""
    kinds = Numbers[frozenset[str]]()
    which = number(rows, kinds)
    ragged = number_rows(kinds, Numbers()).take(which)
    return Sets.weigh(ragged, _idf(ragged))


def _fill(sets: Sets, work: Ints) -> Sets:
    """Give who has none what the other authors of the same study have."""
    rows = sets.rows
    united = RaggedSets.gather(work[rows.owners], rows.items, int(work.max(initial=-1)) + 1)
    without = np.flatnonzero(rows.sizes == 0)
    theirs = united.take(work[without])
    owners = np.concatenate((rows.owners, without[theirs.owners]))
    return Sets.weigh(RaggedSets.gather(owners, np.concatenate((rows.items, theirs.items)), len(work)), sets.weights)


def _idf(rows: RaggedSets) -> Floats:
    """The logarithm of how rarely a row has an item, not counting the two that are compared."""
    times = np.bincount(rows.items)
    return np.log((len(rows.start) - 1 + _FEW) / (np.maximum(times - 2, 0) + 1))


def _rarity(numbers: Ints, prior: float) -> Floats:
    """The same for things of which there is one at most."""
    known = numbers != NOTHING
    times = np.bincount(numbers[known], minlength=1)
    weights = np.log((known.sum() + prior) / (np.maximum(times - 2, 0) + 1))
    return np.where(known, weights[numbers], 0.0)


def _brevity(short: Flags, work: Ints, year: Ints) -> Floats:
    """For those who sign with initials only: the logarithm of how rarely the studies of that year print names so."""
    share = np.bincount(work, short) / np.maximum(np.bincount(work), 1)
    _, of_year = np.unique(year, return_inverse=True)
    usual = (np.bincount(of_year, share) + 1) / (np.bincount(of_year) + 2)
    return np.where(short, -np.log(usual[of_year])[work], 0.0)


def _address_words(signatures: Sequence[Signature], numbers: Numbers[str]) -> RaggedSets:
    lists, texts = Numbers[tuple[str, ...]](), Numbers[str]()
    which = number_held([each.addresses for each in signatures], lists)
    printed = number_rows(lists, texts).take(which)
    words = number_rows([[word for word in fold(text).split() if len(word) >= _SHORTEST] for text in texts], numbers)
    theirs = words.take(printed.items)
    return RaggedSets.gather(printed.owners[theirs.owners], theirs.items, len(printed.sizes))


def _coauthor_weights(coauthors: RaggedSets, names: Sequence[str]) -> Floats:
    """The logarithm of how rarely a study has an author of that name, not counting the two that are compared."""
    times = np.maximum(np.bincount(coauthors.items, minlength=len(names)) - 2, 0)
    expected = np.array([_share(*name.partition(" ")[::2]) for name in names])
    return np.log((len(coauthors.start) - 1 + _PRIOR) / (times + _PRIOR * expected + 0.1))


def _share(surname: str, initial: str) -> float:
    return name_counts().family(surname) * (name_counts().initial(initial) if initial else 1.0)
