"""What the rules of writing are called on the screen and on paper."""

TITLES = {
    "writing.placeholder": "words that were to be replaced",
    "writing.other_company": "another company is named",
    "writing.restates": "the criterion is said again",
    "writing.no_role": "nobody is named",
    "writing.no_frequency": "no frequency",
    "writing.no_record": "no record",
    "writing.future": "a plan, or what will be done",
    "writing.not_linked": "a document is named and not linked",
    "writing.not_named": "linked evidence is not named",
    "writing.pasted": "the same text under several criteria",
    "writing.too_long": "longer than the portal's limit",
    "writing.letters": "signs the portal text changes",
}
