// A value that others watch.

type Watcher<T> = (value: T, before: T) => void;

/** Holds one value; whoever watches is told of every change. */
export class Observed<T extends object> {
  #value: T;
  readonly #watchers: Watcher<T>[] = [];

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Puts the given parts in place of the old ones. */
  change(parts: Partial<T>): void {
    const before = this.#value;
    this.#value = { ...before, ...parts };
    for (const watcher of this.#watchers) watcher(this.#value, before);
  }

  /** Calls the watcher now and after every change. */
  watch(watcher: Watcher<T>): void {
    this.#watchers.push(watcher);
    watcher(this.#value, this.#value);
  }
}
