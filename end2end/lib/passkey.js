// An authenticator of Chromium that is not there.

/** Puts one into this page; `hasPrf` says whether it gives keys. */
export async function authenticator(page, hasPrf) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    ctap2Version: "ctap2_1",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
    hasPrf,
  };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  const remove = () => session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  return { session, authenticatorId, remove };
}
