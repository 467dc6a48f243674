// How the picture is sent and shown: quality of the JPEG, smooth or sharp pixels.

import type OpenSeadragon from "openseadragon";
import { element } from "../page/element";
import type { Observed } from "../page/observed";
import type { View } from "./view";

/** Ties the page's fields to the view and the stage. */
export function pictureFields(view: Observed<View>, viewer: OpenSeadragon.Viewer, smooth: boolean): void {
  const quality = element(HTMLSelectElement, "[name=quality]");
  quality.addEventListener("change", () => {
    view.change({ quality: quality.value === "" ? null : Number(quality.value) });
  });
  view.watch((now) => {
    const value = now.quality === null ? "" : String(now.quality);
    if (![...quality.options].some((option) => option.value === value)) quality.add(new Option(value, value));
    quality.value = value;
  });
  const box = element(HTMLInputElement, "[name=smooth]");
  box.checked = smooth;
  box.addEventListener("change", () => {
    viewer.drawer.setImageSmoothingEnabled(box.checked);
    viewer.forceRedraw();
  });
}
