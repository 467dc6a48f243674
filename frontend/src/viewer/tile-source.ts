// The image as OpenSeadragon wants it: tiles of one plane in one rendering.

import OpenSeadragon from "openseadragon";
import { address } from "../page/address";
import type { ImageData } from "./image-data";
import { type LevelSize, levelSizes, tileSize } from "./levels";
import { drawingQuery } from "./rendering-query";
import { tile } from "./tile";
import type { View } from "./view";

/** Pixels of the screen per pixel of a level, from which on OpenSeadragon uses it: its minPixelRatio. */
const FINEST = 0.5;

/** Tiles of a view. OpenSeadragon counts levels from the smallest, the server from full resolution. */
export class RegionTileSource extends OpenSeadragon.TileSource {
  readonly #sizes: readonly LevelSize[];
  readonly #tile: LevelSize;
  readonly #template: string;
  readonly #view: View;
  readonly #query: URLSearchParams;
  readonly #given = new AbortController();

  /** template: the address of a region with {z} and {t} to fill in. */
  constructor(image: ImageData, template: string, view: View) {
    const size = tileSize(image);
    const sizes = levelSizes(image);
    super({
      width: image.size.width,
      height: image.size.height,
      tileWidth: size.width,
      tileHeight: size.height,
      minLevel: 0,
      maxLevel: sizes.length - 1,
    });
    this.#sizes = sizes;
    this.#tile = size;
    this.#template = template;
    this.#view = view;
    this.#query = drawingQuery(view);
  }

  /** What tells this picture from others: two views with the same key look the same. */
  get key(): string {
    return address(this.#template, { z: this.#view.z, t: this.#view.t }, this.#query);
  }

  get abandoned(): boolean {
    return this.#given.signal.aborted;
  }

  /** Nobody wants it any more: tiles that are under way are given up. */
  abandon(): void {
    this.#given.abort();
  }

  /** Loads no level that is coarser than what the zoom needs; zoom: pixels of the screen per pixel of the image. */
  onlyFinerThan(zoom: number): void {
    const wanted = this.#sizes.findIndex((_, server) => zoom / this.getLevelScale(this.#serverLevel(server)) >= FINEST);
    this.minLevel = wanted < 0 ? 0 : this.#serverLevel(wanted);
  }

  /** Loads whatever level is needed. */
  anyLevel(): void {
    this.minLevel = 0;
  }

  /** The coarsest level that is one tile, or the coarsest. */
  override getClosestLevel(): number {
    const single = (level: number): boolean => {
      const { x, y } = this.getNumTiles(level);
      return x === 1 && y === 1;
    };
    return this.#sizes.reduce((found, _, level) => (level === found + 1 && single(level) ? level : found), 0);
  }

  #size(level: number): LevelSize {
    return this.#sizes[this.#serverLevel(level)] as LevelSize;
  }

  #serverLevel(level: number): number {
    return this.#sizes.length - 1 - level;
  }

  override getLevelScale(level: number): number {
    return this.#size(level).width / this.dimensions.x;
  }

  override getNumTiles(level: number): OpenSeadragon.Point {
    const { width, height } = this.#size(level);
    return new OpenSeadragon.Point(Math.ceil(width / this.#tile.width), Math.ceil(height / this.#tile.height));
  }

  /** Where a tile lies, the image being 1 wide. Each side is measured by its own level, which may have been rounded. */
  override getTileBounds(level: number, x: number, y: number, isSource?: boolean): OpenSeadragon.Rect {
    const size = this.#size(level);
    const left = x * this.#tile.width;
    const top = y * this.#tile.height;
    const width = Math.min(this.#tile.width, size.width - left);
    const height = Math.min(this.#tile.height, size.height - top);
    if (isSource) return new OpenSeadragon.Rect(0, 0, width, height);
    const down = this.dimensions.y / this.dimensions.x / size.height;
    return new OpenSeadragon.Rect(left / size.width, top * down, width / size.width, height * down);
  }

  override getTileUrl(level: number, x: number, y: number): string {
    const query = new URLSearchParams(this.#query);
    query.set("tile", [this.#serverLevel(level), x, y, this.#tile.width, this.#tile.height].join(","));
    return address(this.#template, { z: this.#view.z, t: this.#view.t }, query);
  }

  override downloadTileStart(job: OpenSeadragon.ImageJob): void {
    const own = new AbortController();
    (job.userData as { abort?: () => void }).abort = () => own.abort();
    tile(job.src, AbortSignal.any([own.signal, this.#given.signal])).then(
      (picture) => job.finish(picture, null as never, "rasterBlob"),
      (error: unknown) => job.fail(error instanceof Error ? error.message : String(error), null as never),
    );
  }

  override downloadTileAbort(job: OpenSeadragon.ImageJob): void {
    (job.userData as { abort?: () => void }).abort?.();
  }
}
