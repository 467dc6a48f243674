// The image viewer page.

import "../styles/viewer.css";
import { pageData } from "./page/data";
import { element } from "./page/element";
import { keepAlive } from "./page/keep-alive";
import { Observed } from "./page/observed";
import { buttons } from "./viewer/buttons";
import { channelList } from "./viewer/channel-list";
import type { ImageData } from "./viewer/image-data";
import { keyboard } from "./viewer/keyboard";
import { Layers } from "./viewer/layers";
import { modelSwitch } from "./viewer/model-switch";
import { scaleBar } from "./viewer/scale-bar";
import { slider } from "./viewer/slider";
import { stage } from "./viewer/stage";
import { RegionTileSource } from "./viewer/tile-source";
import { firstView, type View } from "./viewer/view";

interface ViewerPage {
  readonly image: ImageData;
  /** From 0. */
  readonly z: number;
  /** From 0. */
  readonly t: number;
  readonly projection: string;
  /** The address of a region, with {z} and {t} to fill in. */
  readonly region: string;
}

function start(page: ViewerPage): void {
  const { image } = page;
  const view = new Observed<View>(firstView(image, page.z, page.t, page.projection));
  const viewer = stage(image.interpolate, image.tiles);
  const layers = new Layers(viewer, (busy) => {
    element(HTMLElement, "#stage").dataset.state = busy ? "loading" : "ready";
  });
  view.watch((now) => layers.show(new RegionTileSource(image, page.region, now)));
  slider("z", view);
  slider("t", view);
  channelList(view);
  modelSwitch(view);
  buttons(viewer);
  keyboard(viewer, view, image);
  scaleBar(viewer, image.pixel_size.x);
}

if (document.getElementById("viewer-page")) start(pageData<ViewerPage>("viewer-page"));
keepAlive();
