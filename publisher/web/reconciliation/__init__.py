"""The W3C Reconciliation Service API 0.2: a table's names are matched to the town's IRIs."""

from publisher.web.reconciliation.preview import preview
from publisher.web.reconciliation.service import service
from publisher.web.reconciliation.suggesting import propose, suggest

__all__ = ["preview", "propose", "service", "suggest"]
