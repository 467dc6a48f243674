// The viewer's keys, beside those of the focused control.

import type OpenSeadragon from "openseadragon";
import type { Observed } from "../page/observed";
import { only, toggle } from "./channel-list";
import type { ImageData } from "./image-data";
import { step } from "./slider";
import type { View } from "./view";

type Keys = Readonly<Record<string, () => void>>;

/** What keys do that has its place elsewhere. */
export interface Acts {
  readonly auto: () => void;
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Listens on the whole page; keys that somebody types into a field are left alone. */
export function keyboard(viewer: OpenSeadragon.Viewer, view: Observed<View>, image: ImageData, acts: Acts): void {
  const keys = viewerKeys(viewer, view, image, acts);
  // Before OpenSeadragon, whose surface has keys of its own (0, r, f).
  document.addEventListener("keydown", (event) => listen(event, keys, view, acts), { capture: true });
}

function viewerKeys(viewer: OpenSeadragon.Viewer, view: Observed<View>, image: ImageData, acts: Acts): Keys {
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
    a: acts.auto,
  };
}

function listen(event: KeyboardEvent, keys: Keys, view: Observed<View>, acts: Acts): void {
  const act = event.ctrlKey || event.metaKey ? withControl(event, acts) : plain(event, keys, view);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function withControl(event: KeyboardEvent, acts: Acts): (() => void) | undefined {
  if (event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === "s" && !event.shiftKey) return acts.save;
  // Fields have their own way back.
  if (isTyping(event.target)) return undefined;
  if (key === "z") return event.shiftKey ? acts.redo : acts.undo;
  return key === "y" ? acts.redo : undefined;
}

function plain(event: KeyboardEvent, keys: Keys, view: Observed<View>): (() => void) | undefined {
  if (event.altKey || isTyping(event.target)) return undefined;
  if (event.key.startsWith("Page") && isSlider(event.target)) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (!digit) return keys[event.key];
  const index = Number(digit) - 1;
  return () => (event.shiftKey ? only(view, index) : toggle(view, index));
}

function isSlider(target: EventTarget | null): boolean {
  return target instanceof Element && (target.matches("input") || target.getAttribute("role") === "slider");
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["range", "checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
