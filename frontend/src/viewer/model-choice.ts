// Colour or greyscale.

import { element } from "../page/element";
import type { Observed } from "../page/observed";
import type { View } from "./view";

/** Ties the page's two radio buttons to the view. */
export function modelChoice(view: Observed<View>): void {
  const [color, greyscale] = ["color", "greyscale"].map((value) =>
    element(HTMLInputElement, `[name=model][value=${value}]`),
  ) as [HTMLInputElement, HTMLInputElement];
  for (const box of [color, greyscale]) {
    box.addEventListener("change", () => view.change({ greyscale: greyscale.checked }));
  }
  view.watch((now) => {
    greyscale.checked = now.greyscale;
    color.checked = !now.greyscale;
  });
}
