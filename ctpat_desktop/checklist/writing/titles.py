"""What the rules of writing are called on the screen and on paper."""

from ctpat_desktop.support.language import N_

TITLES = {
    "writing.placeholder": N_("words that were to be replaced"),
    "writing.other_company": N_("another company is named"),
    "writing.restates": N_("the criterion is said again"),
    "writing.no_role": N_("nobody is named"),
    "writing.no_frequency": N_("no frequency"),
    "writing.no_record": N_("no record"),
    "writing.future": N_("a plan, or what will be done"),
    "writing.not_linked": N_("a document is named and not linked"),
    "writing.not_named": N_("linked evidence is not named"),
    "writing.pasted": N_("the same text under several criteria"),
    "writing.too_long": N_("longer than the portal's limit"),
    "writing.letters": N_("signs the portal text changes"),
}
