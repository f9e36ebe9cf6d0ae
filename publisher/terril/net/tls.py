"""Load the certificates of authorities that servers are checked against."""

from __future__ import annotations

import os
import ssl

import certifi


def create_tls_context() -> ssl.SSLContext:
    """Return a context with Mozilla's authorities, or those that SSL_CERT_FILE or _DIR names."""
    if file := os.environ.get("SSL_CERT_FILE"):
        return ssl.create_default_context(cafile=file)
    if folder := os.environ.get("SSL_CERT_DIR"):
        return ssl.create_default_context(capath=folder)
    return ssl.create_default_context(cafile=certifi.where())
