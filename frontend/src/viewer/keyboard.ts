// The viewer's keys, beside those of the focused control.

import type OpenSeadragon from "openseadragon";
import type { Observed } from "../page/observed";
import { toggle } from "./channel-list";
import type { ImageData } from "./image-data";
import { step } from "./slider";
import type { View } from "./view";

type Keys = Readonly<Record<string, () => void>>;

/** Listens on the whole page; keys that somebody types into a field, or with Ctrl, Alt or Meta, are left alone. */
export function keyboard(viewer: OpenSeadragon.Viewer, view: Observed<View>, image: ImageData): void {
  const keys = viewerKeys(viewer, view, image);
  // Before OpenSeadragon, whose surface has keys of its own (0, r, f).
  document.addEventListener("keydown", (event) => listen(event, keys, view), { capture: true });
}

function viewerKeys(viewer: OpenSeadragon.Viewer, view: Observed<View>, image: ImageData): Keys {
  const zoom = (by: number): void => {
    viewer.viewport.zoomBy(by);
    viewer.viewport.applyConstraints();
  };
  return {
    PageUp: () => step(view, "z", 1, image.size.z),
    PageDown: () => step(view, "z", -1, image.size.z),
    ".": () => step(view, "t", 1, image.size.t),
    ",": () => step(view, "t", -1, image.size.t),
    "+": () => zoom(1.5),
    "=": () => zoom(1.5),
    "-": () => zoom(1 / 1.5),
    "0": () => void viewer.viewport.goHome(),
    g: () => view.change({ greyscale: !view.value.greyscale }),
  };
}

function listen(event: KeyboardEvent, keys: Keys, view: Observed<View>): void {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (event.target instanceof HTMLInputElement && event.key.startsWith("Page")) return;
  const act = keys[event.key] ?? (/^[1-9]$/.test(event.key) ? () => toggle(view, Number(event.key) - 1) : undefined);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["range", "checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
