// Makes a record a broken one: what providers answer is turned into what no
// provider should send. Runs in the page, before the app.

export function breakAnswers() {
  const TRICKS = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "javascript:window.hit=1",
    "{{constructor.constructor('window.hit=1')()}}",
    "\u202egnp.1=tih.wodniw\u202c",
    "langwoordzonderspaties".repeat(12),
    "",
    " ",
    "\u0000\ufffd",
  ];
  const WRONG = [null, 7, "tekst", [], {}, [null], true, "0000-99-99", "gisteren", "<1e999"];
  let turn = 0;
  const next = (list) => list[turn++ % list.length];
  const kept = new Set(["resourceType", "id", "meta", "reference", "system", "code", "url", "fullUrl", "contentType"]);

  /** Each text that a person would read becomes a trick. */
  const tricked = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => tricked(item, key));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, kept.has(name) ? inner : tricked(inner, name)]));
    }
    return typeof value === "string" && !/^\d/.test(value) ? `${value.slice(0, 12)}${next(TRICKS)}` : value;
  };
  /** Every other member has a value of a wrong kind. */
  const twisted = (resource) =>
    Object.fromEntries(
      Object.entries(resource).map(([name, value], at) => [name, kept.has(name) || at % 2 ? value : next(WRONG)]),
    );
  const bare = ({ resourceType, id, meta }) => ({ resourceType, id, meta });
  const mistaken = (resource) => ({ ...resource, status: "entered-in-error", verificationStatus: "entered-in-error" });
  const WAYS = [tricked, twisted, bare, mistaken, (resource) => resource];

  const broken = (resource) => {
    // Whose record it is stays known: another person's is set aside.
    if (!resource || resource.resourceType === "Patient") return resource;
    return next(WAYS)(resource);
  };
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
    if (!/services\/\d+\/fhir\//.test(address) || !answer.ok) return answer;
    const bundle = await answer.clone().json().catch(() => undefined);
    if (bundle?.resourceType !== "Bundle" || !Array.isArray(bundle.entry)) return answer;
    bundle.entry = bundle.entry.map((entry) => ({ ...entry, resource: broken(entry.resource) }));
    bundle.entry.push({ resource: { resourceType: "Zeldzaam", id: "zeldzaam", iets: "bewaar dit" } }, { fullUrl: "urn:uuid:leeg" });
    return new Response(JSON.stringify(bundle), { status: answer.status, headers: answer.headers });
  };
}
