// The curve from values to greys, as the server draws it.

import type { ChannelSettings, Family } from "./settings";

/** The families that have a coefficient, and the range in which it changes anything that can be seen. */
export const COEFFICIENTS: Partial<Record<Family, { readonly min: number; readonly max: number }>> = {
  polynomial: { min: 0.1, max: 4 },
  // Above 1.19 the exponential is too large for a number: everything inside the window is black.
  exponential: { min: 0.1, max: 1.15 },
};

/** The grey of a value, 0 to 255, before it becomes a colour. */
export function grey(channel: ChannelSettings, value: number): number {
  const plain = quantized(channel, value);
  return channel.inverted ? 255 - plain : plain;
}

function quantized({ start, end, family, coefficient }: ChannelSettings, value: number): number {
  if (value < start || Number.isNaN(value)) return 0;
  if (value >= end) return 255;
  const bent = bend(family, coefficient);
  const zero = bent(0);
  const result = (255 / (bent(255) - zero)) * (bent((255 * (value - start)) / (end - start)) - zero);
  return Number.isFinite(result) ? Math.min(Math.max(Math.round(result), 0), 255) : 0;
}

function bend(family: Family, k: number): (x: number) => number {
  if (family === "polynomial") return (x) => x ** k;
  if (family === "exponential") return (x) => Math.exp(x ** k);
  if (family === "logarithmic") return (x) => Math.log(x <= 0 ? 1 : x);
  return (x) => x;
}
