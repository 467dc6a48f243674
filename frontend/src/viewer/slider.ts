// A slider for one axis, z-sections or timepoints.

import { element } from "../page/element";
import type { Observed } from "../page/observed";
import type { View } from "./view";

/** Ties the page's slider to the view; the page has none where the axis has one position. */
export function slider(axis: "z" | "t", view: Observed<View>): void {
  const row = document.querySelector<HTMLElement>(`[data-axis="${axis}"]`);
  if (!row) return;
  const input = element(HTMLInputElement, "input", row);
  const output = element(HTMLOutputElement, "output", row);
  input.addEventListener("input", () => view.change({ [axis]: input.valueAsNumber - 1 }));
  view.watch((now) => {
    input.value = String(now[axis] + 1);
    output.textContent = `${now[axis] + 1} / ${input.max}`;
  });
}

/** Moves the view along an axis by some positions, staying inside; size: how many positions there are. */
export function step(view: Observed<View>, axis: "z" | "t", by: number, size: number): void {
  const position = Math.min(Math.max(view.value[axis] + by, 0), size - 1);
  if (position !== view.value[axis]) view.change({ [axis]: position });
}
