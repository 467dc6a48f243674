// A histogram drawn with the window, the curve and the colours that values get.

import { grey } from "./curve";
import type { Histogram } from "./histogram";
import type { Luts } from "./luts";
import type { ChannelSettings } from "./settings";

/** The values at the left and the right edge. */
export interface Axis {
  readonly low: number;
  readonly high: number;
}

export interface Plotted {
  readonly channel: ChannelSettings;
  readonly greyscale: boolean;
  readonly axis: Axis;
  readonly histogram: Histogram | undefined;
}

const RAMP_PX = 9;
const GAP_PX = 3;

/** Draws on a canvas of the size that the page gives it. */
export class HistogramPlot {
  readonly #canvas: HTMLCanvasElement;
  readonly #luts: Luts;
  #strip: { readonly name: string; readonly sheet: HTMLImageElement; readonly y: number } | undefined;
  #last: Plotted | undefined;

  constructor(canvas: HTMLCanvasElement, luts: Luts) {
    this.#canvas = canvas;
    this.#luts = luts;
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  show(plotted: Plotted): void {
    this.#last = plotted;
    this.#draw();
    const { lut } = plotted.channel;
    if (lut && this.#strip?.name !== lut) void this.#fetchStrip(lut).catch(() => undefined);
  }

  async #fetchStrip(name: string): Promise<void> {
    const strip = await this.#luts.strip(name);
    if (!strip) return;
    this.#strip = { name, ...strip };
    this.#draw();
  }

  #draw(): void {
    const context = this.#canvas.getContext("2d");
    if (!context || !this.#last) return;
    const scale = devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    context.scale(scale, scale);
    const bars = height - RAMP_PX - GAP_PX;
    drawBars(context, this.#last, width, bars);
    drawCurve(context, this.#last, width, bars);
    this.#drawRamp(context, this.#last, width, height);
  }

  #drawRamp(context: CanvasRenderingContext2D, { channel, greyscale, axis }: Plotted, width: number, height: number): void {
    const strip = greyscale || this.#strip?.name !== channel.lut ? undefined : this.#strip;
    const [red, green, blue] = greyscale ? [255, 255, 255] : parts(channel.color);
    for (let x = 0; x < width; x++) {
      const d = grey(channel, valueAt(axis, x / (width - 1)));
      if (strip) {
        context.drawImage(strip.sheet, d, strip.y, 1, 1, x, height - RAMP_PX, 1.5, RAMP_PX);
      } else {
        context.fillStyle = `rgb(${(red * d) / 255} ${(green * d) / 255} ${(blue * d) / 255})`;
        context.fillRect(x, height - RAMP_PX, 1.5, RAMP_PX);
      }
    }
  }
}

/** The value at a place of the axis, 0 to 1. */
export function valueAt({ low, high }: Axis, place: number): number {
  return low + place * (high - low);
}

/** Where a value stands on the axis, 0 to 1, inside it. */
export function placeOf({ low, high }: Axis, value: number): number {
  return high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 0;
}

/** Bars on a logarithmic scale, so that a few bright pixels are seen beside a large ground. */
function drawBars(context: CanvasRenderingContext2D, plotted: Plotted, width: number, height: number): void {
  const { axis, histogram, channel } = plotted;
  if (!histogram) return;
  const columns = columnsOf(histogram, axis, Math.floor(width));
  const most = Math.log1p(Math.max(...columns));
  if (!(most > 0)) return;
  const tint = tintOf(plotted);
  columns.forEach((count, x) => {
    const value = valueAt(axis, x / width);
    const inside = value >= channel.start && value <= channel.end;
    context.fillStyle = inside ? tint : "rgb(206 214 220 / 24%)";
    const bar = (Math.log1p(count) / most) * (height - 2);
    context.fillRect(x, height - bar, 1, bar);
  });
}

/** The highest count under each column; a bin may be wider than a column, and a column than a bin. */
function columnsOf({ low, high, counts }: Histogram, axis: Axis, width: number): number[] {
  const bin = (high - low) / counts.length || 1;
  return Array.from({ length: width }, (_, x) => {
    const first = Math.floor((valueAt(axis, x / width) - low) / bin);
    const last = Math.max(Math.ceil((valueAt(axis, (x + 1) / width) - low) / bin) - 1, first);
    let most = 0;
    for (let i = Math.max(first, 0); i <= last && i < counts.length; i++) most = Math.max(most, counts[i] ?? 0);
    return most;
  });
}

function drawCurve(context: CanvasRenderingContext2D, { axis, channel }: Plotted, width: number, height: number): void {
  context.beginPath();
  for (let x = 0; x <= width; x++) {
    const y = height - 1 - (grey(channel, valueAt(axis, x / width)) / 255) * (height - 2);
    if (x === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.lineJoin = "round";
  context.strokeStyle = "rgb(12 14 16 / 70%)";
  context.lineWidth = 4;
  context.stroke();
  context.strokeStyle = "#fff";
  context.lineWidth = 1.5;
  context.stroke();
}

/** The channel's colour, paled so that dark blue is seen on a dark ground too. */
function tintOf({ channel, greyscale }: Plotted): string {
  const ground = [200, 208, 214];
  if (greyscale || channel.lut) return `rgb(${ground.join(" ")} / 80%)`;
  const mixed = parts(channel.color).map((part, i) => Math.round(0.6 * part + 0.4 * (ground[i] as number)));
  return `rgb(${mixed.join(" ")} / 88%)`;
}

function parts(color: string): [number, number, number] {
  const number = Number.parseInt(color, 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}
