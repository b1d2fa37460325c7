"""Errors that a user can act on. Each carries a :class:`Message`; the edge translates it."""

from __future__ import annotations

from collections.abc import Sequence

from .faults import Fault
from .messages import Message


class KhuPhoError(Exception):
    """Something that the user can mend; ``message`` says which layer, which feature, what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class FaultyInputError(KhuPhoError):
    """Input whose faults make the job impossible; ``faults`` lists them all."""

    def __init__(self, message: Message, faults: Sequence[Fault]) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class CanceledError(Exception):
    """Raised when the caller asked for the work to stop."""
