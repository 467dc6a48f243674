// Replaces the shown picture by another without a flicker: the new one appears when all its tiles are there.

import type OpenSeadragon from "openseadragon";
import type { RegionTileSource } from "./tile-source";

/** After this long the new picture is laid over the old one with what it has. */
const PATIENCE_MS = 3000;

/** After so long without a further wish the newest one is meant to stay: what is outdated is given up for it. */
const SETTLED_MS = 100;

type Source = RegionTileSource;

/**
 * The layers of one viewer. While one is being loaded only the newest further wish is kept: somebody who drags sees
 * every picture that is finished, and when she stops, nothing outdated is waited for.
 */
export class Layers {
  readonly #viewer: OpenSeadragon.Viewer;
  readonly #onBusy: (busy: boolean) => void;
  /** What is on the screen, the newest last: one picture, and those below it where it has gaps. */
  #shown: readonly OpenSeadragon.TiledImage[] = [];
  #key = "";
  #loading: Loading | undefined;
  #wanted: Source | undefined;
  #settled = 0;

  /** onBusy: told when loading begins and when nothing more is wanted. */
  constructor(viewer: OpenSeadragon.Viewer, onBusy: (busy: boolean) => void) {
    this.#viewer = viewer;
    this.#onBusy = onBusy;
  }

  /** Shows this picture as soon as it is there, unless another is wished for until then. */
  show(source: Source): void {
    if (source.key === this.#key) return;
    this.#key = source.key;
    if (!this.#loading) return this.#load(source);
    this.#wanted = source;
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => this.#hurry(), SETTLED_MS);
  }

  /** A tile of this layer will not come. */
  failed(layer: OpenSeadragon.TiledImage): void {
    if (this.#loading?.layer === layer) this.#loading.fail();
  }

  /** Loads anew what is shown or being loaded. */
  reload(source: Source): void {
    this.#key = "";
    this.show(source);
  }

  #load(source: Source): void {
    const loading = new Loading(source, (layer) => this.#finish(loading, layer));
    this.#loading = loading;
    this.#onBusy(true);
    // What is shown stays until the new picture is complete: of that, nothing coarse is needed first.
    const before = this.#shown.at(-1);
    if (before) source.onlyFinerThan(before.viewportToImageZoom(this.#viewer.viewport.getZoom()));
    this.#viewer.addTiledImage({
      tileSource: source,
      opacity: before ? 0 : 1,
      preload: true,
      success: (event) => this.#began(loading, (event as unknown as { item: OpenSeadragon.TiledImage }).item),
      error: () => loading.finish(undefined),
    });
  }

  #began(loading: Loading, layer: OpenSeadragon.TiledImage): void {
    if (loading === this.#loading) loading.watch(layer);
    else this.#viewer.world.removeItem(layer);
  }

  #hurry(): void {
    const outdated = this.#loading;
    if (!outdated || !this.#wanted || this.#shown.length === 0) return;
    this.#loading = undefined;
    outdated.giveUp();
    if (outdated.layer) this.#viewer.world.removeItem(outdated.layer);
    this.#next();
  }

  #finish(loading: Loading, layer: OpenSeadragon.TiledImage | undefined): void {
    if (loading !== this.#loading) return;
    this.#loading = undefined;
    if (layer) {
      (layer.source as Source).anyLevel();
      layer.setOpacity(1);
      const gone = loading.lacking ? [] : this.#shown;
      this.#shown = [...this.#shown.filter((each) => !gone.includes(each)), layer];
      for (const each of gone) this.#viewer.world.removeItem(each);
    }
    this.#next();
  }

  #next(): void {
    clearTimeout(this.#settled);
    const next = this.#wanted;
    this.#wanted = undefined;
    if (next) this.#load(next);
    else this.#onBusy(false);
  }
}

/** One layer on its way. */
class Loading {
  readonly #source: Source;
  readonly #done: (layer: OpenSeadragon.TiledImage | undefined) => void;
  #timer = 0;
  #late = false;
  /** Whether a tile will not come. */
  lacking = false;
  #over = false;
  layer: OpenSeadragon.TiledImage | undefined;

  constructor(source: Source, done: (layer: OpenSeadragon.TiledImage | undefined) => void) {
    this.#source = source;
    this.#done = done;
  }

  watch(layer: OpenSeadragon.TiledImage): void {
    this.layer = layer;
    this.#timer = setTimeout(() => this.#showWhatIsThere(layer), PATIENCE_MS);
    layer.addHandler("fully-loaded-change", (event) => {
      if ((event as unknown as { fullyLoaded: boolean }).fullyLoaded) this.finish(layer);
    });
    if (layer.getFullyLoaded()) this.finish(layer);
  }

  /** The rest is not waited for longer than for pictures that are whole. */
  fail(): void {
    this.lacking = true;
    if (this.#late) this.finish(this.layer);
  }

  #showWhatIsThere(layer: OpenSeadragon.TiledImage): void {
    this.#late = true;
    layer.setOpacity(1);
    if (this.lacking) this.finish(layer);
  }

  finish(layer: OpenSeadragon.TiledImage | undefined): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#over = true;
    this.#done(layer);
  }

  giveUp(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#source.abandon();
  }
}
