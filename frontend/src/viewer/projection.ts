// Many z-sections as one picture.

export type ProjectionKind = "normal" | "intmax" | "intmean" | "intsum";

export interface Projection {
  readonly kind: ProjectionKind;
  /** The z-sections, from 0, both included. */
  readonly first: number;
  readonly last: number;
}

const KINDS: readonly string[] = ["normal", "intmax", "intmean", "intsum"] satisfies ProjectionKind[];

/** Reads "intmax|0:5"; without a range that is all sections. */
export function projectionOf(text: string, sections: number): Projection {
  const [kind = "", range = ""] = text.split("|");
  const inside = (place: number): number => Math.min(Math.max(place, 0), sections - 1);
  const [first = 0, last = sections - 1] = range === "" ? [] : range.split(":").map(Number);
  return { kind: (KINDS.includes(kind) ? kind : "normal") as ProjectionKind, first: inside(first), last: inside(last) };
}

/** As the parameter `p` wants it. */
export function written({ kind, first, last }: Projection): string {
  return kind === "normal" ? kind : `${kind}|${first}:${last}`;
}

/** Whether two draw the same. */
export function sameProjection(one: Projection, other: Projection): boolean {
  return written(one) === written(other);
}
