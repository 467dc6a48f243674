// The choice of a colour or a lookup table.

import { copyOf, element } from "../page/element";
import type { ColorChange } from "./color-button";
import { type Lut, type Luts, lutTitle } from "./luts";
import { complain } from "./notice";
import type { ChannelSettings } from "./settings";

const COLORS: Readonly<Record<string, string>> = {
  Red: "FF0000",
  Orange: "FF8000",
  Yellow: "FFFF00",
  Green: "00FF00",
  Cyan: "00FFFF",
  Azure: "0080FF",
  Blue: "0000FF",
  Violet: "8000FF",
  Magenta: "FF00FF",
  White: "FFFFFF",
};

export class ColorPicker {
  readonly #popover = element(HTMLElement, "#color-picker");
  readonly #own = element(HTMLInputElement, "[type=color]", this.#popover);
  readonly #filter = element(HTMLInputElement, "[type=search]", this.#popover);
  readonly #list = element(HTMLElement, ".luts", this.#popover);
  readonly #luts: Luts;
  readonly #onChange: (change: ColorChange) => void;
  #shown: ChannelSettings | undefined;

  constructor(luts: Luts, onChange: (change: ColorChange) => void) {
    this.#luts = luts;
    this.#onChange = onChange;
    element(HTMLElement, ".colors", this.#popover).prepend(...Object.entries(COLORS).map((each) => this.#patch(...each)));
    this.#own.addEventListener("input", () => this.#choose(this.#own.value.slice(1)));
    this.#filter.addEventListener("input", () => this.#narrow());
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
    this.#popover.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "open") void this.#fill().catch(complain);
    });
  }

  show(channel: ChannelSettings): void {
    this.#shown = channel;
    this.#own.value = `#${channel.color.toLowerCase()}`;
    this.#mark();
  }

  #choose(color: string): void {
    this.#onChange({ color: color.toUpperCase(), alpha: 255, lut: undefined });
  }

  #patch(name: string, color: string): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "color";
    button.title = name;
    button.dataset.color = color;
    button.setAttribute("aria-label", name);
    button.style.backgroundColor = `#${color}`;
    button.addEventListener("click", () => this.#choose(color));
    return button;
  }

  async #fill(): Promise<void> {
    if (this.#list.childElementCount > 0) return this.#reveal();
    const luts = await this.#luts.all();
    this.#list.replaceChildren(...luts.map((lut) => this.#row(lut)));
    this.#mark();
    this.#reveal();
  }

  #row(lut: Lut): HTMLElement {
    const row = copyOf("lut-row");
    row.dataset.lut = lut.name;
    element(HTMLElement, ".lut-name", row).textContent = lutTitle(lut.name);
    void this.#luts.paint(element(HTMLElement, ".patch", row), lut.name);
    row.addEventListener("click", () => this.#onChange({ lut: lut.name }));
    return row;
  }

  #narrow(): void {
    const wanted = this.#filter.value.trim().toLowerCase();
    for (const row of this.#rows()) row.hidden = !lutTitle(row.dataset.lut ?? "").toLowerCase().includes(wanted);
  }

  #mark(): void {
    const { lut, color } = this.#shown ?? {};
    for (const row of this.#rows()) row.setAttribute("aria-pressed", String(row.dataset.lut === lut));
    for (const patch of this.#popover.querySelectorAll<HTMLElement>("[data-color]")) {
      patch.setAttribute("aria-pressed", String(!lut && patch.dataset.color === color));
    }
  }

  /** Brings the table in use into sight. */
  #reveal(): void {
    const used = this.#rows().find((row) => row.getAttribute("aria-pressed") === "true");
    if (used) this.#list.scrollTop = used.offsetTop - this.#list.clientHeight / 2;
  }

  #walk(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const rows = this.#rows().filter((row) => !row.hidden);
    rows[rows.indexOf(document.activeElement as HTMLElement) + by]?.focus();
  }

  #rows(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[data-lut]")];
  }
}
