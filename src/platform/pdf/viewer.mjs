// Shows a PDF with pdf.js: a canvas per page and over it a layer with the text,
// for screen readers, searching and copying. Loaded only when a document is
// opened; the build lays it in one folder with pdf.js.
//
// Nothing inside the document is executed: pdf.js' script engine is not even
// shipped, links are drawn and not followed, and parsing happens in a worker.
import { getDocument, PDFWorker, TextLayer, setLayerDimensions } from "./pdf.mjs";

// Canvases above this many points are drawn coarser: phones give up on them.
const MOST_PIXELS = 16_777_216;
// A document that cannot be opened within this time is given up.
const OPEN_WITHIN = 30_000;

const STYLE = `
.pdf-page { position: relative; margin-block: 0 1rem; margin-inline: auto; background: white; overflow: clip; }
.pdf-page > canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.pdf-page > .textLayer { position: absolute; inset: 0; overflow: clip; line-height: 1; text-align: initial;
  text-size-adjust: none; forced-color-adjust: none; transform-origin: 0 0; --min-font-size: 1;
  --text-scale-factor: calc(var(--total-scale-factor) * var(--min-font-size));
  --min-font-size-inv: calc(1 / var(--min-font-size)); }
.pdf-page > .textLayer :is(span, br) { color: transparent; position: absolute; white-space: pre; cursor: text; transform-origin: 0% 0%; }
.pdf-page > .textLayer > :not(.markedContent),
.pdf-page > .textLayer .markedContent span:not(.markedContent) { z-index: 1; --font-height: 0; --scale-x: 1; --rotate: 0deg;
  font-size: calc(var(--text-scale-factor) * var(--font-height));
  transform: rotate(var(--rotate)) scaleX(var(--scale-x)) scale(var(--min-font-size-inv)); }
.pdf-page > .textLayer .markedContent { display: contents; }
.pdf-page > .textLayer ::selection { background: color-mix(in srgb, Highlight 40%, transparent); }
@media print { .pdf-page { break-after: page; } }
`;

function addStyle() {
  if (document.adoptedStyleSheets.some((sheet) => sheet.inzagePdf)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  sheet.inzagePdf = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function within(promise, limit, giveUp) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      giveUp();
      reject(new Error("slow"));
    }, limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

// Opens the bytes and lays out all pages in `host`. `label(n, of)` names a page
// for a screen reader. Rejects with "protected", "unreadable" or "slow".
export async function show(host, bytes, label) {
  addStyle();
  const base = new URL(".", import.meta.url);
  const at = (name) => new URL(name, base).pathname;
  const port = new Worker(at("pdf.worker.mjs"), { type: "module" });
  const task = getDocument({
    data: bytes,
    worker: PDFWorker.create({ port }),
    cMapUrl: at("cmaps/"),
    cMapPacked: true,
    standardFontDataUrl: at("standard_fonts/"),
    wasmUrl: at("wasm/"),
    iccUrl: at("iccs/"),
    enableXfa: false,
    verbosity: 0,
  });
  const close = () => {
    task.destroy().catch(() => undefined);
    port.terminate();
  };
  try {
    const opened = await within(task.promise, OPEN_WITHIN, close);
    const pages = [];
    for (let number = 1; number <= opened.numPages; number += 1) {
      pages.push(await layOut(host, opened, number, label));
    }
    const drawn = watch(pages);
    return {
      pages: opened.numPages,
      close() {
        drawn.disconnect();
        close();
        for (const page of pages) page.frame.remove();
      },
    };
  } catch (error) {
    close();
    throw String(error?.name === "PasswordException" ? "protected" : error?.message === "slow" ? "slow" : "unreadable");
  }
}

// Makes the frame of a page, in the right shape before anything is drawn.
async function layOut(host, opened, number, label) {
  const page = await opened.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const width = Math.max(200, Math.min(host.clientWidth || 800, 1200));
  const viewport = page.getViewport({ scale: width / natural.width });
  const frame = document.createElement("section");
  frame.className = "pdf-page";
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", label(number, opened.numPages));
  frame.style.inlineSize = `${Math.floor(viewport.width)}px`;
  frame.style.blockSize = `${Math.floor(viewport.height)}px`;
  frame.style.setProperty("--scale-factor", String(viewport.scale));
  frame.style.setProperty("--user-unit", String(viewport.userUnit ?? 1));
  frame.style.setProperty("--total-scale-factor", String(viewport.scale * (viewport.userUnit ?? 1)));
  frame.style.setProperty("--scale-round-x", "1px");
  frame.style.setProperty("--scale-round-y", "1px");
  host.append(frame);
  return { frame, page, viewport, started: false };
}

// Draws a page when it comes near the screen; the text is there from the start.
function watch(pages) {
  for (const page of pages) writeText(page).catch(() => undefined);
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const page = entry.isIntersecting && pages.find((page) => page.frame === entry.target);
        if (page && !page.started) {
          page.started = true;
          draw(page).catch(() => undefined);
        }
      }
    },
    { rootMargin: "600px" },
  );
  for (const page of pages) observer.observe(page.frame);
  return observer;
}

async function draw({ frame, page, viewport }) {
  const area = viewport.width * viewport.height;
  const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / area));
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(viewport.width * ratio);
  canvas.height = Math.floor(viewport.height * ratio);
  canvas.setAttribute("aria-hidden", "true");
  frame.prepend(canvas);
  const transform = ratio === 1 ? undefined : [ratio, 0, 0, ratio, 0, 0];
  await page.render({ canvas, viewport, transform }).promise;
  frame.dataset.drawn = "true";
}

async function writeText({ frame, page, viewport }) {
  const container = document.createElement("div");
  container.className = "textLayer";
  frame.append(container);
  setLayerDimensions(container, viewport);
  const layer = new TextLayer({
    textContentSource: page.streamTextContent({ includeMarkedContent: true, disableNormalization: true }),
    container,
    viewport,
  });
  await layer.render();
}
