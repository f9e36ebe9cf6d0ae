"""The addresses of a town as an OpenAPI document."""

from terril.representations.openapi.openapi_document import openapi

__all__ = ["openapi"]
