// Places what pops up beside the button that opened it.

const GAP_PX = 6;

/** Every element with `popover` opens beside its button, inside the window. */
export function popovers(): void {
  for (const popover of document.querySelectorAll<HTMLElement>("[popover]")) {
    const button = (): Element | null => document.querySelector(`[popovertarget="${popover.id}"]`);
    popover.addEventListener("toggle", (event) => {
      const open = (event as ToggleEvent).newState === "open";
      button()?.setAttribute("aria-expanded", String(open));
      if (open) place(popover, button());
    });
  }
  window.addEventListener("resize", closeAll);
}

/** Closes what is open. */
export function closeAll(): void {
  for (const popover of document.querySelectorAll<HTMLElement>("[popover]:popover-open")) popover.hidePopover();
}

function place(popover: HTMLElement, button: Element | null): void {
  if (!button) return;
  const from = button.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const below = from.bottom + GAP_PX + size.height <= innerHeight;
  const top = below ? from.bottom + GAP_PX : from.top - GAP_PX - size.height;
  popover.style.top = `${Math.max(top, GAP_PX)}px`;
  popover.style.left = `${Math.max(Math.min(from.right - size.width, innerWidth - size.width - GAP_PX), GAP_PX)}px`;
}
