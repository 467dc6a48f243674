// What the server keeps of how the image looks to this person.

import type { Observed } from "../page/observed";
import { type Settings, sameSettings, settingsOf, type ToldSettings } from "./settings";
import type { View } from "./view";

export interface Saved extends Settings {
  /** From 0. */
  readonly z: number;
  /** From 0. */
  readonly t: number;
  readonly whose: "own" | "owner" | "import";
}

/** What the server told is saved. */
export function savedOf(told: ToldSettings, whose: Saved["whose"]): Saved {
  return { ...settingsOf(told), z: told.z, t: told.t, whose };
}

/** Whether the view has settings that are not saved; the plane counts for nothing. */
export function isChanged(view: View, saved: Saved): boolean {
  return !sameSettings(view, saved);
}

/** Calls the watcher now and whenever the view or what is saved changes. */
export function watchBoth(view: Observed<View>, saved: Observed<Saved>, watcher: () => void): void {
  view.watch(watcher);
  saved.watch(watcher);
}
