// A bar as long as a round number of micrometres.

import type OpenSeadragon from "openseadragon";
import { element } from "../page/element";

const LONGEST_PX = 160;
const STEPS = [5, 2, 1];

/** Keeps the page's scale bar right while the image is zoomed. micrometres: the width of one pixel. */
export function scaleBar(viewer: OpenSeadragon.Viewer, micrometres: number | null): void {
  const bar = element(HTMLElement, "#scale-bar");
  if (!micrometres) return;
  const label = element(HTMLElement, ".scale-length", bar);
  const line = element(HTMLElement, ".scale-line", bar);
  const draw = (): void => {
    const image = viewer.world.getItemAt(0);
    if (!image) return;
    const screenPx = image.viewportToImageZoom(viewer.viewport.getZoom(true));
    const length = roundLength((LONGEST_PX / screenPx) * micrometres);
    line.style.width = `${(length / micrometres) * screenPx}px`;
    label.textContent = withUnit(length);
    bar.hidden = false;
  };
  viewer.addHandler("animation", draw);
  viewer.addHandler("resize", draw);
  viewer.addHandler("tile-loaded", draw);
}

/** The longest of 1, 2, 5, 10, 20 … that is not longer than this. */
function roundLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest));
  return (STEPS.find((step) => step * power <= longest) ?? 1) * power;
}

function withUnit(micrometres: number): string {
  if (micrometres >= 1000) return `${micrometres / 1000} mm`;
  if (micrometres >= 1) return `${micrometres} µm`;
  return `${Number((micrometres * 1000).toPrecision(3))} nm`;
}
