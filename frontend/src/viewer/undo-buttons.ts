// The buttons that go back and forth.

import { element } from "../page/element";
import type { Undo } from "./undo";

/** Ties the page's buttons to the steps. */
export function undoButtons(undo: Undo): void {
  const back = element(HTMLButtonElement, "#undo");
  const forth = element(HTMLButtonElement, "#redo");
  back.addEventListener("click", () => undo.undo());
  forth.addEventListener("click", () => undo.redo());
  undo.steps.watch(({ canUndo, canRedo }) => {
    back.disabled = !canUndo;
    forth.disabled = !canRedo;
  });
}
