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

const { metafile } = await build({
  ...common,
  metafile: true,
  entryPoints: ["site.ts", "site.css", "workspace.ts", "workspace.css"].map(entry),
  splitting: true,
  format: "esm",
  chunkNames: "chunks/[name]-[hash]",
});

// What the workspace needs at once although it is loaded later: the page names it, so that it comes beside the rest.
await writeFile(join(output, "preload.json"), JSON.stringify(closure(["workspace.ts", "editor/editor.ts", "terminal/index.ts"])));

// Runs before the first paint, so that a chosen theme does not flash: a classic script, not a module.
await build({ ...common, entryPoints: [entry("theme.ts")], format: "iife" });
await writeFile(join(root, "icons.svg"), await sprite());

const files = await readdir(output, { recursive: true });
console.log(`client: ${files.filter((name) => name.endsWith(".js") || name.endsWith(".css")).length} bundles`);

/** Addresses of the bundles of these sources and of all that they import at their beginning. */
function closure(sources) {
  const outputs = Object.entries(metafile.outputs);
  const wanted = outputs.filter(([, made]) => sources.some((source) => made.entryPoint?.endsWith(`src/${source}`))).map(([name]) => name);
  for (const name of wanted) {
    const imports = metafile.outputs[name].imports.filter((used) => used.kind === "import-statement").map((used) => used.path);
    wanted.push(...imports.filter((path) => !wanted.includes(path)));
  }
  return wanted.filter((name) => name.includes("/chunks/")).map((name) => `/dist/${name.split("/dist/").at(-1)}`);
}
