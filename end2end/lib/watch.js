// What must never happen in any test: an error on the console, a violation of
// the CSP or of Trusted Types, a request to somebody else.

export class Watch {
  constructor(network) {
    this.network = network;
    this.found = [];
    this.allowed = [];
  }

  /** Faults that a test causes on purpose show on the console too. */
  allow(pattern) {
    this.allowed.push(pattern);
  }

  add(what) {
    if (!this.allowed.some((pattern) => pattern.test(what))) this.found.push(what);
  }

  async over(context) {
    await context.exposeBinding("inzageViolation", (_, what) => this.add(`violation: ${what}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.inzageViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("request", (request) => {
      const address = request.url();
      if (/^(data|blob|about):/.test(address)) return;
      if (!this.network.isOwn(address)) this.add(`request to ${address}`);
    });
    context.on("page", (page) => this.page(page));
    for (const page of context.pages()) this.page(page);
  }

  page(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.add(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.add(`error: ${error.message}`));
    page.on("crash", () => this.add("the page crashed"));
  }
}
