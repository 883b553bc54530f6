//! Passkeys: `WebAuthn` level 3, with the PRF extension (section 10.1.4), which gives
//! the same 32 bytes each time the same passkey is asked. What it gives stays in this
//! page: of a passkey only what [`Register`] and [`SignIn`] name is told.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use inzage_api::{Challenge, Register, SignIn};
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
    /// What its PRF gave: 32 bytes; none when it has no PRF.
    pub prf: Option<Vec<u8>>,
    /// What signs in at the gateway with it, where that was asked for.
    pub sign_in: Option<SignIn>,
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
/// called, `known` are those that are not made again, and `asked` is what the gateway
/// wants of it, when that is to know it.
///
/// # Errors
/// See [`PasskeyError`].
pub async fn make(
    app: &str,
    name: &str,
    known: &[Vec<u8>],
    asked: Option<&Challenge>,
) -> Result<Made, PasskeyError> {
    let mut rp = vec![("name", app.into())];
    let (mut user_id, mut algorithms) = (random(16)?, ALGORITHMS.to_vec());
    if let Some(asked) = asked {
        rp.push(("id", asked.rp_id.as_str().into()));
        user_id = decoded(asked.user.as_deref().unwrap_or_default())?;
        algorithms.clone_from(&asked.algorithms);
    }
    let options = object(&[
        ("rp", object(&rp)),
        ("user", user(user_id, name)),
        ("challenge", challenge(asked)?),
        ("pubKeyCredParams", parameters(&algorithms)),
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
    let given = answered(promise).await?;
    let register = match asked {
        Some(asked) => Some(registration(&given, &asked.state).ok_or(PasskeyError::Failed)?),
        None => None,
    };
    Ok(Made { given, register })
}

/// A passkey that is on the device from now on, whatever comes of it here.
pub struct Made {
    given: Given,
    /// What makes it known to the gateway, where that was asked for.
    pub register: Option<Register>,
}

impl Made {
    /// Its credential id.
    pub fn id(&self) -> Vec<u8> {
        self.given.id.clone()
    }

    /// What its PRF gives.
    ///
    /// # Errors
    /// See [`PasskeyError`].
    pub async fn key(&self) -> Result<Vec<u8>, PasskeyError> {
        let Given {
            id, prf, has_prf, ..
        } = &self.given;
        match prf {
            Some(prf) => Ok(prf.clone()),
            // Some give it only when they are asked, not when they are made.
            None if *has_prf => {
                let touched = touch(std::slice::from_ref(id), None).await?;
                touched.prf.ok_or(PasskeyError::NoPrf)
            }
            None => Err(PasskeyError::NoPrf),
        }
    }
}

/// Asks one of these passkeys; `asked` is what the gateway wants of it, when the person
/// is to sign in with it too.
///
/// # Errors
/// See [`PasskeyError`].
pub async fn touch(
    allowed: &[Vec<u8>],
    asked: Option<&Challenge>,
) -> Result<Touched, PasskeyError> {
    let mut options = vec![
        ("challenge", challenge(asked)?),
        ("allowCredentials", credentials(allowed)),
        ("userVerification", "required".into()),
        ("extensions", extensions()),
        ("timeout", TIMEOUT.into()),
    ];
    if let Some(asked) = asked {
        options.push(("rpId", asked.rp_id.as_str().into()));
    }
    let options = object(&[("publicKey", object(&options))]);
    let options: CredentialRequestOptions = options.unchecked_into();
    let given = answered(container()?.get_with_options(&options)).await?;
    let sign_in = asked.and_then(|asked| assertion(&given, &asked.state));
    let Given { id, prf, .. } = given;
    Ok(Touched { id, prf, sign_in })
}

/// A credential as the browser gave it.
struct Given {
    id: Vec<u8>,
    prf: Option<Vec<u8>>,
    /// Whether it said that it has one.
    has_prf: bool,
    /// What the authenticator answered.
    response: JsValue,
}

impl Given {
    /// A part of the answer, as base64url.
    fn part(&self, name: &str) -> Option<String> {
        bytes(&get(&self.response, name)).map(|bytes| BASE64.encode(bytes))
    }
}

fn registration(given: &Given, state: &str) -> Option<Register> {
    Some(Register {
        state: state.to_owned(),
        id: BASE64.encode(&given.id),
        client_data: given.part("clientDataJSON")?,
        attestation: given.part("attestationObject")?,
        transports: transports(&given.response),
    })
}

/// How it can be reached; nothing where the browser does not tell.
fn transports(response: &JsValue) -> Vec<String> {
    let told = get(response, "getTransports").dyn_into::<js_sys::Function>();
    let told = told.ok().and_then(|told| told.call0(response).ok());
    let told = told.and_then(|told| told.dyn_into::<Array>().ok());
    told.map_or_else(Vec::new, |told| {
        told.iter().filter_map(|one| one.as_string()).collect()
    })
}

fn assertion(given: &Given, state: &str) -> Option<SignIn> {
    Some(SignIn {
        state: state.to_owned(),
        id: BASE64.encode(&given.id),
        client_data: given.part("clientDataJSON")?,
        authenticator_data: given.part("authenticatorData")?,
        signature: given.part("signature")?,
        user: given.part("userHandle").filter(|user| !user.is_empty()),
    })
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
    let prf = bytes(&get(&get(&results, "results"), "first")).filter(|prf| is_output(prf));
    let has_prf = get(&results, "enabled").is_truthy();
    Ok(Given {
        id,
        prf,
        has_prf,
        response: get(&given, "response"),
    })
}

/// Whether a PRF gave this: what has none gives zeros, or something of another length.
fn is_output(prf: &[u8]) -> bool {
    prf.len() == 32 && prf.iter().any(|byte| *byte != 0)
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
fn user(id: JsValue, name: &str) -> JsValue {
    object(&[
        ("id", id),
        ("name", name.into()),
        ("displayName", name.into()),
    ])
}

/// What is signed: what the gateway gave, or something random that nobody looks at.
fn challenge(asked: Option<&Challenge>) -> Result<JsValue, PasskeyError> {
    match asked {
        Some(asked) => decoded(&asked.challenge),
        None => random(32),
    }
}

fn decoded(text: &str) -> Result<JsValue, PasskeyError> {
    let bytes = BASE64.decode(text).map_err(|_| PasskeyError::Failed)?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

fn parameters(algorithms: &[i32]) -> JsValue {
    let each = algorithms
        .iter()
        .map(|alg| object(&[("type", "public-key".into()), ("alg", (*alg).into())]));
    each.collect::<Array>().into()
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
