"""A town behind TLS at its public name, and portals that know no other name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.http.conftest import ROOT, Server, copy_town, environment, free_port, start, terril
from tests.http.test_proxies import find_nginx

ROOM = Path(__file__).parent
