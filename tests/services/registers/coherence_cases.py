"""Every case of coherence in one list."""

from tests.services.registers.coherence_incidents import ALERTS, CHECKS, INCIDENTS
from tests.services.registers.coherence_partners import PARTNERS
from tests.services.registers.coherence_parts import PARTNER, Case, partner
from tests.services.registers.coherence_people import PEOPLE, TRAINING
from tests.services.registers.coherence_procedures import PROCEDURES
from tests.services.registers.coherence_risk import RISK
from tests.services.registers.coherence_sites import EMPTY, LOGS, SITES_AND_SYSTEMS
from tests.services.registers.coherence_units import LEDGER, UNITS
from tests.services.registers.firm import change

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
    *INCIDENTS,
    *CHECKS,
    *ALERTS,
    *PROCEDURES,
    *RISK,
    Case(
        "register.incomplete",
        "3.5",
        (partner(roles=" "),),
        (change("p", roles="customer"),),
    ),
]
