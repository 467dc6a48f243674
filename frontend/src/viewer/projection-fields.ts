// Which z-sections become one picture, and how.

import { element } from "../page/element";
import type { Observed } from "../page/observed";
import type { Projection, ProjectionKind } from "./projection";
import type { View } from "./view";

/** Ties the page's fields to the view; the page has none where there is one section. */
export function projectionFields(view: Observed<View>): void {
  const part = document.querySelector<HTMLElement>("#projection");
  if (!part) return;
  const kind = element(HTMLSelectElement, "[name=projection]", part);
  const range = element(HTMLElement, ".sections", part);
  const first = element(HTMLInputElement, "[name=first]", range);
  const last = element(HTMLInputElement, "[name=last]", range);
  const change = (parts: Partial<Projection>): void =>
    view.change({ projection: { ...view.value.projection, ...parts } });
  kind.addEventListener("change", () => change({ kind: kind.value as ProjectionKind }));
  first.addEventListener("input", () => {
    const place = sectionIn(first);
    change({ first: place, last: Math.max(place, view.value.projection.last) });
  });
  last.addEventListener("input", () => {
    const place = sectionIn(last);
    change({ last: place, first: Math.min(place, view.value.projection.first) });
  });
  view.watch(({ projection }) => {
    kind.value = projection.kind;
    range.hidden = projection.kind === "normal";
    first.value = String(projection.first + 1);
    last.value = String(projection.last + 1);
    element(HTMLElement, "output", range).textContent = `${projection.first + 1} – ${projection.last + 1}`;
    sliderOfSections().disabled = projection.kind !== "normal";
  });
}

/** From 0; the page counts from 1. */
function sectionIn(field: HTMLInputElement): number {
  return field.valueAsNumber - 1;
}

/** Moving through sections changes nothing while all of them are one picture. */
function sliderOfSections(): HTMLInputElement {
  return element(HTMLInputElement, "#slider-z");
}
