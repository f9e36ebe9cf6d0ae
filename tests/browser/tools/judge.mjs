// What Lighthouse says of pages: one line of JSON for each address given.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const [switches, ...addresses] = process.argv.slice(2);
const chromium = await launch({
  chromePath: process.env.CHROME_PATH,
  chromeFlags: ["--headless=new", ...switches.split(" ")],
});
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chromium.port,
      logLevel: "silent",
      onlyCategories: CATEGORIES,
    });
    const scores = Object.entries(lhr.categories).map(([name, { score }]) => [name, score]);
    const low = Object.values(lhr.audits)
      .filter(({ score }) => score !== null && score < 1)
      .map(({ id, explanation, displayValue, details }) => {
        const items = JSON.stringify(details?.items ?? "").slice(0, 300);
        return `${id}: ${explanation ?? displayValue ?? ""} ${items}`;
      });
    console.log(JSON.stringify({ address, scores: Object.fromEntries(scores), low }));
  }
} finally {
  await chromium.kill();
}
