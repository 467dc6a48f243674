// What the viewer shows now: plane, channels, model.

import type { Channel, ImageData } from "./image-data";

export interface View {
  /** From 0. */
  readonly z: number;
  /** From 0. */
  readonly t: number;
  readonly greyscale: boolean;
  /** As the address says it: "normal", "intmax", "intmax|0:5". */
  readonly projection: string;
  readonly channels: readonly Channel[];
}

/** The view the server described in the page: the image's own, changed by the page's query. */
export function firstView(image: ImageData, z: number, t: number, projection: string): View {
  return { z, t, projection, greyscale: image.rdefs.model === "greyscale", channels: image.channels };
}

/** The channels with one of them replaced in part; index from 0. */
export function withChannel(channels: readonly Channel[], index: number, change: Partial<Channel>): readonly Channel[] {
  return channels.map((channel, i) => (i === index ? { ...channel, ...change } : channel));
}
