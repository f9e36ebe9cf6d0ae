"""The W3C Reconciliation Service API 0.2: a table's names are matched to the town's IRIs."""

from terril.web.reconciliation.preview import preview
from terril.web.reconciliation.service import service
from terril.web.reconciliation.suggestions import propose, suggest

__all__ = ["preview", "propose", "service", "suggest"]
