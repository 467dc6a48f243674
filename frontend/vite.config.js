// Builds the pages' scripts and styles into the package's static files; the names hold a hash, manifest.json says which.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Puts the licences of the libraries inside the bundles beside them. */
function licences(libraries) {
  const text = (name) => `${name}\n\n${readFileSync(here(`node_modules/${name}/LICENSE.txt`), "utf8")}`;
  return {
    name: "licences",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "licences.txt", source: libraries.map(text).join("\n\n") });
    },
  };
}

export default defineConfig({
  // Addresses inside the styles are relative, so that the pages work below any path.
  base: "./",
  plugins: [licences(["openseadragon"])],
  build: {
    outDir: here("../src/micrographia/webclient/static/webclient/app"),
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      input: { browse: here("src/browse.ts"), login: here("src/login.ts"), reference: here("src/reference.ts"), viewer: here("src/viewer.ts") },
    },
  },
});
