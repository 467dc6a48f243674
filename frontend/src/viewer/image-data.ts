// The image as the server describes it: the shape of imgData.

export interface Channel {
  readonly label: string;
  readonly color: string;
  readonly lut?: string;
  readonly active: boolean;
  readonly inverted: boolean;
  readonly family: string;
  readonly coefficient: number;
  readonly window: { readonly min: number; readonly max: number; readonly start: number; readonly end: number };
}

export interface ImageData {
  readonly id: number;
  readonly size: { readonly width: number; readonly height: number; readonly z: number; readonly t: number };
  readonly pixel_size: { readonly x: number | null; readonly y: number | null; readonly z: number | null };
  readonly interpolate: boolean;
  readonly channels: readonly Channel[];
  readonly rdefs: { readonly model: "color" | "greyscale"; readonly projection: string };
  readonly tiles: boolean;
  readonly tile_size?: { readonly width: number; readonly height: number };
  readonly levels?: number;
  readonly resolutions?: Readonly<Record<string, { readonly sizeX: number; readonly sizeY: number }>>;
  readonly zoomLevelScaling?: Readonly<Record<string, number>>;
}
