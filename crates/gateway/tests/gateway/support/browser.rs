//! A browser as far as the gateway can tell: keeps cookies, sends the headers
//! that browsers send.

use super::wire::{self, Reply, raw};
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// The host of every test's gateway.
pub(crate) const HOST: &str = "inzage.localhost:8080";

/// Cookies and where to send them.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) address: SocketAddr,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) host: &'static str,
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            cookies: BTreeMap::new(),
            host: HOST,
        }
    }

    /// A call of the app's page.
    pub(crate) async fn api(&mut self, method: &str, path: &str, body: Option<&str>) -> Reply {
        self.api_with(method, path, body, &[]).await
    }

    /// A call of the app's page with headers of its own.
    pub(crate) async fn api_with(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let origin = format!("http://{}", self.host);
        let own = [
            ("x-pgo", "1"),
            ("sec-fetch-site", "same-origin"),
            ("origin", origin.as_str()),
        ];
        let mut all: Vec<(&str, &str)> = own.to_vec();
        if body.is_some() {
            all.push(("content-type", "application/json"));
        }
        all.extend_from_slice(headers);
        self.send(method, path, body, &all).await
    }

    /// A navigation.
    pub(crate) async fn visit(&mut self, path: &str) -> Reply {
        let headers = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        self.send("GET", path, None, &headers).await
    }

    /// Any request.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            self.host
        );
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request += &format!("cookie: {}\r\n", cookies.join("; "));
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if let Some(body) = body {
            request += &format!("content-length: {}\r\n\r\n{body}", body.len());
        } else {
            request += "\r\n";
        }
        let reply = wire::parse(&raw(self.address, request.as_bytes()).await);
        self.keep(&reply);
        reply
    }

    fn keep(&mut self, reply: &Reply) {
        for cookie in reply.cookies() {
            let (pair, attributes) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
