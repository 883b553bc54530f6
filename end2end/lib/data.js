// Folders with FHIR of our own making, for `inzage-testnet --data`.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const base = fileURLToPath(new URL("../../target/end2end-data/", import.meta.url));

/** Writes `{ provider: { service: [resources] } }`; returns the folder. */
export function writeData(name, providers) {
  const folder = join(base, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [provider, { about, services }] of Object.entries(providers)) {
    for (const [service, resources] of Object.entries(services)) {
      mkdirSync(join(folder, provider, service), { recursive: true });
      resources.forEach((resource, at) => {
        writeFileSync(join(folder, provider, service, `${at}.json`), JSON.stringify(resource));
      });
    }
    writeFileSync(join(folder, provider, "provider.toml"), about);
  }
  return folder;
}

/** A made-up record; `text(what)` makes every string that a person would read. */
export function record(text) {
  const subject = { reference: "Patient/mens" };
  const coded = (system, code, what) => ({ coding: [{ system, code, display: text(what) }], text: text(what) });
  const letter = Buffer.from(`${text("brief")} ${text("brief")}\n`, "utf8").toString("base64");
  return {
    48: [
      {
        resourceType: "Patient",
        id: "mens",
        name: [{ use: "official", family: text("familienaam"), given: [text("voornaam")] }],
        gender: "female",
        birthDate: "1970-02-03",
        address: [{ line: [text("straat")], city: text("plaats"), postalCode: "1234AB" }],
        telecom: [{ system: "phone", value: text("telefoon") }],
        contact: [{ name: { text: text("contactpersoon") }, relationship: [{ text: text("relatie") }] }],
      },
      {
        resourceType: "Condition",
        id: "klacht",
        clinicalStatus: "active",
        verificationStatus: "confirmed",
        category: [coded("http://snomed.info/sct", "55607006", "categorie")],
        code: coded("http://snomed.info/sct", "38341003", "probleem"),
        bodySite: [coded("http://snomed.info/sct", "368209003", "plek")],
        subject,
        onsetDateTime: "2019-04",
        asserter: { display: text("vaststeller") },
        note: [{ text: text("toelichting") }],
      },
      {
        resourceType: "AllergyIntolerance",
        id: "allergie",
        clinicalStatus: "active",
        verificationStatus: "confirmed",
        category: ["medication"],
        criticality: "high",
        code: coded("http://snomed.info/sct", "764146007", "stof"),
        patient: subject,
        reaction: [{ manifestation: [coded("http://snomed.info/sct", "271807003", "reactie")], description: text("reactietekst") }],
        note: [{ text: text("allergietekst") }],
      },
      {
        resourceType: "Observation",
        id: "uitslag",
        meta: { profile: ["http://nictiz.nl/fhir/StructureDefinition/zib-LaboratoryTestResult-Observation"] },
        status: "final",
        category: [{ coding: [{ system: "http://snomed.info/sct", code: "49581000146104", display: text("soort") }] }],
        code: coded("http://loinc.org", "2823-3", "bepaling"),
        subject,
        effectiveDateTime: "2026-01-02T09:00:00+01:00",
        valueString: text("waarde"),
        comment: text("opmerking"),
        performer: [{ display: text("uitvoerder") }],
        text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text("verhaal")}</p></div>` },
      },
      {
        resourceType: "Encounter",
        id: "opname",
        status: "finished",
        class: { system: "http://hl7.org/fhir/v3/ActCode", code: "IMP", display: text("klasse") },
        subject,
        period: { start: "2025-06-01", end: "2025-06-04" },
        reason: [{ text: text("reden") }],
        location: [{ location: { display: text("afdeling") } }],
        serviceProvider: { display: text("instelling") },
      },
    ],
    51: [
      { resourceType: "Patient", id: "mens", name: [{ family: text("familienaam") }], gender: "female", birthDate: "1970-02-03" },
      {
        resourceType: "DocumentReference",
        id: "brief",
        status: "current",
        type: coded("http://loinc.org", "83981-1", "documentsoort"),
        class: coded("http://loinc.org", "55108-5", "documentklasse"),
        subject,
        indexed: "2026-01-05T10:00:00+01:00",
        description: text("omschrijving"),
        author: [{ display: text("schrijver") }],
        content: [{ attachment: { contentType: "text/plain", title: text("titel"), url: "Binary/bestand" } }],
      },
      { resourceType: "Binary", id: "bestand", contentType: "text/plain", content: letter, securityContext: subject },
    ],
  };
}

export const ABOUT = 'name = "Kliniek De Proef"\nplace = "Utrecht"\nkind = "ziekenhuis"\n';
export const CLINIC = "Kliniek De Proef";
