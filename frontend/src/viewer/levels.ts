// The resolutions of an image, full resolution first, as the server counts them.

import type { ImageData } from "./image-data";

/** The longest side of a tile that the server makes. */
const LONGEST_TILE = 1024;

export interface LevelSize {
  readonly width: number;
  readonly height: number;
}

/** The size of every level; 0 is full resolution. An image without tiles has one. */
export function levelSizes(image: ImageData): readonly LevelSize[] {
  const full = { width: image.size.width, height: image.size.height };
  if (!image.tiles || !image.levels) return [full];
  return Array.from({ length: image.levels }, (_, level) => levelSize(image, level, full));
}

function levelSize(image: ImageData, level: number, full: LevelSize): LevelSize {
  const stated = image.resolutions?.[level];
  if (stated) return { width: stated.sizeX, height: stated.sizeY };
  const scale = image.zoomLevelScaling?.[level] ?? 1;
  return { width: Math.round(full.width * scale), height: Math.round(full.height * scale) };
}

/** The size of the tiles to ask for: the file's own, or as large as the server makes them. */
export function tileSize(image: ImageData): LevelSize {
  const { width, height } = image.tile_size ?? image.size;
  return { width: Math.min(width, LONGEST_TILE), height: Math.min(height, LONGEST_TILE) };
}
