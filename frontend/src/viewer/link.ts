// A link to exactly what is shown.

import { element } from "../page/element";
import { complain, tell } from "./notice";

/** Ties the page's button; path: the address of now. */
export function linkButton(path: () => string): void {
  element(HTMLButtonElement, "#copy-link").addEventListener("click", () => {
    copy(new URL(path(), location.href).href).then(
      () => tell("Link copied. Who opens it and may see the image sees the same."),
      () => complain("The browser does not let pages copy: take the link from the address bar."),
    );
  });
}

async function copy(text: string): Promise<void> {
  // Pages without HTTPS have no clipboard.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}
