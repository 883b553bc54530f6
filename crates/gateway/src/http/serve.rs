//! The accept loop.

use super::client::network;
use super::guard::Guard;
use super::head::{Hosts, MOST_HEADERS};
use crate::config::Network;
use crate::front::Front;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// A head must be complete within this time, also the first on a connection.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// What is under way at a stop may take this long.
const STOP_TIME: Duration = Duration::from_secs(10);
/// Pause after a failed accept (out of file descriptors).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Accepts and answers until `stop` says so; then takes nothing new, gives the
/// port free, and lets what is under way finish.
pub(crate) async fn serve(
    listener: TcpListener,
    front: Arc<Front>,
    hosts: Arc<Hosts>,
    mut stop: watch::Receiver<bool>,
) {
    let open = Arc::new(Semaphore::new(front.app.config.limits.connections));
    let counts = Arc::new(Counts::default());
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let limit = per_address(&front.app, peer.ip());
        let Some(counted) = counts.enter(peer.ip(), limit) else {
            front
                .app
                .metrics
                .add("inzage_connections_refused_total", &[]);
            continue;
        };
        let Ok(permit) = Arc::clone(&open).try_acquire_owned() else {
            front
                .app
                .metrics
                .add("inzage_connections_refused_total", &[]);
            continue;
        };
        let (front, hosts, stop) = (Arc::clone(&front), Arc::clone(&hosts), stop.clone());
        connections.spawn(async move {
            connection(stream, peer.ip(), front, hosts, stop).await;
            drop((permit, counted));
        });
    }
    drop(listener);
    let finish = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_TIME, finish).await.is_err() {
        connections.shutdown().await;
    }
}

/// Trusted proxies carry everyone's connections.
fn per_address(app: &crate::app::App, address: IpAddr) -> usize {
    let trusted = |network: &Network| network.contains(address);
    if app.config.trusted_proxies.iter().any(trusted) {
        usize::MAX
    } else {
        app.config.limits.connections_per_ip
    }
}

async fn connection(
    stream: TcpStream,
    peer: IpAddr,
    front: Arc<Front>,
    hosts: Arc<Hosts>,
    mut stop: watch::Receiver<bool>,
) {
    // Answers are written whole; waiting for more only delays them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let front = Arc::clone(&front);
        async move { Ok::<_, std::convert::Infallible>(front.answer(peer, request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_headers(MOST_HEADERS)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(Guard::new(stream, hosts)), service);
    tokio::pin!(connection);
    let stopping = tokio::select! {
        _ = connection.as_mut() => false,
        _ = stop.wait_for(|stop| *stop) => true,
    };
    if stopping {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

/// How many connections each address has open.
#[derive(Default)]
struct Counts(Mutex<BTreeMap<IpAddr, usize>>);

impl Counts {
    fn enter(self: &Arc<Self>, address: IpAddr, limit: usize) -> Option<Counted> {
        let address = network(address.to_canonical());
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_insert(0);
        if *count >= limit {
            return None;
        }
        *count += 1;
        Some(Counted {
            counts: Arc::clone(self),
            address,
        })
    }
}

/// One open connection; leaving takes it off the count.
struct Counted {
    counts: Arc<Counts>,
    address: IpAddr,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}
