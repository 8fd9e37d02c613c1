"""What goes wrong because of what was given, not because of a mistake of ours."""


class InputError(ValueError):
    """Something that the caller named or gave cannot be used; the message says what, and why."""


class UnknownNodeError(InputError):
    """The graph says nothing about this IRI."""


EXPECTED = (OSError, InputError)  # anything else is our mistake and shows where it is
