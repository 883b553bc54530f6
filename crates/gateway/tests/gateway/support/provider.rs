//! A fake provider: token endpoint and resource server behind mutual TLS, which
//! writes down what it was asked and answers as it was told.

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// One request as it was received.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// What to answer.
#[derive(Clone, Debug)]
pub(crate) enum Behaviour {
    /// Status, headers and body.
    Answer(u16, Vec<(String, String)>, Vec<u8>),
    /// Never answers.
    Silent,
    /// Promises more than it sends, then closes.
    Truncated,
    /// Sends a part and then nothing.
    Stalls,
    /// So many bytes, without saying how many.
    Endless(usize),
}

impl Behaviour {
    pub(crate) fn json(status: u16, body: &str) -> Self {
        let kind = "application/fhir+json; fhirVersion=3.0".to_owned();
        Self::Answer(status, vec![("content-type".to_owned(), kind)], body.into())
    }
}

/// A running fake provider.
#[derive(Clone)]
pub(crate) struct FakeProvider {
    pub(crate) port: u16,
    inner: Arc<Inner>,
}

struct Inner {
    connections: AtomicUsize,
    asked: Mutex<Vec<Asked>>,
    token: Mutex<Behaviour>,
    resource: Mutex<Behaviour>,
}

/// A token answer with everything.
pub(crate) fn token_answer(access: &str, refresh: &str, scope: &str) -> Behaviour {
    let body = format!(
        r#"{{"access_token":"{access}","token_type":"Bearer","expires_in":900,"refresh_token":"{refresh}","scope":"{scope}"}}"#
    );
    Behaviour::json(200, &body)
}

impl FakeProvider {
    pub(crate) async fn start(tls: Arc<ServerConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner = Arc::new(Inner {
            connections: AtomicUsize::new(0),
            asked: Mutex::default(),
            token: Mutex::new(token_answer("access-canary-1", "refresh-canary-1", "48 51")),
            resource: Mutex::new(Behaviour::json(200, r#"{"resourceType":"Bundle"}"#)),
        });
        let provider = Self { port, inner };
        tokio::spawn(provider.clone().accept(listener, TlsAcceptor::from(tls)));
        provider
    }

    async fn accept(self, listener: TcpListener, acceptor: TlsAcceptor) {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            self.inner.connections.fetch_add(1, Ordering::SeqCst);
            let (acceptor, this) = (acceptor.clone(), self.clone());
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                let service = service_fn(move |request| this.clone().answer(request));
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response<Body>, std::io::Error> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let path = parts.uri.path().to_owned();
        self.inner.asked.lock().unwrap().push(Asked {
            method: parts.method.to_string(),
            path: parts.uri.to_string(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        });
        let which = if path == "/token" {
            &self.inner.token
        } else {
            &self.inner.resource
        };
        let behaviour = which.lock().unwrap().clone();
        act(behaviour).await
    }

    pub(crate) fn token(&self, behaviour: Behaviour) {
        *self.inner.token.lock().unwrap() = behaviour;
    }

    pub(crate) fn resource(&self, behaviour: Behaviour) {
        *self.inner.resource.lock().unwrap() = behaviour;
    }

    pub(crate) fn connections(&self) -> usize {
        self.inner.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.inner.asked.lock().unwrap().clone()
    }

    pub(crate) fn token_requests(&self) -> usize {
        self.asked()
            .iter()
            .filter(|asked| asked.path == "/token")
            .count()
    }

    pub(crate) fn last(&self) -> Asked {
        self.asked().last().unwrap().clone()
    }
}

async fn act(behaviour: Behaviour) -> Result<Response<Body>, std::io::Error> {
    let stream = |pieces: Vec<Result<Vec<u8>, std::io::Error>>| {
        Body::from_stream(futures_util::stream::iter(pieces))
    };
    match behaviour {
        Behaviour::Answer(status, headers, body) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            Ok(response.body(Body::from(body)).unwrap())
        }
        Behaviour::Silent => std::future::pending().await,
        Behaviour::Truncated => {
            let broken = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
            let pieces = vec![Ok(b"{\"resourceType\":".to_vec()), Err(broken)];
            let response = Response::builder().header("content-length", "1000");
            Ok(response.body(stream(pieces)).unwrap())
        }
        Behaviour::Stalls => {
            let (mut write, read) = tokio::io::duplex(64);
            tokio::spawn(async move {
                write.write_all(b"{\"resourceType\":").await.unwrap();
                std::future::pending::<Infallible>().await;
            });
            let start = read;
            let pieces = futures_util::stream::unfold(start, |mut read| async move {
                let mut piece = vec![0; 16];
                let size = tokio::io::AsyncReadExt::read(&mut read, &mut piece)
                    .await
                    .unwrap();
                piece.truncate(size);
                Some((Ok::<_, std::io::Error>(piece), read))
            });
            Ok(Response::new(Body::from_stream(pieces)))
        }
        Behaviour::Endless(size) => {
            let pieces = (0..size / 1024).map(|_| Ok(vec![b' '; 1024])).collect();
            Ok(Response::new(stream(pieces)))
        }
    }
}
