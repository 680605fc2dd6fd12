"""Fixtures that all tests share: the sample reports, and the reference documents where they are at hand."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Keep what tests make of the data files in a folder of their own, which their processes share."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="kg-tests-")
        os.environ["XDG_CACHE_HOME"] = folder.name
        config.add_cleanup(folder.cleanup)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents beside the project; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no reference documents: {SHARED.name}/ is not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample reports that come with the package, in sorted order."""
    found = sorted(path for path in (ROOT / "data" / "reports").glob("*.md") if path.stem != "README")
    assert found, "data/reports holds no sample report"
    return found
