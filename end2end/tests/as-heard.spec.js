// What a screen reader makes of the screens that are used most: what there is, as what
// (heading and its level, list, link, button), by which name, and in which order.
import { expect, test } from "../lib/test.js";
import { nl } from "../lib/words.js";
import * as app from "../lib/app.js";

const OVERVIEW = `
- heading "Overzicht" [level=1]
- paragraph: /Dag .+/
- link "Gegevens ophalen"
- paragraph:
  - link "Bekijk wat elke bron schrijft"
- heading "Nieuw sinds de vorige keer" [level=2]
- heading "Allergieën en waarschuwingen" [level=2]
- list:
  - listitem:
    - link /Penicilline .*Actief, ernstig, bevestigd .*Ziekenhuis Vennebos/
- heading "Uw volgende afspraak" [level=2]
- list:
  - listitem:
    - 'link /Afspraak: Hemodialyse .*Dialysecentrum De Waterlelie/'
- heading "Medicijnen nu in gebruik" [level=2]
- heading "In uw dossier" [level=2]
- list:
  - listitem:
    - link /Uw gegevens \\d+ gegevens?/
`;

const CHAPTER = `
- link "Dossier"
- heading "Allergieën" [level=1]
- button "Wat is dit? Allergieën"
- group: Kies een deel
- paragraph: /\\d+ gegevens/
- list:
  - listitem:
    - 'link /Jodiumhoudend contrastmiddel Niet meer actief, weerlegd: het is dit niet .*Ziekenhuis Vennebos/'
- paragraph: /Dit is een kopie van wat zorgaanbieders hebben gedeeld/
`;

const ENTRY = `
- article:
  - link "Terug"
  - heading "Jodiumhoudend contrastmiddel" [level=1]
  - paragraph: "Niet meer actief, weerlegd: het is dit niet"
  - text: Ziekenhuis Vennebos
  - term:
    - text: Veroorzaakt door
    - button "Wat is dit? Veroorzaakt door"
  - definition: Jodiumhoudend contrastmiddel
  - heading "Waar komt dit vandaan?" [level=2]
  - term: Gekregen van
  - definition: Ziekenhuis Vennebos (Basisgegevens Zorg)
  - term: Nummer bij de bron
  - definition: vennebos-riet-jodium
  - heading "Wat u zelf toevoegde" [level=2]
  - button "Notitie schrijven"
  - status:
    - button "Bespreek dit"
  - group: Herkomst
  - group: Origineel zoals ontvangen
  - paragraph: /Kopie van Ziekenhuis Vennebos, opgehaald op .+/
`;

const MEDICATION = `
- heading "Medicijnen" [level=1]
- link "Een dag bekijken"
- heading /Nu in gebruik \\(\\d+\\)/ [level=2]
- list:
  - listitem:
    - group:
      - heading "Acetylsalicylzuur dispertablet 80 mg" [level=3]
      - text: /1 keer per dag 1 tablet, oraal In gebruik sinds .+/
- heading /Gestopt \\(\\d+\\)/ [level=2]
- button "Zelf een medicijn toevoegen"
- paragraph: /Niet gecontroleerd door een apotheek/
`;

const TIMELINE = `
- heading "Tijdlijn" [level=1]
- group: Kies een deel
- navigation "Ga naar een jaar":
  - list:
    - listitem:
      - button /\\d{4}, \\d+ gegevens?/
- status: /\\d+ gegevens/
- heading /\\d{4}/ [level=2]
- list:
  - listitem:
    - link
`;

const SEARCH = `
- heading "Zoeken" [level=1]
- search:
  - searchbox "Zoek in het dossier": metoprolol
- group: Kies een deel
- status:
  - paragraph: /\\d+ gegevens gevonden/
- list:
  - listitem:
    - link /Metoprolol tablet mga/
`;

// Which of both sides comes first is no matter.
const DIFFERENCES = `
- link "Per bron"
- heading "Bronnen zijn het niet eens" [level=1]
- heading "Atorvastatine tablet 20 mg" [level=2]
- paragraph: De ene bron schrijft dat u dit gebruikt, de andere dat het is gestopt.
- list:
  - listitem:
    - link /Atorvastatine tablet 20 mg .*(Dialysecentrum De Waterlelie|Ziekenhuis Vennebos)/
- term: Status
- definition: /Actief|Gestopt/
- list:
  - listitem:
    - link /Atorvastatine tablet 20 mg .*(Dialysecentrum De Waterlelie|Ziekenhuis Vennebos)/
- term: Status
- definition: /Actief|Gestopt/
- status:
  - button "Bespreek dit"
`;

test("the screens that are used most, as a screen reader hears them", async ({ page }) => {
  await app.makeVault(page);
  await app.collectAll(page, [app.WATERLELIE, app.VENNEBOS], "riet");
  const main = page.locator("main");
  const hears = async (path, what) => {
    await page.goto(path);
    await expect(main).toMatchAriaSnapshot(what);
  };
  await hears("/", OVERVIEW);
  await hears("/medicatie", MEDICATION);
  await hears("/tijdlijn", TIMELINE);
  await hears("/bronnen/verschillen", DIFFERENCES);
  await hears("/dossier/allergieen", CHAPTER);
  await main.getByRole("link", { name: /^Jodiumhoudend/ }).press("Enter");
  await expect(page.locator("article.entry")).toMatchAriaSnapshot(ENTRY);
  await app.menu(page, nl.nav.search);
  await page.getByRole("searchbox").fill("metoprolol");
  await expect(main).toMatchAriaSnapshot(SEARCH, { timeout: 60_000 });
});
