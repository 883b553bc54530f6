// Times the jobs in a worker, where the engine runs too. Milliseconds.
import init, { Read } from "./bench.js";

const ROUNDS = 5;
const TIMES = 10;

await init();
const bytes = new Uint8Array(await (await fetch("/bundle.json")).arrayBuffer());

function took(job) {
  const started = performance.now();
  job();
  return performance.now() - started;
}

// The fastest of several; what was made is freed outside the time, as the
// browser collects its garbage outside it.
function fastest(job, free = () => undefined) {
  const once = () => {
    let made;
    const time = took(() => (made = job()));
    free(made);
    return time;
  };
  return Math.min(...Array.from({ length: ROUNDS }, once));
}

const parse = fastest(() => JSON.parse(new TextDecoder().decode(bytes)));
const read = fastest(() => new Read(bytes), (made) => made.free());

const opened = new Read(bytes);
const pages = [];
for (let at = 0; at < opened.size(); at += 5 + (at % 2)) pages.push(took(() => opened.page(at, TIMES)) / TIMES);
pages.sort((a, b) => a - b);
postMessage({
  resources: opened.size(),
  kilobytes: bytes.length / 1000,
  parse,
  read,
  page: pages[Math.floor(pages.length / 2)],
});
