"""The folder of samples that the demo imports."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from micrographia.testing.samples.ome_tiff import write_tissue
from micrographia.testing.samples.plate import write_plate
from micrographia.testing.samples.slide import write_slide
from micrographia.testing.samples.tissue import Tissue

FIXED_CELLS = 12


@dataclass(frozen=True, slots=True)
class Samples:
    """Where the samples lie; folders below `root` become datasets of their names."""

    root: Path

    @property
    def living(self) -> Path:
        """1024², 3 channels, 15 z-sections, 10 timepoints, uint16."""
        return self.root / "Living cells" / "Epithelium, 5 minutes.ome.tiff"

    @property
    def slide(self) -> Path:
        """20,000², RGB, a pyramid of JPEG tiles."""
        return self.root / "Stained tissue" / "Section H&E.ome.tiff"

    @property
    def fixed(self) -> tuple[Path, ...]:
        """512², 3 channels, one plane."""
        folder = self.root / "Fixed cells"
        return tuple(folder / f"Coverslip {number:02d}.ome.tiff" for number in range(1, FIXED_CELLS + 1))

    @property
    def plate(self) -> Path:
        """96 wells, two fields, two channels."""
        return self.root / "Plates" / "Dose response.ome.zarr"

    def make(self, slide_size: int = 20_000) -> None:
        """Writes all of them; what lies there already is kept, because each is put in place when it is complete."""
        for path in (self.living, self.slide, *self.fixed, self.plate):
            path.parent.mkdir(parents=True, exist_ok=True)
        _whole(self.living, _write_living)
        _whole(self.slide, lambda path: _write_slide(path, slide_size))
        for number, path in enumerate(self.fixed):
            _whole(path, partial(_write_fixed, number=number))
        _whole(self.plate, lambda path: write_plate(path, 5, "Dose response"))


def _write_living(path: Path) -> None:
    tissue = Tissue(1024, sections=15, timepoints=10, seed=7)
    write_tissue(path, tissue, "Epithelium, 5 minutes", "A sheet of epithelial cells; vesicles wander. Generated.")


def _write_slide(path: Path, size: int) -> None:
    write_slide(path, size, 3, "Section H&E", "Haematoxylin and eosin, 40x. Generated.")


def _write_fixed(path: Path, number: int) -> None:
    tissue = Tissue(512, sections=1, timepoints=1, seed=100 + number)
    write_tissue(path, tissue, f"Coverslip {number + 1:02d}", "Fixed cells. Generated.")


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Writes beside the place and moves there at the end; nothing when it is there."""
    if path.exists():
        return
    part = path.with_name(f".part {path.name}")
    if part.is_dir():
        shutil.rmtree(part)
    write(part)
    part.rename(path)
