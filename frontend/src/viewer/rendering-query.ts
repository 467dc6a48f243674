// A view written as the query of a rendering address: c, maps, m, p.

import type { Channel } from "./image-data";
import type { View } from "./view";

/** Everything the view says about rendering; z and t stand in the path. */
export function renderingQuery(view: View): URLSearchParams {
  const query = new URLSearchParams();
  query.set("c", view.channels.map(entry).join(","));
  query.set("m", view.greyscale ? "g" : "c");
  if (view.channels.some(isMapped)) query.set("maps", JSON.stringify(view.channels.map(map)));
  if (view.projection !== "normal") query.set("p", view.projection);
  return query;
}

/** One channel as `c` wants it, counted from 1; a minus in front says that it is off. */
function entry(channel: Channel, index: number): string {
  const { start, end } = channel.window;
  return `${channel.active ? "" : "-"}${index + 1}|${start}:${end}$${channel.lut ?? channel.color}`;
}

function isMapped(channel: Channel): boolean {
  return channel.inverted || channel.family !== "linear";
}

function map(channel: Channel): object {
  return {
    inverted: { enabled: channel.inverted },
    quantization: { family: channel.family, coefficient: channel.coefficient },
  };
}
