// How often each value occurs in one plane of a channel.

import { address } from "../page/address";
import type { ImageData, ValueRange } from "./image-data";
import { asked } from "./server";

const MOST_BINS = 1024;
const KEPT = 60;

/** counts: over equal parts of low to high. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

interface Told {
  readonly data: readonly number[];
  readonly min?: number;
  readonly max?: number;
}

/** A place of which a histogram is made; all from 0. */
export interface PlaneOfChannel {
  readonly channel: number;
  readonly z: number;
  readonly t: number;
}

/** Asks for histograms and remembers the last ones. */
export class Histograms {
  readonly #template: string;
  readonly #image: ImageData;
  readonly #values: ValueRange;
  readonly #kept = new Map<string, Histogram>();

  /** template: the address with {channel} to fill in. */
  constructor(template: string, image: ImageData, values: ValueRange) {
    this.#template = template;
    this.#image = image;
    this.#values = values;
  }

  /** Throws Trouble, or what an abort throws. */
  async of({ channel, z, t }: PlaneOfChannel, signal?: AbortSignal): Promise<Histogram> {
    const key = [channel, z, t].join();
    const known = this.#kept.get(key);
    if (known) return known;
    const { min: low, max: high } = this.#range(channel);
    // Such an image has infinite values, or nobody has looked at all of them yet: one bar would hold all the rest.
    const endless = !this.#values.whole && (low <= this.#values.low || high >= this.#values.high);
    const bins = this.#values.whole ? Math.min(high - low + 1, MOST_BINS) : MOST_BINS;
    const query = new URLSearchParams({ theZ: String(z), theT: String(t), bins: String(bins) });
    if (endless) query.set("range", "plane");
    const told = await asked<Told>(address(this.#template, { channel }, query), signal);
    const histogram = { low: told.min ?? low, high: told.max ?? high, counts: told.data };
    this.#keep(key, histogram);
    return histogram;
  }

  #range(channel: number): { readonly min: number; readonly max: number } {
    return this.#image.channels[channel]?.window ?? { min: this.#values.low, max: this.#values.high };
  }

  #keep(key: string, histogram: Histogram): void {
    this.#kept.set(key, histogram);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && !oldest.done) this.#kept.delete(oldest.value);
  }
}
