// Settings written as the query of a rendering address: c, maps, m, p, q.

import { COEFFICIENTS } from "./curve";
import { written } from "./projection";
import { type ChannelSettings, sameChannel, type Settings } from "./settings";
import { drawnChannels, type View } from "./view";

/** What a picture of the view depends on; z and t stand in the path. Channels that are not drawn are left out. */
export function drawingQuery(view: View): URLSearchParams {
  const query = settingsQuery(view, drawnChannels(view));
  if (view.projection.kind !== "normal") query.set("p", written(view.projection));
  if (view.quality !== null) query.set("q", String(view.quality));
  return query;
}

/** Settings with everything that can be saved, all channels in their order. */
export function savingQuery(settings: Settings): URLSearchParams {
  return settingsQuery(
    settings,
    settings.channels.map((_, index) => index),
  );
}

/** The whole view as the page's own address: also what channels that are off would look like, if that was changed. */
export function pageQuery(view: View, saved: Settings): URLSearchParams {
  const listed = view.channels.flatMap((channel, index) => {
    const before = saved.channels[index];
    return channel.active || (before && !sameChannel(channel, { ...before, active: false })) ? [index] : [];
  });
  const query = settingsQuery(view, listed);
  if (view.projection.kind !== "normal") query.set("p", written(view.projection));
  if (view.quality !== null) query.set("q", String(view.quality));
  query.set("z", String(view.z + 1));
  query.set("t", String(view.t + 1));
  return query;
}

/** c, m and maps. Inversion and curve are always told: what is left out would be as it was saved. */
function settingsQuery(settings: Settings, indices: readonly number[]): URLSearchParams {
  const query = new URLSearchParams();
  const listed = indices.map((index) => settings.channels[index] as ChannelSettings);
  query.set("c", listed.length === 0 ? "-1" : listed.map((each, i) => entry(each, indices[i] as number)).join(","));
  query.set("m", settings.greyscale ? "g" : "c");
  if (listed.length > 0) query.set("maps", JSON.stringify(listed.map(map)));
  return query;
}

/** One channel as `c` wants it, counted from 1; a minus in front says that it is off. */
function entry(channel: ChannelSettings, index: number): string {
  return `${channel.active ? "" : "-"}${index + 1}|${channel.start}:${channel.end}$${channel.lut ?? hex(channel)}`;
}

function hex({ color, alpha }: ChannelSettings): string {
  return alpha === 255 ? color : color + alpha.toString(16).padStart(2, "0").toUpperCase();
}

/** As short as it can be said: without `inverted` a channel is not inverted, without a coefficient that is 1. */
function map({ inverted, family, coefficient }: ChannelSettings): object {
  const quantization = family in COEFFICIENTS ? { family, coefficient } : { family };
  return inverted ? { inverted: { enabled: true }, quantization } : { quantization };
}
