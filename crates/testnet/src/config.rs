//! What `--write-config` writes: a `gateway.toml` that works, with the client
//! certificate, the trusted root and a sealing key.

use std::fs;
use std::io;
use std::path::Path;

use crate::network::{APPOINTMENTS, CORRECTIONS, MP9_R4};
use crate::pki::Identity;
use crate::secret;
use crate::vendor;
use crate::world::World;

/// Writes everything into a folder. The sealing key and the cache of an earlier
/// start stay, so that consents live on.
pub(crate) fn write(
    folder: &Path,
    world: &World,
    gateway: (&str, &str),
    client: &Identity,
    root_pem: &str,
) -> io::Result<()> {
    fs::create_dir_all(folder.join("cache"))?;
    fs::write(folder.join("client.pem"), &client.chain_pem)?;
    private(&folder.join("client.key"), client.key_pem.as_bytes())?;
    fs::write(folder.join("trust.pem"), root_pem)?;
    let seal = folder.join("seal.key");
    if fs::metadata(&seal).map_or(0, |held| held.len()) != 32 {
        let random = secret::bytes();
        private(&seal, &random)?;
    }
    fs::write(folder.join("gateway.toml"), toml(world, gateway))
}

/// A file that only its owner can read.
fn private(path: &Path, content: &[u8]) -> io::Result<()> {
    fs::write(path, content)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn toml(world: &World, (listen, public_url): (&str, &str)) -> String {
    let front = format!("http://{}", world.front);
    let client_id = &world.client_id;
    let vendors = vendors(world);
    format!(
        "# Written by inzage-testnet. Everything in it is for a test network.\n\
         listen = \"{listen}\"\n\
         public_url = \"{public_url}\"\n\
         client_id = \"{client_id}\"\n\n\
         [lists]\n\
         zal = \"{front}/MedMij_Zorgaanbiederslijst.xml?api=2\"\n\
         ocl = \"{front}/MedMij_OAuthclientlist.xml?api=2\"\n\
         whl = \"{front}/MedMij_Whitelist.xml?api=2\"\n\
         gnl = \"{front}/MedMij_Gegevensdienstnamenlijst.xml?api=2\"\n\
         directory = \"{front}/directory.json\"\n\
         refresh = 10\n\
         cache_dir = \"cache\"\n\n\
         [tls]\n\
         client_certificate = \"client.pem\"\n\
         client_key = \"client.key\"\n\
         trust = \"trust.pem\"\n\n\
         [seal]\n\
         keys = [\"seal.key\"]\n\n\
         [chainlog]\n\
         sink = \"{front}/eagleeye/v1/logs\"\n\n\
         {vendors}\
         [delen]\n\
         corrections = \"{CORRECTIONS}\"\n\n\
         [verzamelen]\n\
         eafspraak = \"{APPOINTMENTS}\"\n\
         mp9-r4 = \"{MP9_R4}\"\n\n\
         [development]\n\
         allow_loopback_http = true\n"
    )
}

/// A section for each provider whose own system has an API.
fn vendors(world: &World) -> String {
    let sections = world.network.providers.iter().filter_map(|provider| {
        let (base, service) = (vendor::base(world, provider)?, provider.vendor.as_ref()?);
        Some(format!(
            "[vendor_api.\"{}\"]\n\
             base_url = \"{base}\"\n\
             service = \"{service}\"\n\
             parts = [\"requests\", \"audit\", \"letters\", \"measurements\"]\n\n",
            provider.zorgaanbiedernaam()
        ))
    });
    sections.collect()
}
