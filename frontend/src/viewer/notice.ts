// Short messages over the image: what was done, what went wrong.

import { element } from "../page/element";

const LONG_ENOUGH_MS = 5000;

export interface Offer {
  readonly label: string;
  readonly act: () => void;
}

let timer = 0;

/** Says that something was done, with what could be done about it; goes away by itself. */
export function tell(text: string, offer?: Offer): void {
  show(text, "done", offer);
  timer = setTimeout(hide, LONG_ENOUGH_MS + (offer ? LONG_ENOUGH_MS : 0));
}

/** Says what went wrong; stays until it is closed or something else is said. */
export function complain(error: unknown, offer?: Offer): void {
  show(error instanceof Error ? error.message : String(error), "wrong", offer);
}

/** Takes the message away. */
export function hide(): void {
  element(HTMLElement, "#notice").hidden = true;
}

function show(text: string, kind: "done" | "wrong", offer: Offer | undefined): void {
  clearTimeout(timer);
  const box = element(HTMLElement, "#notice");
  box.dataset.kind = kind;
  // The region that is read out has to be there before its text changes.
  box.hidden = false;
  element(HTMLElement, ".notice-text", box).textContent = text;
  const button = element(HTMLButtonElement, ".notice-offer", box);
  button.hidden = !offer;
  button.textContent = offer?.label ?? "";
  button.onclick = () => {
    hide();
    offer?.act();
  };
  element(HTMLButtonElement, ".notice-close", box).onclick = hide;
}
