// A small map of the whole image with a frame around what is in view.

import type OpenSeadragon from "openseadragon";
import { element } from "../page/element";
import type { Observed } from "../page/observed";
import { isHome } from "./look";
import type { ViewerPage } from "./page";
import { tile } from "./tile";
import { RegionTileSource } from "./tile-source";
import type { View } from "./view";

const LONGEST_PX = 190;

/** Ties the page's map to the viewer; it is there while only a part of a large image is in view. */
export function overview(
  viewer: OpenSeadragon.Viewer,
  view: Observed<View>,
  page: ViewerPage,
  calm: () => Promise<void>,
): void {
  if (!page.image.tiles) return;
  const box = element(HTMLElement, "#overview");
  const map = new OverviewMap(element(HTMLCanvasElement, "canvas", box), page);
  const frame = element(HTMLElement, ".frame", box);
  const follow = (): void => {
    box.hidden = isHome(viewer);
    if (box.hidden) return;
    place(frame, viewer);
    void calm().then(() => map.show(view.value));
  };
  viewer.addHandler("animation", follow);
  viewer.addHandler("resize", follow);
  viewer.world.addHandler("add-item", () => queueMicrotask(follow));
  box.addEventListener("pointerdown", (event) => {
    box.setPointerCapture(event.pointerId);
    go(box, viewer, event);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) go(box, viewer, event);
  });
}

/** Draws the coarsest level, whenever it looks different and nothing more important is being loaded. */
class OverviewMap {
  readonly #canvas: HTMLCanvasElement;
  readonly #page: ViewerPage;
  #key = "";
  #asking = new AbortController();

  constructor(canvas: HTMLCanvasElement, page: ViewerPage) {
    this.#canvas = canvas;
    this.#page = page;
    const { width, height } = page.image.size;
    const scale = LONGEST_PX / Math.max(width, height);
    canvas.width = Math.max(Math.round(width * scale), 1);
    canvas.height = Math.max(Math.round(height * scale), 1);
  }

  show(view: View): void {
    const source = new RegionTileSource(this.#page.image, this.#page.addresses.region, view);
    if (source.key === this.#key) return;
    this.#key = source.key;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { x: columns, y: rows } = source.getNumTiles(0);
    for (let column = 0; column < columns; column++) {
      for (let row = 0; row < rows; row++) {
        void this.#draw(source, column, row, this.#asking.signal).catch(() => undefined);
      }
    }
  }

  async #draw(source: RegionTileSource, column: number, row: number, signal: AbortSignal): Promise<void> {
    const picture = await createImageBitmap(await tile(source.getTileUrl(0, column, row), signal));
    const bounds = source.getTileBounds(0, column, row);
    const { width } = this.#canvas;
    const context = this.#canvas.getContext("2d");
    context?.drawImage(picture, bounds.x * width, bounds.y * width, bounds.width * width, bounds.height * width);
    picture.close();
  }
}

/** The part that is in view; the map is as wide as the image. */
function place(frame: HTMLElement, viewer: OpenSeadragon.Viewer): void {
  const image = viewer.world.getItemAt(0);
  if (!image) return;
  const whole = image.getBounds();
  const seen = viewer.viewport.getBounds(true);
  const percent = (place: number, of: number): string => `${Math.min(Math.max(place / of, 0), 1) * 100}%`;
  frame.style.left = percent(seen.x - whole.x, whole.width);
  frame.style.top = percent(seen.y - whole.y, whole.height);
  frame.style.right = percent(whole.x + whole.width - seen.x - seen.width, whole.width);
  frame.style.bottom = percent(whole.y + whole.height - seen.y - seen.height, whole.height);
}

function go(box: HTMLElement, viewer: OpenSeadragon.Viewer, event: PointerEvent): void {
  const image = viewer.world.getItemAt(0);
  if (!image) return;
  const { left, top, width, height } = box.getBoundingClientRect();
  const size = image.getContentSize();
  const x = ((event.clientX - left) / width) * size.x;
  const y = ((event.clientY - top) / height) * size.y;
  viewer.viewport.panTo(image.imageToViewportCoordinates(x, y));
  viewer.viewport.applyConstraints();
}
