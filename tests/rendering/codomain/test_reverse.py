from micrographia.rendering.codomain.reverse import Reverse
from micrographia.testing.codomain_map_contract import CodomainMapContract


class TestReverse(CodomainMapContract):
    kind = Reverse
    parameters = {"enabled": True}  # noqa: RUF012 - read only
