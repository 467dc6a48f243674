// The list of channels: colour, name, switch, window; the editor stands below the one that is open.

import { copyOf, element } from "../page/element";
import type { Observed } from "../page/observed";
import { ChannelEditor, type Workshop } from "./channel-editor";
import type { ChannelSettings } from "./settings";
import { paintSwatch } from "./swatch";
import { drawnChannels, type View, withChannel } from "./view";
import { short } from "./window";

/** From so many channels on, the list can be narrowed by their names. */
const MANY = 12;

/** Fills the page's list of channels and keeps it in step with the view. */
export class ChannelList {
  readonly #shop: Workshop;
  readonly #editor: ChannelEditor;
  readonly #rows: readonly Row[];

  constructor(shop: Workshop) {
    this.#shop = shop;
    this.#editor = new ChannelEditor(shop);
    this.#rows = shop.image.channels.map((_, index) => this.#row(index));
    element(HTMLElement, "#channels").replaceChildren(...this.#rows.map((each) => each.item));
    shop.view.watch((now, before) => this.#follow(now, before));
    this.#filter();
  }

  /** Opens the editor of a channel, or closes it where that is open already. */
  open(index: number): void {
    const closing = this.#editor.index === index;
    this.#rows[this.#editor.index ?? -1]?.opener.setAttribute("aria-expanded", "false");
    const row = this.#rows[index];
    if (closing || !row) return this.#editor.open(undefined);
    row.opener.setAttribute("aria-expanded", "true");
    row.item.append(this.#editor.panel);
    this.#editor.open(index);
    this.#editor.panel.scrollIntoView({ block: "nearest" });
  }

  #row(index: number): Row {
    const item = copyOf("channel-row");
    const label = this.#shop.image.channels[index]?.label ?? "";
    const row: Row = {
      item,
      label: label.toLowerCase(),
      box: element(HTMLInputElement, "input", item),
      swatch: element(HTMLElement, ".swatch", item),
      range: element(HTMLElement, ".window", item),
      opener: element(HTMLButtonElement, ".channel-open", item),
    };
    element(HTMLElement, ".name", item).textContent = label;
    element(HTMLElement, ".opener-name", item).textContent = `Settings of ${label}, window `;
    row.box.addEventListener("click", (event) => {
      if (event.altKey) only(this.#shop.view, index);
      else toggle(this.#shop.view, index);
    });
    row.opener.addEventListener("click", () => this.open(index));
    return row;
  }

  #follow(now: View, before: View): void {
    const drawn = drawnChannels(now);
    now.channels.forEach((channel, index) => {
      const fresh = now === before || channel !== before.channels[index] || now.greyscale !== before.greyscale;
      const row = this.#rows[index];
      if (!row) return;
      row.item.dataset.drawn = String(drawn.includes(index));
      if (fresh) this.#show(row, channel, now.greyscale);
    });
  }

  #show(row: Row, channel: ChannelSettings, greyscale: boolean): void {
    row.box.checked = channel.active;
    paintSwatch(row.swatch, channel, greyscale, this.#shop.luts);
    row.range.textContent = `${short(channel.start)} – ${short(channel.end)}`;
  }

  #filter(): void {
    const part = element(HTMLElement, "#channel-filter");
    const field = element(HTMLInputElement, "[type=search]", part);
    const onlyOn = element(HTMLInputElement, "[type=checkbox]", part);
    part.hidden = this.#rows.length <= MANY;
    element(HTMLElement, "#channels").classList.toggle("many", this.#rows.length > MANY);
    const narrow = (): void => {
      const wanted = field.value.trim().toLowerCase();
      for (const { item, label, box } of this.#rows) {
        item.hidden = !label.includes(wanted) || (onlyOn.checked && !box.checked);
      }
    };
    field.addEventListener("input", narrow);
    onlyOn.addEventListener("change", narrow);
  }
}

interface Row {
  readonly item: HTMLElement;
  readonly label: string;
  readonly box: HTMLInputElement;
  readonly swatch: HTMLElement;
  readonly range: HTMLElement;
  readonly opener: HTMLButtonElement;
}

/** Switches a channel on or off; index from 0. */
export function toggle(view: Observed<View>, index: number): void {
  const channel = view.value.channels[index];
  if (!channel) return;
  view.change({ channels: withChannel(view.value.channels, index, { active: !channel.active }) });
}

/** Switches all channels off but this one. */
export function only(view: Observed<View>, index: number): void {
  view.change({ channels: view.value.channels.map((channel, i) => ({ ...channel, active: i === index })) });
}
