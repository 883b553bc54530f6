// A second implementation of the vault's format, from docs/vault.md and with
// WebCrypto only. Reads a golden vector, checks everything in it, then adds one
// record and prints the rows for the first implementation to read.
// Argon2id is not part of it: it starts from the key of the passphrase slot.
import { readFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import assert from "node:assert/strict";

const { subtle } = webcrypto;
const text = new TextEncoder();
const un = (hex) => Buffer.from(hex, "hex");
const be = (bytes, n) => { const b = Buffer.alloc(bytes); bytes === 8 ? b.writeBigUInt64BE(BigInt(n)) : bytes === 4 ? b.writeUInt32BE(n) : b.writeUInt16BE(n); return b; };
const vector = JSON.parse(readFileSync(process.argv[2], "utf8"));
const rows = vector.rows.map(([table, key, value]) => ({ table, key: un(key), value: un(value) }));
const meta = (key) => rows.find((r) => r.table === "a" && r.key.equals(Buffer.from([key])));

async function unwrap(kek, wrapped) {
  const key = await subtle.importKey("raw", kek, "AES-KW", false, ["unwrapKey"]);
  const inner = await subtle.unwrapKey("raw", wrapped, key, "AES-KW", { name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
  return Buffer.from(await subtle.exportKey("raw", inner));
}
async function hkdf(key, salt, info) {
  const base = await subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  return Buffer.from(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: text.encode(info) }, base, 256));
}
async function hmac(key, ...parts) {
  const k = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await subtle.sign("HMAC", k, Buffer.concat(parts)));
}
const sha256 = async (b) => Buffer.from(await subtle.digest("SHA-256", b));

const header = JSON.parse(meta(0).value.toString("utf8"));
assert.ok([100, 200].includes(header.format));
const from64 = (s) => Buffer.from(s, "base64url");

// The key under which a slot wraps the root key: from format 200 on behind a lock.
async function slotKey(kek, { lock, ephemeral }) {
  if (!lock) return kek;
  const own = await hkdf(kek, Buffer.alloc(0), "inzage/slot/lock");
  const pkcs8 = Buffer.concat([un("302e020100300506032b656e04220420"), own]);
  const secret = await subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
  const other = await subtle.importKey("raw", from64(ephemeral), { name: "X25519" }, false, []);
  const shared = Buffer.from(await subtle.deriveBits({ name: "X25519", public: other }, secret, 256));
  return hkdf(shared, Buffer.concat([from64(ephemeral), from64(lock)]), "inzage/slot/sealed");
}
const slotted = await slotKey(un(vector.passphrase_kek), header.passphrase);
const root = await unwrap(slotted, from64(header.passphrase.wrapped));
const data = await unwrap(root, from64(header.data_key));
const generation = be(8, header.generation);
const keys = {
  records: await hkdf(data, generation, "inzage/records"),
  index: await hkdf(data, generation, "inzage/index"),
  set: await hkdf(data, generation, "inzage/set"),
};
const gcm = await subtle.importKey("raw", keys.records, "AES-GCM", false, ["encrypt", "decrypt"]);
const aad = (table, key, version) => Buffer.concat([Buffer.from("inzage"), be(2, 100), generation, Buffer.from(table), key, version]);

async function open(table, key, version, value) {
  assert.equal(value.readUInt16BE(0), 100);
  const plain = Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv: value.subarray(2, 14), additionalData: aad(table, key, version) }, gcm, value.subarray(14)));
  assert.equal(plain.length % (table === "k" ? 4096 : 256), 0, "padding");
  const idLength = plain.readUInt16BE(0);
  const id = plain.subarray(2, 2 + idLength).toString("utf8");
  const length = plain.readUInt32BE(2 + idLength);
  const body = plain.subarray(6 + idLength, 6 + idLength + length);
  assert.ok(plain.subarray(6 + idLength + length).every((b) => b === 0), "padded with zeros");
  return { id, body };
}
async function seal(table, key, version, id, body) {
  const raw = Buffer.concat([be(2, Buffer.byteLength(id)), Buffer.from(id), be(4, body.length), body]);
  const bucket = table === "k" ? 4096 : 256;
  const plain = Buffer.concat([raw, Buffer.alloc((bucket - (raw.length % bucket)) % bucket)]);
  const iv = Buffer.from(webcrypto.getRandomValues(new Uint8Array(12)));
  const sealed = Buffer.from(await subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad(table, key, version) }, gcm, plain));
  return Buffer.concat([be(2, 100), iv, sealed]);
}

// Every record: its place, its key, its content.
const found = new Map();
const sets = {};
for (const { table, key, value } of rows.filter((r) => r.table !== "a")) {
  const [record, version] = [key.subarray(0, 16), key.subarray(16)];
  assert.equal(key.length, 24);
  const { id, body } = await open(table, record, version, value);
  assert.ok((await hmac(keys.index, Buffer.from(table), Buffer.from(id))).subarray(0, 16).equals(record), "record key");
  found.set(`${table} ${id}`, body);
  const term = await hmac(keys.set, Buffer.from(table), key);
  sets[table] ??= { count: 0, set: Buffer.alloc(32) };
  sets[table].count += 1;
  for (let i = 0; i < 32; i++) sets[table].set[i] ^= term[i];
}
for (const [table, id, hex] of vector.contents) {
  if (table !== "d") { assert.ok(found.get(`${table} ${id}`).equals(un(hex)), id); continue; }
  assert.equal(Number(found.get(`d ${id}`).readBigUInt64BE()), hex.length / 2);
  const chunks = [];
  for (let n = 0; found.has(`k ${n}/${id}`); n++) chunks.push(found.get(`k ${n}/${id}`));
  assert.ok(Buffer.concat(chunks).equals(un(hex)), id);
}

// The manifest: counter, header, and what is in each table.
const manifestKey = Buffer.from("inzage/manifest/");
const sealedManifest = meta(1).value;
const manifest = JSON.parse((await open("a", manifestKey, sealedManifest.subarray(0, 8), sealedManifest.subarray(8))).body.toString("utf8"));
assert.equal(BigInt(manifest.counter), sealedManifest.readBigUInt64BE());
assert.ok(from64(manifest.header).equals(await sha256(meta(0).value)), "hash of the header");
for (const [table, { count, set }] of Object.entries(manifest.tables)) {
  assert.equal(count, sets[table]?.count ?? 0);
  assert.ok(from64(set).equals(sets[table]?.set ?? Buffer.alloc(32)), `set of ${table}`);
}

// Write one record, as the next commit.
const version = be(8, manifest.counter + 1);
const id = "van node";
const record = (await hmac(keys.index, Buffer.from("i"), Buffer.from(id))).subarray(0, 16);
const diskKey = Buffer.concat([record, version]);
rows.push({ table: "i", key: diskKey, value: await seal("i", record, version, id, Buffer.from("geschreven door de ander")) });
const term = await hmac(keys.set, Buffer.from("i"), diskKey);
const log = { count: manifest.tables.i?.count ?? 0, set: from64(manifest.tables.i?.set ?? "A".repeat(43)) };
for (let i = 0; i < 32; i++) log.set[i] ^= term[i];
manifest.tables.i = { count: log.count + 1, set: log.set.toString("base64url") };
manifest.counter += 1;
manifest.seals += 2;
meta(1).value = Buffer.concat([version, await seal("a", manifestKey, version, "", Buffer.from(JSON.stringify(manifest)))]);
process.stdout.write(JSON.stringify({ rows: rows.map((r) => [r.table, r.key.toString("hex"), r.value.toString("hex")]) }));
