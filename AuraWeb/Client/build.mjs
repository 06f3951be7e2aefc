// Bundles the front end into wwwroot/dist. Run by the build of AuraWeb.csproj; `npm run build` does the same by hand.
import { build } from "esbuild";
import { mkdir, rm, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sprite } from "./sprite.mjs";

const root = join(import.meta.dirname, "../../wwwroot");
const output = join(root, "dist");
await rm(join(output, "chunks"), { recursive: true, force: true });
await mkdir(output, { recursive: true });

const common = {
  outdir: output,
  bundle: true,
  target: ["chrome123", "firefox121", "safari17.5"],
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};
const entry = (name) => join(import.meta.dirname, "src", name);

await build({
  ...common,
  entryPoints: ["site.ts", "site.css", "workspace.ts", "workspace.css"].map(entry),
  splitting: true,
  format: "esm",
  chunkNames: "chunks/[name]-[hash]",
});

// Runs before the first paint, so that a chosen theme does not flash: a classic script, not a module.
await build({ ...common, entryPoints: [entry("theme.ts")], format: "iife" });
await writeFile(join(root, "icons.svg"), await sprite());

const files = await readdir(output, { recursive: true });
console.log(`client: ${files.filter((name) => name.endsWith(".js") || name.endsWith(".css")).length} bundles`);
