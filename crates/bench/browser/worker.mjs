// Times the jobs in a worker, where the engine runs too. Milliseconds.
import init, { bundle, Read, Dossier } from "./bench.js";

const RESOURCES = 5000;
const ROUNDS = 5;
const SIZES = [12500, 25000, 50000];
// Typed letter by letter.
const TYPED = ["metoprolol", "bloeddruk", "kalium", "huiduitslag", "metoprolo 50 mg", "chronishe nierziekte"];

const wasm = await init();
const megabytes = () => wasm.memory.buffer.byteLength / 1e6;

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

function part(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const bytes = bundle(RESOURCES, 0);
const parse = fastest(() => JSON.parse(new TextDecoder().decode(bytes)));
const read = fastest(() => new Read(bytes), (made) => made.free());

const opened = new Read(bytes);
const TIMES = 10;
const pages = [];
for (let at = 0; at < opened.size(); at += 5 + (at % 2)) pages.push(took(() => opened.page(at, TIMES)) / TIMES);
pages.sort((a, b) => a - b);
opened.free();

const dossier = new Dossier();
const scale = [];
let entries = 0;
let indexing = 0;
for (const size of SIZES) {
  while (entries < size) {
    const more = bundle(2500, entries);
    indexing += took(() => (entries = dossier.add(more)));
  }
  const keys = TYPED.flatMap((words) => Array.from({ length: words.length }, (_, at) => words.slice(0, at + 1)));
  const times = keys.map((typed) => took(() => dossier.search(typed))).sort((a, b) => a - b);
  scale.push({ entries, memory: megabytes(), indexing, search95: part(times, 0.95), searchMost: times.at(-1) });
}
postMessage({ kilobytes: bytes.length / 1000, parse, read, page: part(pages, 0.5), scale });
