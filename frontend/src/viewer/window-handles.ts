// Two handles on a histogram: the start and the end of the window, by mouse, finger and key.

import { element } from "../page/element";
import { type Axis, placeOf, valueAt } from "./histogram-plot";
import { short, tidy, type Window } from "./window";

const END: readonly (keyof Window)[] = ["start", "end"];
const STEPS = 256;

export interface Held {
  readonly window: Window;
  readonly axis: Axis;
  /** Whether values are whole numbers. */
  readonly whole: boolean;
}

/** The handles of one histogram. onMove: told the window that somebody wants; onHold: when dragging begins and ends. */
export class WindowHandles {
  readonly #plot: HTMLElement;
  readonly #handles: Readonly<Record<keyof Window, HTMLElement>>;
  readonly #onMove: (window: Window) => void;
  #held: Held | undefined;
  /** While somebody drags the axis stays as it is. */
  dragging: keyof Window | undefined;

  constructor(plot: HTMLElement, onMove: (window: Window) => void) {
    this.#plot = plot;
    this.#onMove = onMove;
    this.#handles = {
      start: element(HTMLElement, "[data-end=start]", plot),
      end: element(HTMLElement, "[data-end=end]", plot),
    };
    plot.addEventListener("pointerdown", (event) => this.#grasp(event));
    plot.addEventListener("pointermove", (event) => this.#drag(event));
    for (const name of ["pointerup", "pointercancel"] as const) plot.addEventListener(name, () => this.#release());
    for (const end of END) this.#handles[end].addEventListener("keydown", (event) => this.#key(event, end));
  }

  show(held: Held): void {
    this.#held = held;
    for (const end of END) {
      const handle = this.#handles[end];
      handle.style.left = `${placeOf(held.axis, held.window[end]) * 100}%`;
      handle.setAttribute("aria-valuemin", String(held.axis.low));
      handle.setAttribute("aria-valuemax", String(held.axis.high));
      handle.setAttribute("aria-valuenow", String(held.window[end]));
      handle.setAttribute("aria-valuetext", short(held.window[end]));
    }
  }

  #grasp(event: PointerEvent): void {
    if (!this.#held || event.button !== 0 || (event.target as Element).closest("button")) return;
    const value = this.#valueUnder(event);
    const { start, end } = this.#held.window;
    const nearer = Math.abs(value - start) < Math.abs(value - end) || (start === end && value < start);
    this.dragging = nearer ? "start" : "end";
    this.#plot.setPointerCapture(event.pointerId);
    this.#handles[this.dragging].focus({ preventScroll: true });
    event.preventDefault();
    this.#move(this.dragging, value);
  }

  #drag(event: PointerEvent): void {
    if (this.dragging) this.#move(this.dragging, this.#valueUnder(event));
  }

  #release(): void {
    if (!this.dragging || !this.#held) return;
    this.dragging = undefined;
    this.#onMove(this.#held.window);
  }

  #key(event: KeyboardEvent, end: keyof Window): void {
    if (!this.#held || event.ctrlKey || event.altKey || event.metaKey) return;
    const { axis, whole, window } = this.#held;
    const step = whole ? Math.max(1, Math.round((axis.high - axis.low) / STEPS)) : (axis.high - axis.low) / STEPS;
    const wanted: Record<string, number> = {
      ArrowLeft: window[end] - step,
      ArrowDown: window[end] - step,
      ArrowRight: window[end] + step,
      ArrowUp: window[end] + step,
      PageDown: window[end] - 10 * step,
      PageUp: window[end] + 10 * step,
      Home: axis.low,
      End: axis.high,
    };
    const value = wanted[event.key];
    if (value === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(end, Math.min(Math.max(value, axis.low), axis.high));
  }

  #valueUnder(event: PointerEvent): number {
    const { left, width } = this.#plot.getBoundingClientRect();
    const place = Math.min(Math.max((event.clientX - left) / width, 0), 1);
    return this.#held ? valueAt(this.#held.axis, place) : 0;
  }

  /** Neither end passes the other. */
  #move(end: keyof Window, value: number): void {
    if (!this.#held) return;
    const { axis, window, whole } = this.#held;
    const neat = whole ? Math.round(value) : tidy(value, (axis.high - axis.low) / (4 * STEPS));
    const least = whole ? 1 : 0;
    const moved =
      end === "start"
        ? { ...window, start: Math.min(neat, window.end - least) }
        : { ...window, end: Math.max(neat, window.start + least) };
    if (moved.start !== window.start || moved.end !== window.end) this.#onMove(moved);
  }
}
