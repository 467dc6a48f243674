// What is shown, as a file.

import type OpenSeadragon from "openseadragon";
import { address } from "../page/address";
import { element } from "../page/element";
import type { Observed } from "../page/observed";
import { complain } from "./notice";
import type { ViewerPage } from "./page";
import { closeAll } from "./popovers";
import { drawingQuery } from "./rendering-query";
import type { View } from "./view";

/** Pixels of a region that are asked for at once. */
const MOST_PIXELS = 16_000_000;

interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Ties the page's menu: addresses are made when it opens. */
export function downloads(page: ViewerPage, view: Observed<View>, viewer: OpenSeadragon.Viewer): void {
  const name = page.image.meta.imageName.replace(/[\\/:*?"<>|]+/g, "_");
  element(HTMLButtonElement, "#download-screen").addEventListener("click", () => {
    closeAll();
    void saveScreen(viewer, `${name}.png`).catch(complain);
  });
  for (const anchor of document.querySelectorAll("#download a")) anchor.addEventListener("click", closeAll);
  element(HTMLElement, "#download").addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") offer(page, view.value, viewer, name);
  });
}

function offer(page: ViewerPage, view: View, viewer: OpenSeadragon.Viewer, name: string): void {
  const { addresses, image } = page;
  const place = { z: view.z, t: view.t };
  const query = drawingQuery(view);
  query.set("format", "png");
  link("plane", image.tiles ? "" : address(addresses.plane, place, query), `${name}.png`);
  const region = visible(viewer, image.size);
  query.set("region", `${region.x},${region.y},${region.width},${region.height}`);
  const small = region.width * region.height <= MOST_PIXELS;
  const whole = region.width === image.size.width && region.height === image.size.height && !image.tiles;
  link("region", small && !whole ? address(addresses.region, place, query) : "", `${name}-region.png`);
  element(HTMLElement, "#download-region .size").textContent = `${region.width} × ${region.height} pixels`;
  link("split", image.tiles ? "" : address(addresses.split, place, drawingQuery(view)), `${name}-channels.jpg`);
  link("originals", page.may_download ? addresses.originals : "", "");
}

/** Sets a link of the menu, or hides it where there is no address. */
function link(id: string, url: string, name: string): void {
  const anchor = element(HTMLAnchorElement, `#download-${id}`);
  anchor.hidden = url === "";
  anchor.href = url;
  anchor.download = name;
}

/** The part of the image that is in view, in whole pixels of the full resolution. */
function visible(viewer: OpenSeadragon.Viewer, size: { readonly width: number; readonly height: number }): Region {
  const image = viewer.world.getItemAt(0);
  if (!image) return { x: 0, y: 0, ...size };
  const seen = image.viewportToImageRectangle(viewer.viewport.getBounds());
  const inside = (place: number, most: number): number => Math.min(Math.max(Math.round(place), 0), most);
  const x = inside(seen.x, size.width - 1);
  const y = inside(seen.y, size.height - 1);
  const width = Math.max(inside(seen.x + seen.width, size.width) - x, 1);
  return { x, y, width, height: Math.max(inside(seen.y + seen.height, size.height) - y, 1) };
}

/** The stage as it stands on the screen. */
async function saveScreen(viewer: OpenSeadragon.Viewer, name: string): Promise<void> {
  const canvas = (viewer.drawer as unknown as { canvas: HTMLCanvasElement }).canvas;
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  if (!picture) throw new Error("The browser cannot make a picture of this view.");
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(picture);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}
