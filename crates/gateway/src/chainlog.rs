//! Sends chain log events where the operator wants them. Never holds up a
//! person: events wait in a queue of their own, and when that is full they are
//! counted and dropped, with an alarm.

use crate::config::{ChainlogSink, Config};
use crate::env::Env;
use crate::metrics::Metrics;
use crate::upstream::Back;
use chrono::SecondsFormat;
use inzage_medmij::chainlog::{ChainError, ChainEvent, Event, EventType, Request, Response};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use url::Url;

/// Events that may wait.
const QUEUE: usize = 10_000;
/// Pauses between the tries of one event; after the last it is dropped.
const PAUSES: [u64; 6] = [0, 1, 2, 5, 15, 60];
/// One post may take this long.
const POST_TIME: Duration = Duration::from_secs(10);

/// The port that events go through.
pub(crate) struct Chainlog {
    location: String,
    queue: mpsc::Sender<ChainEvent>,
    env: Env,
    metrics: Arc<Metrics>,
}

/// One exchange that events are about.
#[derive(Clone)]
pub(crate) struct Exchange {
    /// `X-Correlation-ID`.
    pub(crate) trace_id: String,
    /// `MedMij-Request-ID`.
    pub(crate) request_id: String,
    /// HTTP method.
    pub(crate) method: &'static str,
    /// The node that is asked, and its address without query and ids.
    pub(crate) url: Url,
    /// `authorization_code` or `refresh_token`.
    pub(crate) grant_type: Option<&'static str>,
    /// `MedMij` name of the provider.
    pub(crate) provider: String,
    /// `GegevensdienstId`.
    pub(crate) service: Option<String>,
}

/// How an exchange ended.
#[derive(Clone, Copy)]
pub(crate) enum Ending {
    /// With an answer of this status.
    Status(u16),
    /// With an answer of this status that is an error; its fixed code.
    Error(Option<u16>, &'static str),
}

impl Chainlog {
    /// Starts the port; the task ends with the last sender.
    pub(crate) fn start(config: &Config, env: Env, back: Arc<Back>, metrics: Arc<Metrics>) -> Self {
        let (queue, events) = mpsc::channel(QUEUE);
        let sink = Sink {
            to: config.chainlog.clone(),
            back,
            metrics: Arc::clone(&metrics),
        };
        tokio::spawn(sink.run(events));
        Self {
            location: config.client_id.clone(),
            queue,
            env,
            metrics,
        }
    }

    /// Something was sent.
    pub(crate) fn sent(&self, kind: EventType, exchange: &Exchange) {
        self.log(kind, exchange, None);
    }

    /// Something came back, or did not.
    pub(crate) fn ended(&self, kind: EventType, exchange: &Exchange, ending: Ending) {
        self.log(kind, exchange, Some(ending));
    }

    fn log(&self, kind: EventType, exchange: &Exchange, ending: Option<Ending>) {
        let now = self.env.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let status = match ending {
            Some(Ending::Status(status)) => Some(status),
            Some(Ending::Error(status, _)) => status,
            None => None,
        };
        let error = match ending {
            Some(Ending::Error(_, code)) => Some(ChainError {
                code: code.to_owned(),
                description: code.replace('_', " "),
            }),
            _ => None,
        };
        let event = ChainEvent {
            event: Event {
                kind,
                location: self.location.clone(),
                datetime: now,
                session_id: exchange.trace_id.clone(),
                trace_id: exchange.trace_id.clone(),
            },
            request: self.request(exchange),
            response: status.map(|status| Response {
                id: exchange.request_id.clone(),
                status,
            }),
            error,
        };
        if self.queue.try_send(event).is_err() {
            self.metrics
                .add("inzage_chainlog_dropped_total", &[("why", "queue")]);
            tracing::error!("chain log event dropped: the queue is full");
        }
    }

    fn request(&self, exchange: &Exchange) -> Request {
        let mut url = exchange.url.clone();
        url.set_query(None);
        Request {
            id: exchange.request_id.clone(),
            method: exchange.method.to_owned(),
            client_id: self.location.clone(),
            server_id: url.host_str().unwrap_or_default().to_owned(),
            uri: url.to_string(),
            grant_type: exchange.grant_type.map(str::to_owned),
            initiated_by: exchange.grant_type.map(|_| "person".to_owned()),
            provider_id: Some(exchange.provider.clone()),
            service_id: exchange.service.clone(),
        }
    }
}

/// Where events go.
struct Sink {
    to: ChainlogSink,
    back: Arc<Back>,
    metrics: Arc<Metrics>,
}

impl Sink {
    async fn run(self, mut events: mpsc::Receiver<ChainEvent>) {
        while let Some(event) = events.recv().await {
            let Ok(line) = serde_json::to_string(&event) else {
                continue;
            };
            let done = match &self.to {
                ChainlogSink::Stdout => writeln!(std::io::stdout().lock(), "{line}").is_ok(),
                ChainlogSink::File(path) => append(path, &line),
                ChainlogSink::Post(url) => self.post(url, &line).await,
            };
            if !done {
                self.metrics
                    .add("inzage_chainlog_dropped_total", &[("why", "sink")]);
                tracing::error!("chain log event dropped: the sink does not take it");
            }
        }
    }

    /// Posts one event, with patience; order is kept.
    async fn post(&self, url: &Url, line: &str) -> bool {
        for pause in PAUSES {
            tokio::time::sleep(Duration::from_secs(pause)).await;
            let Some(request) = self.back.post(url) else {
                return false;
            };
            let request = request
                .header("content-type", "application/json")
                .timeout(POST_TIME)
                .body(line.to_owned());
            match request.send().await {
                Ok(response) if response.status().is_success() => return true,
                // A sink that finds the event itself wrong will not change its mind.
                Ok(response) if response.status() == 400 || response.status() == 422 => {
                    return false;
                }
                _ => {}
            }
        }
        false
    }
}

fn append(path: &Path, line: &str) -> bool {
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path);
    file.is_ok_and(|mut file| file.write_all(format!("{line}\n").as_bytes()).is_ok())
}
