// The page's own address, which always says what is shown.

import type OpenSeadragon from "openseadragon";
import { address } from "../page/address";
import type { Observed } from "../page/observed";
import { type Look, lookOf } from "./look";
import { pageQuery } from "./rendering-query";
import type { Saved } from "./saved";
import type { View } from "./view";

/** Browsers refuse when an address changes too often. */
const AT_MOST_EVERY_MS = 250;

/** Keeps the address in step with the view, without new entries in the history. Returns the address of now. */
export function pageAddress(
  template: string,
  view: Observed<View>,
  saved: Observed<Saved>,
  viewer: OpenSeadragon.Viewer,
): () => string {
  const now = (): string => address(template, {}, withLook(pageQuery(view.value, saved.value), lookOf(viewer)));
  let timer = 0;
  const soon = (): void => {
    timer ||= setTimeout(() => {
      timer = 0;
      history.replaceState(null, "", now());
    }, AT_MOST_EVERY_MS);
  };
  view.watch((shown, before) => {
    if (shown !== before) soon();
  });
  for (const event of ["canvas-drag-end", "canvas-scroll", "canvas-double-click", "canvas-key", "zoom", "pan"] as const) {
    viewer.addHandler(event, (happened) => {
      if (!(happened as { immediately?: boolean }).immediately) soon();
    });
  }
  return now;
}

function withLook(query: URLSearchParams, look: Look): URLSearchParams {
  for (const [name, number] of Object.entries(look)) if (number !== null) query.set(name, String(number));
  return query;
}
