"""Why an image went to review: stable codes with a sentence each, in one place.

A reason in a report is ``code: sentence``. Programs look at the code; the page translates it.
None of them holds recognised text.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The code of a doubt; `sentence` says it in English."""

    NAME_MISSING = "name-missing"
    PHONE_MISSING = "phone-missing"
    ADDRESS_MISSING = "address-missing"
    LABEL_WITHOUT_VALUE = "label-without-value"
    LOW_SCORE = "low-score"
    UNREAD_TEXT = "unread-text"
    ADDRESS_NOT_SPLIT = "address-not-split"
    OVERPRINTED = "overprinted"
    CUT_OFF = "cut-off"
    STILL_READABLE = "still-readable"
    TOO_SMALL_TYPE = "too-small-type"
    NO_PARTY_BLOCK = "one-party-only"
    CODE_DAMAGED = "code-damaged"

    @property
    def sentence(self) -> str:
        """What a person should look at."""
        return _SENTENCES[self]

    def __str__(self) -> str:
        return f"{self.value}: {self.sentence}"


_SENTENCES = {
    Reason.NAME_MISSING: "a phone number stands without a name that could be read",
    Reason.PHONE_MISSING: "a name stands without a phone number that could be read",
    Reason.ADDRESS_MISSING: "a name and a phone number stand without an address that could be read",
    Reason.LABEL_WITHOUT_VALUE: "a label word stands without a value",
    Reason.LOW_SCORE: "a line beside personal data was read with little confidence",
    Reason.UNREAD_TEXT: "text was detected that could not be read",
    Reason.ADDRESS_NOT_SPLIT: "an address could not be split into road, building and room",
    Reason.OVERPRINTED: "large type is printed across a block of personal data",
    Reason.CUT_OFF: "the label reaches the edge of the picture; part of it may be missing",
    Reason.STILL_READABLE: "the result could still be read in a place that was hidden",
    Reason.TOO_SMALL_TYPE: "the type is too small to be read with confidence",
    Reason.NO_PARTY_BLOCK: "only one of sender and receiver was found on a waybill",
    Reason.CODE_DAMAGED: "a code that was to stay can no longer be decoded after masking",
}
