// Saving how the image looks, and going back to what import or the owner chose.

import { element } from "../page/element";
import type { Observed } from "../page/observed";
import { complain, tell } from "./notice";
import type { ViewerPage } from "./page";
import { savingQuery } from "./rendering-query";
import { isChanged, type Saved, savedOf, watchBoth } from "./saved";
import { asked, posted, Trouble } from "./server";
import type { ChannelSettings, ToldSettings } from "./settings";
import type { Undo } from "./undo";
import type { View } from "./view";

/** The shape of imgData, as far as it tells settings. */
interface ToldImage {
  readonly channels: readonly (ChannelSettings & { readonly window: { readonly start: number; readonly end: number } })[];
  readonly rdefs: { readonly model: string; readonly defaultZ: number; readonly defaultT: number };
}

export class Keeping {
  readonly #page: ViewerPage;
  readonly #view: Observed<View>;
  readonly #saved: Observed<Saved>;
  readonly #undo: Undo;

  constructor(page: ViewerPage, view: Observed<View>, saved: Observed<Saved>, undo: Undo) {
    this.#page = page;
    this.#view = view;
    this.#saved = saved;
    this.#undo = undo;
    this.#press("save", () => this.save());
    this.#press("discard", () => this.#take({ ...saved.value }));
    this.#press("reset", () => this.#reset("reset"));
    this.#press("owners", () => this.#reset("owners"));
    watchBoth(view, saved, () => this.#mark());
  }

  /** Saves the settings and the plane for who looks. Throws Trouble. */
  async save(): Promise<void> {
    if (this.#page.no_saving) throw new Trouble(this.#page.no_saving);
    const { z, t, greyscale, channels } = this.#view.value;
    const form = savingQuery(this.#view.value);
    form.set("z", String(z + 1));
    form.set("t", String(t + 1));
    if (!(await posted<boolean>(this.#page.addresses.save, form))) {
      throw new Trouble("Nothing was saved: the image is not there any more, or you may not annotate it.");
    }
    this.#saved.change({ z, t, greyscale, channels, whose: "own" });
    tell("Saved. Thumbnails and other programs show your settings now.");
  }

  /** Saved at once where that is allowed, as the addresses do; else only shown. */
  async #reset(which: "reset" | "owners"): Promise<void> {
    const { addresses, image, no_saving } = this.#page;
    if (no_saving) return this.#take(savedOf(which === "reset" ? await this.#imported() : await this.#owners(), "own"));
    const done = await posted<number[]>(addresses[which], new URLSearchParams({ toids: String(image.id) }));
    if (!done.includes(image.id)) throw new Trouble("The settings could not be changed.");
    const now = savedOf(await this.#told(), "own");
    this.#saved.change(now);
    this.#take(now);
    tell(which === "reset" ? "The settings of the import are yours again." : "The owner's settings are yours now.", {
      label: "Undo",
      act: () => this.#undo.undo(),
    });
  }

  #take({ greyscale, channels }: Saved): void {
    this.#view.change({ greyscale, channels });
  }

  #imported(): Promise<ToldSettings> {
    return this.#told({ getDefaults: "true" });
  }

  async #owners(): Promise<ToldSettings> {
    const told = await asked<{ rdefs: { owner: { id: number }; c: ChannelSettings[]; model: string }[] }>(
      this.#page.addresses.everybody,
    );
    const found = told.rdefs.find((each) => each.owner.id === this.#page.owner);
    return found ? { model: found.model, channels: found.c, z: 0, t: 0 } : this.#imported();
  }

  /** The settings that imgData tells. */
  async #told(query: Record<string, string> = {}): Promise<ToldSettings> {
    const { imported } = this.#page.addresses;
    const text = new URLSearchParams(query).toString();
    const url = text === "" ? imported : `${imported}${imported.includes("?") ? "&" : "?"}${text}`;
    const { channels, rdefs } = await asked<ToldImage>(url);
    return {
      model: rdefs.model,
      channels: channels.map(({ window: { start, end }, ...rest }) => ({ ...rest, start, end })),
      z: rdefs.defaultZ,
      t: rdefs.defaultT,
    };
  }

  #press(id: string, act: () => void | Promise<void>): void {
    element(HTMLButtonElement, `#${id}`).addEventListener("click", () => {
      void Promise.resolve()
        .then(act)
        .catch((error: unknown) => complain(error));
    });
  }

  #mark(): void {
    const changed = isChanged(this.#view.value, this.#saved.value);
    const moved = this.#view.value.z !== this.#saved.value.z || this.#view.value.t !== this.#saved.value.t;
    const allowed = this.#page.no_saving === "";
    element(HTMLButtonElement, "#save").disabled = !allowed || !(changed || moved);
    element(HTMLButtonElement, "#discard").disabled = !changed;
    document.title = `${changed ? "● " : ""}${this.#page.image.meta.imageName} · Micrographia`;
    const state = element(HTMLElement, "#save-state");
    state.dataset.changed = String(changed);
    state.textContent = changed ? (allowed ? "Not saved" : "Changed, on your screen only") : this.#asSaved();
  }

  #asSaved(): string {
    const words = { own: "As you saved it", owner: `As ${this.#page.whose.name} saved it`, import: "As imported" };
    return words[this.#saved.value.whose];
  }
}
