"""Match the names of a table to the town's IRIs (W3C Reconciliation Service API 0.2)."""

from terril.web.reconciliation.service import service
from terril.web.reconciliation.suggestions import preview, propose, suggest

__all__ = ["preview", "propose", "service", "suggest"]
