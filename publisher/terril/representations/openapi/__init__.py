"""The addresses of a town as an OpenAPI document."""

from terril.representations.openapi.document import openapi

__all__ = ["openapi"]
