// What the server wrote into the viewer's page.

import type { ImageData, ValueRange } from "./image-data";
import type { Look } from "./look";
import type { ToldSettings } from "./settings";
import type { ToldView } from "./view";

export interface ViewerPage {
  readonly image: ImageData;
  readonly values: ValueRange;
  readonly saved: ToldSettings;
  readonly shown: ToldView & { readonly look: Look };
  /** Who saved what counts; name: of the image's owner. */
  readonly whose: { readonly kind: "own" | "owner" | "import"; readonly name: string };
  /** The id of who looks; null for nobody. */
  readonly person: number | null;
  readonly owner: number;
  readonly may_download: boolean;
  /** Why nothing can be saved; "" where it can. */
  readonly no_saving: string;
  readonly neighbours: readonly Neighbours[];
  readonly addresses: Addresses;
}

/** A dataset or plate that holds the image and others. */
export interface Neighbours {
  readonly type: "dataset" | "plate";
  readonly id: number;
  readonly name: string;
}

/** {z}, {t} and {channel} are places to fill in. */
export interface Addresses {
  readonly page: string;
  readonly region: string;
  readonly plane: string;
  readonly split: string;
  readonly histogram: string;
  readonly imported: string;
  readonly everybody: string;
  readonly thumbnail: string;
  readonly originals: string;
  readonly save: string;
  readonly copy: string;
  readonly copied: string;
  readonly reset: string;
  readonly owners: string;
  readonly luts: string;
  readonly lut_sheet: string;
}
