"""Who of those who sign is meant by a name."""

import pytest

from kg.readers._signers import Signers

PEOPLE = ("López Ruiz, José Luis", "Marlowe, Ridhima", "Berg, Anna", "Marlowe, Jane", "Berg, Arne")


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("berg, anna", 2),
        ("Marlowe, J.", 3),
        ("Ruiz, Jose L. Lopez", 0),
        (", Ridhima", 1),
        ("Berg, A.", None),  # two
        ("Marlowe", None),  # two, by one long word
        ("Anna", None),  # one short word
        ("", None),
    ],
)
def test_the_only_one_whom_a_name_fits_is_meant(printed, found):
    assert Signers((n, (name,)) for n, name in enumerate(PEOPLE)).find(printed) == found
