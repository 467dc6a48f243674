// The buttons over the image: zoom, fit, full screen, panel.

import type OpenSeadragon from "openseadragon";
import { element } from "../page/element";

/** Ties the page's buttons to the viewer. */
export function buttons(viewer: OpenSeadragon.Viewer): void {
  const zoom = (by: number): void => {
    viewer.viewport.zoomBy(by);
    viewer.viewport.applyConstraints();
  };
  press("zoom-in", () => zoom(1.5));
  press("zoom-out", () => zoom(1 / 1.5));
  press("fit", () => void viewer.viewport.goHome());
  press("actual-size", () => actualSize(viewer));
  press("full-screen", () => void fullScreen());
}

function press(id: string, act: () => void): void {
  element(HTMLButtonElement, `#${id}`).addEventListener("click", act);
}

/** One pixel of the image on one pixel of the screen. */
function actualSize(viewer: OpenSeadragon.Viewer): void {
  const image = viewer.world.getItemAt(0);
  if (image) viewer.viewport.zoomTo(image.imageToViewportZoom(1));
}

function fullScreen(): Promise<void> {
  return document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
}
