"""`python -m micrographia.testing.samples FOLDER`: writes the demo's samples."""

import sys
from pathlib import Path

from micrographia.testing.samples.samples import Samples

if __name__ == "__main__":
    Samples(Path(sys.argv[1])).make()
