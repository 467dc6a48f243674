// What the viewer shows now: plane, settings, projection, quality.

import { type Projection, projectionOf, sameProjection } from "./projection";
import { type ChannelSettings, type Settings, sameSettings, settingsOf, type ToldSettings } from "./settings";

export interface View extends Settings {
  /** From 0. */
  readonly z: number;
  /** From 0. */
  readonly t: number;
  readonly projection: Projection;
  /** Of the JPEG, 0 to 1; null: as the server thinks fit. */
  readonly quality: number | null;
}

/** What the page's address asked for, on top of what is saved. */
export interface ToldView extends ToldSettings {
  readonly projection: string;
  readonly quality: number | null;
}

/** The view with which the page begins. */
export function firstView(told: ToldView, sections: number): View {
  const { z, t, quality } = told;
  return { ...settingsOf(told), z, t, quality, projection: projectionOf(told.projection, sections) };
}

/** The channels with one of them replaced in part; index from 0. */
export function withChannel(
  channels: readonly ChannelSettings[],
  index: number,
  change: Partial<ChannelSettings>,
): readonly ChannelSettings[] {
  return channels.map((channel, i) => (i === index ? { ...channel, ...change } : channel));
}

/** The indices of the channels that are drawn: in greyscale only the first that is on. */
export function drawnChannels(settings: Settings): readonly number[] {
  const active = settings.channels.flatMap((channel, index) => (channel.active ? [index] : []));
  return settings.greyscale ? active.slice(0, 1) : active;
}

/** Whether two views differ in nothing but the plane. */
export function sameLook(one: View, other: View): boolean {
  return (
    one.quality === other.quality && sameProjection(one.projection, other.projection) && sameSettings(one, other)
  );
}
