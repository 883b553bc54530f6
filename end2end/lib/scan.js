// Looks for texts in everything that a browser profile keeps on disk: as
// UTF-8, as UTF-16 little-endian (IndexedDB values) and big-endian (IndexedDB
// keys and names).
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const about = statSync(path, { throwIfNoEntry: false });
    if (!about) return [];
    return about.isDirectory() ? files(path) : about.isFile() ? [path] : [];
  });
}

function encodings(text) {
  const little = Buffer.from(text, "utf16le");
  return [Buffer.from(text, "utf8"), little, Buffer.from(little).swap16()];
}

/** The texts that are found, each with the first file it is in. */
export function scan(folder, texts) {
  const wanted = texts.map((text) => [text, encodings(text)]);
  const found = new Map();
  for (const path of files(folder)) {
    const bytes = readFileSync(path);
    for (const [text, forms] of wanted) {
      if (!found.has(text) && forms.some((form) => bytes.includes(form))) found.set(text, path);
    }
  }
  return found;
}

/** Everything that the browser's interfaces give back, as one text. */
export async function dump(page) {
  return page.evaluate(async () => {
    const seen = [];
    const add = (value) => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
        seen.push(new TextDecoder("latin1").decode(bytes), new TextDecoder("utf-8").decode(bytes));
      } else if (value && typeof value === "object") {
        for (const [key, inner] of Object.entries(value)) seen.push(key), add(inner);
      } else {
        seen.push(String(value));
      }
    };
    const promised = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let records = 0;
    for (const { name } of await indexedDB.databases()) {
      seen.push(name);
      const database = await promised(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        seen.push(store);
        const source = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([promised(source.getAllKeys()), promised(source.getAll())]);
        records += values.length;
        add(keys);
        add(values);
      }
      database.close();
    }
    for (const storage of [localStorage, sessionStorage]) {
      for (const [key, value] of Object.entries(storage)) seen.push(key, value);
    }
    for (const name of await caches.keys()) {
      seen.push(name);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) seen.push(request.url);
    }
    const root = await navigator.storage.getDirectory();
    for await (const [name] of root.entries()) seen.push(name);
    seen.push(document.cookie, document.title, location.href);
    return { text: seen.join("\n"), records };
  });
}
