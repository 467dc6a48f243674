// Start and end of a window as numbers, and buttons for the usual ones.

import { element } from "../page/element";
import type { ValueRange } from "./image-data";
import type { Window } from "./window";

const PRESETS = ["auto", "extent", "full"] as const;
type Preset = (typeof PRESETS)[number];

/** What fits into a field beside the buttons. */
const LONGEST_NUMBER = 99_999;

export class WindowFields {
  readonly #start: HTMLInputElement;
  readonly #end: HTMLInputElement;

  constructor(
    panel: HTMLElement,
    values: ValueRange,
    onChange: (window: Window) => void,
    onPreset: (which: Preset) => void,
  ) {
    this.#start = element(HTMLInputElement, "[name=start]", panel);
    this.#end = element(HTMLInputElement, "[name=end]", panel);
    element(HTMLElement, ".window-row", panel).dataset.long = String(!values.whole || values.high > LONGEST_NUMBER);
    for (const field of [this.#start, this.#end]) {
      field.step = values.whole ? "1" : "any";
      field.addEventListener("input", () => this.#read(onChange));
      field.addEventListener("blur", () => this.#restore());
    }
    for (const which of PRESETS) {
      const button = element(HTMLButtonElement, `[data-preset=${which}]`, panel);
      button.addEventListener("click", () => onPreset(which));
      // Every value that a float can have is no window that shows anything.
      if (which === "full") button.hidden = !values.whole;
    }
  }

  /** A field in which somebody types is left alone. */
  show({ start, end }: Window): void {
    put(this.#start, start);
    put(this.#end, end);
  }

  #read(onChange: (window: Window) => void): void {
    const [start, end] = [this.#start.valueAsNumber, this.#end.valueAsNumber];
    const good = Number.isFinite(start) && Number.isFinite(end) && start <= end;
    for (const field of [this.#start, this.#end]) field.setAttribute("aria-invalid", String(!good));
    if (good) onChange({ start, end });
  }

  /** What could not be used goes away when the field is left. */
  #restore(): void {
    for (const field of [this.#start, this.#end]) {
      field.setAttribute("aria-invalid", "false");
      field.value = field.dataset.value ?? field.value;
    }
  }
}

function put(field: HTMLInputElement, value: number): void {
  field.dataset.value = String(value);
  if (document.activeElement !== field) field.value = String(value);
}
