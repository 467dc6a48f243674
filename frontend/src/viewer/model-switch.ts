// Colour or greyscale.

import { element } from "../page/element";
import type { Observed } from "../page/observed";
import type { View } from "./view";

/** Ties the page's greyscale switch to the view. */
export function modelSwitch(view: Observed<View>): void {
  const box = element(HTMLInputElement, "#greyscale");
  box.addEventListener("change", () => view.change({ greyscale: box.checked }));
  view.watch((now) => {
    box.checked = now.greyscale;
  });
}
