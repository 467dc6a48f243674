// The button that shows a channel's colour and opens the choice of others.

import { element } from "../page/element";
import { ColorPicker } from "./color-picker";
import { type Luts, lutTitle } from "./luts";
import type { ChannelSettings } from "./settings";
import { paintSwatch } from "./swatch";

export type ColorChange = Pick<ChannelSettings, "color" | "alpha" | "lut"> | Pick<ChannelSettings, "lut">;

export class ColorButton {
  readonly #button: HTMLButtonElement;
  readonly #patch: HTMLElement;
  readonly #name: HTMLElement;
  readonly #luts: Luts;
  readonly #picker: ColorPicker;

  constructor(panel: HTMLElement, luts: Luts, onChange: (change: ColorChange) => void) {
    this.#button = element(HTMLButtonElement, ".color-button", panel);
    this.#patch = element(HTMLElement, ".patch", this.#button);
    this.#name = element(HTMLElement, ".color-name", this.#button);
    this.#luts = luts;
    this.#picker = new ColorPicker(luts, onChange);
  }

  /** In greyscale a channel keeps its colour, but shows none. */
  show(channel: ChannelSettings, greyscale: boolean): void {
    paintSwatch(this.#patch, channel, false, this.#luts);
    this.#name.textContent = channel.lut ? lutTitle(channel.lut) : `#${channel.color}`;
    this.#button.title = greyscale ? "Not shown in greyscale" : "Colour or lookup table";
    this.#picker.show(channel);
  }
}
