// Everybody's settings of the image, to look through and to take.

import { copyOf, element } from "../page/element";
import type { Observed } from "../page/observed";
import { complain } from "./notice";
import type { ViewerPage } from "./page";
import { closeAll } from "./popovers";
import { asked } from "./server";
import { type ChannelSettings, settingsOf } from "./settings";
import type { View } from "./view";

interface Rdef {
  readonly id: number;
  readonly owner: { readonly id: number; readonly firstName: string; readonly lastName: string };
  readonly model: string;
  readonly c: readonly ChannelSettings[];
}

/** Fills the list whenever its menu opens, so that it says what is saved now. */
export function people(page: ViewerPage, view: Observed<View>): void {
  const list = element(HTMLElement, "#people");
  element(HTMLElement, "#more").addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") void fill(list, page, view).catch(complain);
  });
}

async function fill(list: HTMLElement, page: ViewerPage, view: Observed<View>): Promise<void> {
  const { rdefs = [] } = await asked<{ rdefs?: Rdef[] }>(page.addresses.everybody);
  list.replaceChildren(...rdefs.map((each) => row(each, page, view)));
  element(HTMLElement, "#people-part").hidden = rdefs.length === 0;
}

function row(rdef: Rdef, page: ViewerPage, view: Observed<View>): HTMLElement {
  const button = copyOf("person-row");
  const { thumbnail } = page.addresses;
  element(HTMLElement, ".person-name", button).textContent = nameOf(rdef, page);
  element(HTMLElement, ".person-role", button).textContent = rdef.owner.id === page.owner ? "owner of the image" : "";
  // The number of the settings stays when they are saved again: the time tells the pictures apart.
  const query = `rdefId=${rdef.id}&_=${Date.now()}`;
  element(HTMLImageElement, "img", button).src = `${thumbnail}${thumbnail.includes("?") ? "&" : "?"}${query}`;
  button.addEventListener("click", () => {
    closeAll();
    view.change(settingsOf({ model: rdef.model, channels: rdef.c }));
  });
  return button;
}

function nameOf({ owner }: Rdef, page: ViewerPage): string {
  if (owner.id === page.person) return "You";
  const name = owner.id === page.owner ? page.whose.name : `${owner.firstName} ${owner.lastName}`.trim();
  return name || `Person ${owner.id}`;
}
