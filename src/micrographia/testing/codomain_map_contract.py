"""What every codomain map must do, as tests: subclass `CodomainMapContract` and name a kind and parameters.

class TestMyMap(CodomainMapContract):
    kind = MyMap
    parameters = {"enabled": True, "steps": 4}
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar

import numpy as np
import pytest

from micrographia.errors import Invalid
from micrographia.rendering.codomain.codomain_map import CodomainMap
from micrographia.rendering.settings import Quantum

QUANTA = [Quantum(), Quantum(30, 200), Quantum(0, 1)]


class CodomainMapContract:
    """The tests. wrong: parameters that cannot be read, if there are such."""

    kind: ClassVar[type[CodomainMap]]
    parameters: ClassVar[Mapping[str, Any]] = {}
    wrong: ClassVar[tuple[Mapping[str, Any], ...]] = ()

    def parsed(self) -> CodomainMap:
        return self.kind.parse(self.parameters)

    def test_equal_parameters_make_equal_maps(self) -> None:
        assert self.parsed() == self.parsed()
        assert hash(self.parsed()) == hash(self.parsed())

    def test_it_has_a_name(self) -> None:
        assert self.parsed().name

    @pytest.mark.parametrize("quantum", QUANTA)
    def test_greys_become_greys(self, quantum: Quantum) -> None:
        greys = np.clip(np.arange(256), quantum.codomain_start, quantum.codomain_end).astype(np.uint8)
        before = greys.copy()
        mapped = self.parsed().apply(greys, quantum)
        assert mapped.shape == (256,)
        assert mapped.dtype == np.uint8
        assert mapped.max() <= quantum.codomain_end
        np.testing.assert_array_equal(greys, before)

    def test_its_fields_bring_it_back(self) -> None:
        fields = json.loads(json.dumps(asdict(self.parsed())))  # type: ignore[call-overload]
        assert self.kind.parse(fields) == self.parsed()

    def test_wrong_parameters_are_refused(self) -> None:
        for parameters in self.wrong:
            with pytest.raises(Invalid):
                self.kind.parse(parameters)
