// Keeps the picture on the stage in step with the view.

import type OpenSeadragon from "openseadragon";
import { element } from "../page/element";
import { Observed } from "../page/observed";
import { Layers } from "./layers";
import { lookAt } from "./look";
import { complain, hide } from "./notice";
import type { ViewerPage } from "./page";
import { RegionTileSource } from "./tile-source";
import type { View } from "./view";

/**
 * Shows every view in turn, the first at the place that the page's address says. Gives what waits until no picture is
 * being loaded.
 */
export function show(viewer: OpenSeadragon.Viewer, view: Observed<View>, page: ViewerPage): () => Promise<void> {
  const work = new Observed({ busy: true });
  const layers = new Layers(viewer, (busy) => work.change({ busy }));
  work.watch(({ busy }) => {
    element(HTMLElement, "#stage").dataset.state = busy ? "loading" : "ready";
  });
  const source = (): RegionTileSource => new RegionTileSource(page.image, page.addresses.region, view.value);
  // Only after the first picture was added does OpenSeadragon go to where everything is seen.
  viewer.world.addOnceHandler("add-item", () => queueMicrotask(() => lookAt(viewer, page.shown.look)));
  viewer.addHandler("tile-load-failed", (event) => {
    const { tile, message } = event as unknown as { tile: OpenSeadragon.Tile; message: string };
    if ((tile.tiledImage?.source as RegionTileSource | undefined)?.abandoned) return;
    if (tile.tiledImage) layers.failed(tile.tiledImage);
    complain(`A part of the picture cannot be shown: ${message}`, { label: "Try again", act: () => layers.reload(source()) });
  });
  view.watch((now, before) => {
    layers.show(source());
    if (now !== before) hide();
  });
  return () => calm(work);
}

function calm(work: Observed<{ readonly busy: boolean }>): Promise<void> {
  return new Promise((done) => {
    work.watch(({ busy }) => {
      if (!busy) done();
    });
  });
}
