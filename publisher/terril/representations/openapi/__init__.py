"""Describe the addresses of a town in an OpenAPI document."""

from terril.representations.openapi.openapi_document import build_openapi

__all__ = ["build_openapi"]
