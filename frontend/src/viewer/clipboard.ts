// Copying settings, and pasting them on this image or saving them for all of its neighbours.

import { element } from "../page/element";
import type { Observed } from "../page/observed";
import { complain, tell } from "./notice";
import type { Neighbours, ViewerPage } from "./page";
import { closeAll } from "./popovers";
import { savingQuery } from "./rendering-query";
import { channelsIn, type CopiedSettings, pasted } from "./rendering-query-reading";
import type { Saved } from "./saved";
import { asked, posted, Trouble } from "./server";
import type { View } from "./view";

export class Clipboard {
  readonly #page: ViewerPage;
  readonly #view: Observed<View>;
  readonly #saved: Observed<Saved>;

  constructor(page: ViewerPage, view: Observed<View>, saved: Observed<Saved>) {
    this.#page = page;
    this.#view = view;
    this.#saved = saved;
    press("copy-settings", () => this.#copy());
    press("paste-settings", () => this.#paste());
    const list = element(HTMLElement, "#neighbours");
    list.replaceChildren(...page.neighbours.map((each) => this.#row(each)));
    element(HTMLElement, "#neighbours-part").hidden = page.neighbours.length === 0 || page.no_saving !== "";
  }

  /** What is on the screen, whether it is saved or not. */
  #form(): URLSearchParams {
    const { image } = this.#page;
    const form = savingQuery(this.#view.value);
    form.set("imageId", String(image.id));
    form.set("pixel_range", image.pixel_range.join(":"));
    form.set("z", String(this.#view.value.z + 1));
    form.set("t", String(this.#view.value.t + 1));
    return form;
  }

  async #copy(): Promise<void> {
    const form = this.#form();
    // Posted, because the settings of many channels are longer than an address may be.
    form.set("store", "true");
    if (!(await posted<boolean>(this.#page.addresses.copy, form))) throw new Trouble("The settings could not be copied.");
    tell("Settings copied. Open another image and paste them.");
  }

  async #paste(): Promise<void> {
    const { rdef } = await asked<{ rdef: CopiedSettings | null }>(this.#page.addresses.copied);
    if (!rdef?.c) throw new Trouble("No settings were copied yet.");
    const { image } = this.#page;
    if (rdef.pixel_range && rdef.pixel_range !== image.pixel_range.join(":")) {
      throw new Trouble(`The copied settings are for values of ${rdef.pixel_range.replace(":", " to ")}, another type.`);
    }
    if (channelsIn(rdef) !== image.channels.length) {
      throw new Trouble(`The copied settings are for ${channelsIn(rdef)} channels; this image has ${image.channels.length}.`);
    }
    this.#view.change(pasted(this.#view.value, rdef));
    tell("Settings pasted. They are not saved yet.");
  }

  #row(neighbours: Neighbours): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "item";
    button.textContent = `All images of ${neighbours.type} “${neighbours.name}”`;
    button.addEventListener("click", () => {
      closeAll();
      void this.#saveForAll(neighbours).catch(complain);
    });
    return button;
  }

  async #saveForAll({ type, id, name }: Neighbours): Promise<void> {
    if (!confirm(`Save these settings for all images of the ${type} “${name}”? They replace what you saved for them.`)) return;
    const form = this.#form();
    form.set("toids", String(id));
    form.set("to_type", type);
    const done = await posted<{ true: number[]; false: number[] } | false>(this.#page.addresses.copy, form);
    if (done === false) throw new Trouble("The settings could not be saved.");
    const { greyscale, channels, z, t } = this.#view.value;
    this.#saved.change({ greyscale, channels, z, t, whose: "own" });
    const others = done.true.filter((each) => each !== this.#page.image.id).length;
    const left = done.false.length;
    tell(`Saved for this image and ${others} more.${left ? ` ${left} have other channels and stay as they are.` : ""}`);
  }
}

function press(id: string, act: () => Promise<void>): void {
  element(HTMLButtonElement, `#${id}`).addEventListener("click", () => void act().catch(complain));
}
