// Replaces the shown plane by another without a flicker: the new one appears when all its tiles are there.

import type OpenSeadragon from "openseadragon";

/** After this long the new plane is shown with what it has. */
const PATIENCE_MS = 3000;

type Source = OpenSeadragon.TileSource;

/** The layers of one viewer. While one is being loaded only the newest further wish is kept. */
export class Layers {
  readonly #viewer: OpenSeadragon.Viewer;
  readonly #onBusy: (busy: boolean) => void;
  #shown: OpenSeadragon.TiledImage | undefined;
  #loading = false;
  #wanted: Source | undefined;

  /** onBusy: told when loading begins and when nothing more is wanted. */
  constructor(viewer: OpenSeadragon.Viewer, onBusy: (busy: boolean) => void) {
    this.#viewer = viewer;
    this.#onBusy = onBusy;
  }

  show(source: Source): void {
    if (this.#loading) {
      this.#wanted = source;
      return;
    }
    this.#loading = true;
    this.#onBusy(true);
    this.#viewer.addTiledImage({
      tileSource: source,
      opacity: this.#shown ? 0 : 1,
      preload: true,
      success: (event) => this.#await((event as unknown as { item: OpenSeadragon.TiledImage }).item),
      error: () => this.#finish(undefined),
    });
  }

  #await(layer: OpenSeadragon.TiledImage): void {
    let done = false;
    const finish = (): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      this.#finish(layer);
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    layer.addHandler("fully-loaded-change", (event) => {
      if ((event as unknown as { fullyLoaded: boolean }).fullyLoaded) finish();
    });
    if (layer.getFullyLoaded()) finish();
  }

  #finish(layer: OpenSeadragon.TiledImage | undefined): void {
    const before = this.#shown;
    if (layer) {
      layer.setOpacity(1);
      this.#shown = layer;
      if (before) this.#viewer.world.removeItem(before);
    }
    this.#loading = false;
    const next = this.#wanted;
    this.#wanted = undefined;
    if (next) this.show(next);
    else this.#onBusy(false);
  }
}
