// An address that a link leads to is opened.

/** Opens the address after the # now, and whenever it changes. */
export function opening(): void {
  openHere();
  addEventListener("hashchange", openHere);
}

function openHere(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView({ block: "start" });
    target.querySelector("summary")?.focus({ preventScroll: true });
  }
}
