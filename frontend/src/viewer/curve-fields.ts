// The family of the curve and its coefficient.

import { element } from "../page/element";
import { COEFFICIENTS } from "./curve";
import type { ChannelSettings, Family } from "./settings";

type Curve = Pick<ChannelSettings, "family" | "coefficient">;

export class CurveFields {
  readonly #family: HTMLSelectElement;
  readonly #row: HTMLElement;
  readonly #slider: HTMLInputElement;
  readonly #field: HTMLInputElement;

  constructor(panel: HTMLElement, onChange: (curve: Partial<Curve>) => void) {
    this.#family = element(HTMLSelectElement, "[name=family]", panel);
    this.#row = element(HTMLElement, ".coefficient", panel);
    this.#slider = element(HTMLInputElement, "[type=range]", this.#row);
    this.#field = element(HTMLInputElement, "[name=coefficient]", this.#row);
    this.#family.addEventListener("change", () => onChange(begun(this.#family.value as Family)));
    for (const input of [this.#slider, this.#field]) {
      input.addEventListener("input", () => {
        const good = input.valueAsNumber > 0;
        input.setAttribute("aria-invalid", String(!good));
        if (good) onChange({ coefficient: input.valueAsNumber });
      });
    }
  }

  show({ family, coefficient }: Curve): void {
    this.#family.value = family;
    const range = COEFFICIENTS[family];
    this.#row.hidden = !range;
    if (!range) return;
    this.#slider.min = String(range.min);
    this.#slider.max = String(range.max);
    this.#slider.value = String(coefficient);
    if (document.activeElement !== this.#field) this.#field.value = String(coefficient);
  }
}

/** A family with a coefficient that shows what it does. */
function begun(family: Family): Curve {
  if (family === "polynomial") return { family, coefficient: 0.5 };
  return { family, coefficient: 1 };
}
