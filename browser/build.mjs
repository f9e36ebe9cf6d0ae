// Bundles the sources into a folder: names that carry a hash of their content, each file also
// compressed, manifest.json, which says what the page has to load, and the licences of all others.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
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

await writeFile(join(unfinished, "licences.txt"), await licences());

const [, entry] = Object.entries(result.metafile.outputs).find(([, one]) => one.entryPoint);
const [script] = Object.keys(result.metafile.outputs).filter(
  (name) => result.metafile.outputs[name] === entry,
);
const manifest = { script: basename(script), style: basename(entry.cssBundle) };
await writeFile(join(unfinished, "manifest.json"), `${JSON.stringify(manifest)}\n`);
await rm(target, { recursive: true, force: true });
await rename(unfinished, target);

/** Name, version and licence of every package whose code may be in the bundle. */
async function licences() {
  const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const bundled = Object.entries(lock.packages).filter(
    ([path, one]) => path && !one.dev && !one.optional && !path.includes("esbuild"),
  );
  const texts = bundled.map(async ([path, one]) => {
    const folder = join(here, path);
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    return `${path.replace("node_modules/", "")} ${one.version}: ${one.license}\n\n${text}`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(72)}\n\n`);
}
