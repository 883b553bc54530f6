// The simulated network and the gateway, started through the xtask, and the
// network's control API.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts both on free ports; `data`: a folder to serve instead of the own data;
    `brand`: the file of a brand that the app wears; `app`: a folder to show in place of
    the app; `accounts`: whether a passkey signs in. */
export async function startNetwork(data, brand, app, accounts = false) {
  const [program, before] = process.env.INZAGE_XTASK
    ? [process.env.INZAGE_XTASK, []]
    : ["cargo", ["xtask"]];
  const wanted = Object.entries({ data, brand, app }).filter(([, value]) => value);
  const args = [...before, "serve", ...wanted.flatMap(([name, value]) => [`--${name}`, value])];
  if (accounts) args.push("--accounts");
  const child = spawn(program, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const lines = createInterface({ input: child.stdout });
  const said = [];
  const ready = await new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      said.push(line);
      if (line.startsWith("{")) resolve(JSON.parse(line));
    });
    ended.then(() => reject(new Error(`the network did not start:\n${said.join("\n")}`)));
  });
  return new Network(ready, child, ended);
}

class Network {
  constructor(ready, child, ended) {
    this.url = ready.url;
    this.shareUrl = ready.share_url;
    this.personas = ready.testnet.personas;
    this.controlUrl = ready.testnet.control.replace(/\/$/, "");
    this.gatewayLog = ready.gateway_log;
    this.child = child;
    this.ended = ended;
  }

  /** Host and port of the network's front channel, which browsers may go to. */
  isOwn(address) {
    const url = new URL(address);
    const ports = [new URL(this.url).port, new URL(this.controlUrl).port];
    return url.hostname.endsWith("localhost") && ports.includes(url.port);
  }

  async post(what, body) {
    const answer = await fetch(`${this.controlUrl}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
    return answer.json().catch(() => undefined);
  }

  async get(what) {
    const answer = await fetch(`${this.controlUrl}/${what}`);
    if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
    return answer.json();
  }

  fault(fault) {
    return this.post("fault", fault);
  }

  reset() {
    return this.post("reset", {});
  }

  log() {
    return readFileSync(this.gatewayLog, "utf8");
  }

  async stop() {
    this.child.stdin.end();
    await this.ended;
  }
}
