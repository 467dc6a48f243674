// The range of values that a channel shows.

import type { Histogram } from "./histogram";

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The part of the pixels that an automatic window leaves out at each end. */
const LEFT_OUT = 0.003;

/** A window that leaves out the darkest and the brightest few pixels. whole: values are whole numbers. */
export function automatic({ low, high, counts }: Histogram, whole: boolean): Window {
  const most = counts.reduce((sum, count) => sum + count, 0) * LEFT_OUT;
  const first = firstBeyond(counts, most);
  const last = counts.length - 1 - firstBeyond([...counts].reverse(), most);
  const width = (high - low) / counts.length;
  const start = low + first * width;
  const end = low + (last + 1) * width;
  if (!whole) return { start: tidy(start, width), end: tidy(end, width) };
  return { start: Math.round(start), end: Math.max(Math.round(end), Math.round(start) + 1) };
}

/** A number with no more digits than a step of this size needs. */
export function tidy(number: number, step: number): number {
  if (!(step > 0)) return number;
  const digits = Math.ceil(Math.log10(Math.abs(number) / step || 1)) + 2;
  return Number(number.toPrecision(Math.min(Math.max(digits, 3), 15)));
}

/** A number as short as people can tell it. */
export function short(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return String(value);
  return String(Number(value.toPrecision(4)));
}

function firstBeyond(counts: readonly number[], most: number): number {
  let sum = 0;
  const found = counts.findIndex((count) => {
    sum += count;
    return sum > most;
  });
  return Math.max(found, 0);
}
