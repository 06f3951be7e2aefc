// Bundles the front end into wwwroot/dist. Run by the build of AuraWeb.csproj; `npm run build` does the same by hand.
import { build } from "esbuild";
import { rm, readdir } from "node:fs/promises";
import { join } from "node:path";

const output = join(import.meta.dirname, "../../wwwroot/dist");
await rm(join(output, "chunks"), { recursive: true, force: true });

await build({
  entryPoints: ["site.ts", "site.css", "workspace.ts", "workspace.css"].map((name) => join(import.meta.dirname, "src", name)),
  outdir: output,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome120", "firefox120", "safari17"],
  minify: true,
  legalComments: "none",
  chunkNames: "chunks/[name]-[hash]",
  logLevel: "warning",
});

const files = await readdir(output, { recursive: true });
console.log(`client: ${files.filter((name) => name.endsWith(".js") || name.endsWith(".css")).length} bundles`);
