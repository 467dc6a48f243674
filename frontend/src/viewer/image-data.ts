// The image as the server describes it: the shape of imgData, as far as the viewer reads it.

export interface ChannelFacts {
  readonly label: string;
  /** min, max: of all values of the image, else of the type. */
  readonly window: { readonly min: number; readonly max: number };
}

export interface ImageData {
  readonly id: number;
  readonly meta: { readonly imageName: string };
  readonly size: { readonly width: number; readonly height: number; readonly z: number; readonly t: number };
  readonly pixel_size: { readonly x: number | null; readonly y: number | null; readonly z: number | null };
  readonly pixel_range: readonly [number, number];
  readonly interpolate: boolean;
  readonly channels: readonly ChannelFacts[];
  readonly tiles: boolean;
  readonly tile_size?: { readonly width: number; readonly height: number };
  readonly levels?: number;
  readonly resolutions?: Readonly<Record<string, { readonly sizeX: number; readonly sizeY: number }>>;
  readonly zoomLevelScaling?: Readonly<Record<string, number>>;
}

/** The values that pixels of the image's type can have. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
  /** Whether they are whole numbers. */
  readonly whole: boolean;
}
