// Bundles the sources into a folder: names that carry a hash of their content, each file also
// compressed, and manifest.json, which says what the page has to load.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
const unfinished = `${target}.new`;

const result = await build({
  absWorkingDir: here,
  entryPoints: { query: "src/main.ts" },
  outdir: unfinished,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  loader: { ".png": "dataurl" },
  define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
  metafile: true,
  write: false,
  logLevel: "warning",
});

await rm(unfinished, { recursive: true, force: true });
await mkdir(unfinished, { recursive: true });
for (const file of result.outputFiles) {
  const bytes = Buffer.from(file.contents);
  const name = join(unfinished, basename(file.path));
  await writeFile(name, bytes);
  if (/\.(js|css)$/.test(name)) {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    await writeFile(`${name}.br`, brotliCompressSync(bytes, quality));
    await writeFile(`${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

const [, entry] = Object.entries(result.metafile.outputs).find(([, one]) => one.entryPoint);
const [script] = Object.keys(result.metafile.outputs).filter(
  (name) => result.metafile.outputs[name] === entry,
);
const manifest = { script: basename(script), style: basename(entry.cssBundle) };
await writeFile(join(unfinished, "manifest.json"), `${JSON.stringify(manifest)}\n`);
await rm(target, { recursive: true, force: true });
await rename(unfinished, target);
