"""Every case of coherence in one list."""

from tests.services.coherence_partners import PARTNERS
from tests.services.coherence_parts import PARTNER, Case, partner
from tests.services.coherence_people import PEOPLE, TRAINING
from tests.services.coherence_sites import EMPTY, LOGS, SITES_AND_SYSTEMS
from tests.services.coherence_units import LEDGER, UNITS
from tests.services.firm import change

__all__ = ["CASES", "PARTNER"]

CASES = [
    *PARTNERS,
    *PEOPLE,
    *TRAINING,
    *SITES_AND_SYSTEMS,
    *LOGS,
    *EMPTY,
    *UNITS,
    *LEDGER,
    Case(
        "register.incomplete",
        "3.5",
        (partner(roles=" "),),
        (change("p", roles="customer"),),
    ),
]
