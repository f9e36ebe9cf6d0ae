"""Describe the addresses of a town in an OpenAPI document."""

from terril.representations.openapi.components import Json
from terril.representations.openapi.openapi_document import Api, build_openapi
from terril.representations.openapi.operation import JSON_OBJECT, Operation

__all__ = ["JSON_OBJECT", "Api", "Json", "Operation", "build_openapi"]
