//! Passkeys: `WebAuthn` level 3, with the PRF extension (section 10.1.4), which gives
//! the same 32 bytes each time the same passkey is asked.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CredentialCreationOptions, CredentialRequestOptions, CredentialsContainer};

/// What the PRF is asked for; the same for every passkey, so that any of them may
/// answer. Never changed: other input gives other keys.
const PRF_INPUT: &[u8] = b"inzage/prf/1";

/// Signature algorithms, the one we would rather have first (COSE: `EdDSA`, `ES256`,
/// `RS256`).
const ALGORITHMS: [i32; 3] = [-8, -7, -257];

/// How long the person has, in milliseconds.
const TIMEOUT: u32 = 120_000;

/// A passkey that answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Touched {
    /// Its credential id.
    pub id: Vec<u8>,
    /// What its PRF gave: 32 bytes, when it is right.
    pub prf: Vec<u8>,
}

/// Why there is no passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyError {
    /// The person stopped it, did not touch it in time, or has no such passkey here.
    Refused,
    /// This device or stick holds a passkey for this vault already.
    Known,
    /// The passkey cannot give a key: it has no PRF.
    NoPrf,
    /// The browser cannot do it.
    Failed,
}

/// Whether this browser knows passkeys.
pub fn supported() -> bool {
    let Some(window) = super::window() else {
        return false;
    };
    Reflect::get(&window, &"PublicKeyCredential".into()).is_ok_and(|known| known.is_function())
}

/// Makes a passkey under a name that the browser shows with it; `app` is what the app is
/// called, `known` are those that the vault has.
///
/// # Errors
/// See [`PasskeyError`].
pub async fn make(app: &str, name: &str, known: &[Vec<u8>]) -> Result<Made, PasskeyError> {
    let options = object(&[
        ("rp", object(&[("name", app.into())])),
        ("user", user(name)?),
        ("challenge", random(32)?),
        ("pubKeyCredParams", algorithms()),
        ("excludeCredentials", credentials(known)),
        (
            "authenticatorSelection",
            object(&[
                ("userVerification", "required".into()),
                ("residentKey", "preferred".into()),
            ]),
        ),
        ("attestation", "none".into()),
        ("extensions", extensions()),
        ("timeout", TIMEOUT.into()),
    ]);
    let options = object(&[("publicKey", options)]);
    let options: CredentialCreationOptions = options.unchecked_into();
    let promise = container()?.create_with_options(&options);
    Ok(Made(answered(promise).await?))
}

/// A passkey that is on the device from now on, whatever comes of it here.
pub struct Made(Given);

impl Made {
    /// What its PRF gives.
    ///
    /// # Errors
    /// See [`PasskeyError`].
    pub async fn key(self) -> Result<Touched, PasskeyError> {
        let Given { id, prf, has_prf } = self.0;
        match prf {
            Some(prf) => Ok(Touched { id, prf }),
            // Some give it only when they are asked, not when they are made.
            None if has_prf => touch(&[id]).await,
            None => Err(PasskeyError::NoPrf),
        }
    }
}

/// Asks one of these passkeys.
///
/// # Errors
/// See [`PasskeyError`].
pub async fn touch(allowed: &[Vec<u8>]) -> Result<Touched, PasskeyError> {
    let options = object(&[
        ("challenge", random(32)?),
        ("allowCredentials", credentials(allowed)),
        ("userVerification", "required".into()),
        ("extensions", extensions()),
        ("timeout", TIMEOUT.into()),
    ]);
    let options = object(&[("publicKey", options)]);
    let options: CredentialRequestOptions = options.unchecked_into();
    let Given { id, prf, .. } = answered(container()?.get_with_options(&options)).await?;
    let prf = prf.ok_or(PasskeyError::NoPrf)?;
    Ok(Touched { id, prf })
}

/// A credential as the browser gave it.
struct Given {
    id: Vec<u8>,
    prf: Option<Vec<u8>>,
    /// Whether it said that it has one.
    has_prf: bool,
}

async fn answered(promise: Result<js_sys::Promise, JsValue>) -> Result<Given, PasskeyError> {
    let promise = promise.map_err(|error| told(&error))?;
    let given = JsFuture::from(promise)
        .await
        .map_err(|error| told(&error))?;
    let id = bytes(&get(&given, "rawId")).ok_or(PasskeyError::Failed)?;
    let results: js_sys::Function = get(&given, "getClientExtensionResults")
        .dyn_into()
        .map_err(|_| PasskeyError::Failed)?;
    let results = results.call0(&given).map_err(|error| told(&error))?;
    let results = get(&results, "prf");
    let prf = bytes(&get(&get(&results, "results"), "first"));
    let has_prf = get(&results, "enabled").is_truthy();
    Ok(Given { id, prf, has_prf })
}

fn told(error: &JsValue) -> PasskeyError {
    match get(error, "name").as_string().as_deref() {
        Some("NotAllowedError" | "AbortError") => PasskeyError::Refused,
        Some("InvalidStateError") => PasskeyError::Known,
        _ => PasskeyError::Failed,
    }
}

fn container() -> Result<CredentialsContainer, PasskeyError> {
    if !supported() {
        return Err(PasskeyError::Failed);
    }
    let window = super::window().ok_or(PasskeyError::Failed)?;
    Ok(window.navigator().credentials())
}

/// Whose passkey it is: random, so that it tells nobody anything.
fn user(name: &str) -> Result<JsValue, PasskeyError> {
    Ok(object(&[
        ("id", random(16)?),
        ("name", name.into()),
        ("displayName", name.into()),
    ]))
}

fn algorithms() -> JsValue {
    let known = ALGORITHMS
        .into_iter()
        .map(|alg| object(&[("type", "public-key".into()), ("alg", alg.into())]));
    known.collect::<Array>().into()
}

fn credentials(ids: &[Vec<u8>]) -> JsValue {
    let ids = ids.iter().map(|id| {
        let id = Uint8Array::from(id.as_slice());
        object(&[("type", "public-key".into()), ("id", id.into())])
    });
    ids.collect::<Array>().into()
}

fn extensions() -> JsValue {
    let first = Uint8Array::from(PRF_INPUT);
    let eval = object(&[("first", first.into())]);
    object(&[("prf", object(&[("eval", eval)]))])
}

fn random(length: usize) -> Result<JsValue, PasskeyError> {
    let mut bytes = vec![0; length];
    let window = super::window().ok_or(PasskeyError::Failed)?;
    let crypto = window.crypto().map_err(|_| PasskeyError::Failed)?;
    let filled = crypto.get_random_values_with_u8_array(&mut bytes);
    filled.map_err(|_| PasskeyError::Failed)?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a plain property on a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// A property; `undefined` where there is none.
fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The bytes of a buffer or a view of one.
fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    let buffer =
        value.is_instance_of::<js_sys::ArrayBuffer>() || value.is_instance_of::<Uint8Array>();
    buffer.then(|| Uint8Array::new(value).to_vec())
}
