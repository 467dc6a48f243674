// Going back and forth through changes of how the image looks; the plane and the place stay.

import { Observed } from "../page/observed";
import { sameChannel } from "./settings";
import { sameLook, type View } from "./view";

/** Changes of the same thing within this time are one step. */
const ONE_STEP_MS = 700;
const MOST_STEPS = 200;

export interface Steps {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

type Look = Pick<View, "greyscale" | "channels" | "projection" | "quality">;

/** Watches a view and remembers how it looked. */
export class Undo {
  readonly steps = new Observed<Steps>({ canUndo: false, canRedo: false });
  readonly #view: Observed<View>;
  readonly #past: Look[] = [];
  #future: Look[] = [];
  #last = { what: "", when: 0 };
  #travelling = false;

  constructor(view: Observed<View>) {
    this.#view = view;
    view.watch((now, before) => this.#note(now, before));
  }

  undo(): void {
    this.#go(this.#past, this.#future);
  }

  redo(): void {
    this.#go(this.#future, this.#past);
  }

  #go(from: Look[], to: Look[]): void {
    const look = from.pop();
    if (!look) return;
    to.push(lookOf(this.#view.value));
    this.#last = { what: "", when: 0 };
    this.#travelling = true;
    this.#view.change(look);
    this.#travelling = false;
    this.#tell();
  }

  #note(now: View, before: View): void {
    if (this.#travelling || sameLook(now, before)) return;
    const what = difference(now, before);
    const when = performance.now();
    if (what !== this.#last.what || when - this.#last.when > ONE_STEP_MS) {
      this.#past.push(lookOf(before));
      if (this.#past.length > MOST_STEPS) this.#past.shift();
    }
    this.#last = { what, when };
    this.#future = [];
    this.#tell();
  }

  #tell(): void {
    this.steps.change({ canUndo: this.#past.length > 0, canRedo: this.#future.length > 0 });
  }
}

function lookOf({ greyscale, channels, projection, quality }: View): Look {
  return { greyscale, channels, projection, quality };
}

/** A word for what differs: the same thing changed again has the same word. */
function difference(now: View, before: View): string {
  const channels = now.channels.flatMap((channel, i) => {
    const was = before.channels[i];
    return was && !sameChannel(channel, was) ? [`${i}${keysThatDiffer(channel, was)}`] : [];
  });
  return [now.greyscale !== before.greyscale, now.projection.kind !== before.projection.kind, ...channels].join();
}

function keysThatDiffer<T extends object>(one: T, other: T): string {
  return (Object.keys(one) as (keyof T)[]).filter((key) => one[key] !== other[key]).join("+");
}
