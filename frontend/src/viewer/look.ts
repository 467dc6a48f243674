// Where in the image one looks: the middle of the view and the zoom, as addresses write them.

import type OpenSeadragon from "openseadragon";

/** x, y: pixels of the full resolution; zm: percent, 100 is one pixel on one of the screen; null: not said. */
export interface Look {
  readonly x: number | null;
  readonly y: number | null;
  readonly zm: number | null;
}

export const EVERYTHING: Look = { x: null, y: null, zm: null };

/** Brings the viewer there at once; what is not said stays. */
export function lookAt(viewer: OpenSeadragon.Viewer, look: Look): void {
  const image = viewer.world.getItemAt(0);
  if (!image) return;
  if (look.zm !== null) viewer.viewport.zoomTo(image.imageToViewportZoom(look.zm / 100), undefined, true);
  if (look.x === null && look.y === null) return;
  const middle = image.viewportToImageCoordinates(viewer.viewport.getCenter());
  viewer.viewport.panTo(image.imageToViewportCoordinates(look.x ?? middle.x, look.y ?? middle.y), true);
  viewer.viewport.applyConstraints(true);
}

/** Where the viewer looks, rounded as finely as anybody can see; EVERYTHING while the whole image is in view. */
export function lookOf(viewer: OpenSeadragon.Viewer): Look {
  const image = viewer.world.getItemAt(0);
  if (!image || isHome(viewer)) return EVERYTHING;
  const middle = image.viewportToImageCoordinates(viewer.viewport.getCenter());
  const zoom = image.viewportToImageZoom(viewer.viewport.getZoom()) * 100;
  return { x: Math.round(middle.x), y: Math.round(middle.y), zm: Number(zoom.toPrecision(4)) };
}

/** Whether the whole image is in view, as it is at first. */
export function isHome(viewer: OpenSeadragon.Viewer): boolean {
  const home = viewer.viewport.getHomeBounds();
  const now = viewer.viewport.getBounds();
  const close = (one: number, other: number): boolean => Math.abs(one - other) < home.width / 500;
  return close(home.x, now.x) && close(home.y, now.y) && close(home.width, now.width);
}
