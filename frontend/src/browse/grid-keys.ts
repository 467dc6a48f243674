// Arrow keys in a grid of thumbnails.

/** Lets the arrow keys, Home and End move the focus between the links of every grid on the page. */
export function gridKeys(): void {
  for (const grid of document.querySelectorAll<HTMLElement>("[data-grid]")) {
    grid.addEventListener("keydown", (event) => move(grid, event));
  }
}

function move(grid: HTMLElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const links = [...grid.querySelectorAll<HTMLElement>("a:not(.about-file)")];
  const from = links.indexOf(document.activeElement as HTMLElement);
  const to = from < 0 ? undefined : target(event.key, from, links);
  if (to === undefined || !links[to]) return;
  event.preventDefault();
  links[to].focus();
}

function target(key: string, from: number, links: readonly HTMLElement[]): number | undefined {
  const across = columns(links);
  const targets: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + across,
    ArrowUp: from - across,
    Home: 0,
    End: links.length - 1,
  };
  return targets[key];
}

/** How many links stand in the first row. */
function columns(links: readonly HTMLElement[]): number {
  const top = links[0]?.offsetTop;
  return Math.max(1, links.filter((link) => link.offsetTop === top).length);
}
