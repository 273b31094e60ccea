"""The shop of two groups, as a world."""

import pytest

from stylehub_core.models.world import World
from tests.conftest import HashEncoder, MakeCatalog
from tests.recommenders.two_groups import ARTICLES, CUSTOMERS, UNTIL, purchases


@pytest.fixture(scope="session")
def world(make_catalog: MakeCatalog, encoder: HashEncoder) -> World:
    return World(make_catalog(purchases(), ARTICLES, CUSTOMERS), encoder, UNTIL)  # type: ignore[arg-type]
