// The settings of one channel: window with histogram, colour, curve, reverse. One editor serves all channels in turn.

import { copyOf, element } from "../page/element";
import type { Observed } from "../page/observed";
import { ColorButton } from "./color-button";
import { CurveFields } from "./curve-fields";
import type { Histogram, Histograms } from "./histogram";
import { type Axis, HistogramPlot } from "./histogram-plot";
import type { ImageData, ValueRange } from "./image-data";
import type { Luts } from "./luts";
import type { ChannelSettings } from "./settings";
import { type View, withChannel } from "./view";
import { automatic, type Window } from "./window";
import { WindowFields } from "./window-fields";
import { WindowHandles } from "./window-handles";

export interface Workshop {
  readonly view: Observed<View>;
  readonly image: ImageData;
  readonly values: ValueRange;
  readonly histograms: Histograms;
  readonly luts: Luts;
  /** Waits until no picture is being loaded. */
  readonly calm: () => Promise<void>;
}

/** The histogram is asked for after the plane has stayed so long. */
const STAYED_MS = 150;

/** A window that is narrower than this part of all values is looked at closer. */
const NARROW = 0.12;

/** How much of its own width is shown beside a window that is looked at closer. */
const BESIDE = 0.35;

export class ChannelEditor {
  readonly panel = copyOf("channel-editor");
  readonly #shop: Workshop;
  readonly #plot: HistogramPlot;
  readonly #handles: WindowHandles;
  readonly #fields: WindowFields;
  readonly #curve: CurveFields;
  readonly #color: ColorButton;
  readonly #reverse: HTMLInputElement;
  #histogram: { readonly key: string; readonly value: Histogram } | undefined;
  #asking = new AbortController();
  #timer = 0;
  #axis: Axis | undefined;
  readonly #closer: HTMLButtonElement;
  /** Which channel, from 0; undefined: the editor is closed. */
  index: number | undefined;

  constructor(shop: Workshop) {
    this.#shop = shop;
    this.#plot = new HistogramPlot(element(HTMLCanvasElement, "canvas", this.panel), shop.luts);
    const windowed = (window: Window): void => this.#change(window);
    this.#handles = new WindowHandles(element(HTMLElement, ".histogram", this.panel), windowed);
    this.#fields = new WindowFields(this.panel, shop.values, windowed, (which) => void this.#preset(which));
    this.#curve = new CurveFields(this.panel, (curve) => this.#change(curve));
    this.#color = new ColorButton(this.panel, shop.luts, (color) => this.#change(color));
    this.#reverse = element(HTMLInputElement, ".reverse input", this.panel);
    this.#reverse.addEventListener("change", () => this.#change({ inverted: this.#reverse.checked }));
    this.#closer = element(HTMLButtonElement, ".closer", this.panel);
    this.#closer.addEventListener("click", () => this.#lookCloser(this.#closer.getAttribute("aria-pressed") !== "true"));
    shop.view.watch((now, before) => this.#follow(now, before));
  }

  /** Shows a channel, or none. */
  open(index: number | undefined): void {
    this.index = index;
    this.#axis = undefined;
    if (index === undefined) return this.panel.remove();
    this.panel.setAttribute("aria-label", `Settings of ${this.#shop.image.channels[index]?.label ?? ""}`);
    this.#lookCloser(this.#isNarrow());
    this.#askSoon(0);
  }

  #isNarrow(): boolean {
    const { low, high } = this.#extent();
    const { start, end } = this.#channel ?? { start: low, end: high };
    return end - start < NARROW * (high - low);
  }

  get #channel(): ChannelSettings | undefined {
    return this.index === undefined ? undefined : this.#shop.view.value.channels[this.index];
  }

  #change(change: Partial<ChannelSettings>): void {
    const { view } = this.#shop;
    if (this.index !== undefined) view.change({ channels: withChannel(view.value.channels, this.index, change) });
  }

  async #preset(which: "auto" | "extent" | "full"): Promise<void> {
    const { image, values } = this.#shop;
    const index = this.index;
    if (index === undefined) return;
    if (which === "auto") {
      const { z, t } = this.#shop.view.value;
      const histogram = await this.#shop.histograms.of({ channel: index, z, t }).catch(() => undefined);
      if (!histogram || index !== this.index) return;
      this.#change(automatic(histogram, values.whole));
      if (this.#isNarrow()) this.#lookCloser(true);
      return;
    }
    const extent = image.channels[index]?.window;
    if (which === "extent" && extent) this.#change({ start: extent.min, end: extent.max });
    if (which === "full") this.#change({ start: values.low, end: values.high });
  }

  #follow(now: View, before: View): void {
    if (this.index === undefined) return;
    if (now.z !== before.z || now.t !== before.t) this.#askSoon(STAYED_MS);
    if (now.channels[this.index] !== before.channels[this.index] || now.greyscale !== before.greyscale) this.#show();
  }

  #show(): void {
    const channel = this.#channel;
    if (!channel || this.index === undefined) return;
    const { greyscale } = this.#shop.view.value;
    if (!this.#axis || !this.#handles.dragging) this.#axis = this.#axisOf(channel);
    const axis = this.#axis;
    this.#plot.show({ channel, greyscale, axis, histogram: this.#histogram?.value });
    this.#handles.show({ window: channel, axis, whole: this.#shop.values.whole });
    this.#fields.show(channel);
    this.#curve.show(channel);
    this.#color.show(channel, greyscale);
    this.#reverse.checked = channel.inverted;
  }

  /** Whether the axis shows the window and what is near it, instead of all values. */
  #lookCloser(closer: boolean): void {
    this.#closer.setAttribute("aria-pressed", String(closer));
    this.#show();
  }

  #axisOf({ start, end }: Window): Axis {
    const all = this.#extent();
    if (this.#closer.getAttribute("aria-pressed") !== "true" || !(end > start)) return all;
    const beside = (end - start) * BESIDE;
    return { low: Math.max(all.low, start - beside), high: Math.min(all.high, end + beside) };
  }

  /** All values of the image, and the window where that reaches beyond. */
  #extent(): Axis {
    const { start, end } = this.#channel ?? { start: 0, end: 1 };
    const { min, max } = this.#shop.image.channels[this.index ?? 0]?.window ?? { min: start, max: end };
    const [low, high] = [Math.min(min, start, end), Math.max(max, start, end)];
    return { low, high: high > low ? high : low + 1 };
  }

  #askSoon(wait: number): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    const { z, t } = this.#shop.view.value;
    const key = [this.index, z, t].join();
    if (this.#histogram?.key.split(",")[0] !== String(this.index)) this.#histogram = undefined;
    this.#timer = setTimeout(() => void this.#ask(key), wait);
  }

  async #ask(key: string): Promise<void> {
    const [channel = 0, z = 0, t = 0] = key.split(",").map(Number);
    const asking = new AbortController();
    this.#asking = asking;
    // The picture comes first: both take the same processors.
    await this.#shop.calm();
    if (asking.signal.aborted) return;
    const value = await this.#shop.histograms.of({ channel, z, t }, asking.signal).catch(() => undefined);
    if (!value || this.index !== channel) return;
    this.#histogram = { key, value };
    this.#show();
  }
}
