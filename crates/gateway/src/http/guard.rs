//! Stands between the socket and the HTTP server: passes on only requests that
//! [`super::head`] accepts, and ends connections that stand still.
//!
//! A refused request is replaced by one with the method [`REFUSED`], which
//! nobody can send, so that the answer goes out the same way as every other.

use super::head::{self, Hosts, Refusal};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// The method of a refused request; its path is the status to answer.
pub(crate) const REFUSED: &str = "REFUSED";
/// Longest silence within the body of a request.
const BODY_SILENCE: Duration = Duration::from_secs(15);
/// Longest time that nothing of an answer is taken.
const WRITE_SILENCE: Duration = Duration::from_secs(30);

/// Reads of a refused connection that are thrown away.
const DISCARDED: usize = 32;

/// A guarded connection.
pub(crate) struct Guard<S> {
    inner: S,
    hosts: Arc<Hosts>,
    state: State,
    received: Vec<u8>,
    passed: Vec<u8>,
    reading: Timer,
    writing: Timer,
}

enum State {
    /// Before or within a head.
    Head,
    /// This many bytes of a body are to come.
    Body(u64),
    /// Nothing more is read.
    Refused,
}

impl<S> Guard<S> {
    /// Guards a connection.
    pub(crate) fn new(inner: S, hosts: Arc<Hosts>) -> Self {
        Self {
            inner,
            hosts,
            state: State::Head,
            received: Vec::new(),
            passed: Vec::new(),
            reading: Timer::new(BODY_SILENCE),
            writing: Timer::new(WRITE_SILENCE),
        }
    }

    /// Moves what was received on, as far as it is in order. Whether there is
    /// something to pass on.
    fn advance(&mut self) -> bool {
        match self.state {
            State::Head => match head::end(&self.received) {
                Ok(Some(end)) => {
                    let rest = self.received.split_off(end);
                    let head = std::mem::replace(&mut self.received, rest);
                    match head::check(&head, &self.hosts) {
                        Ok(0) => self.passed.extend(head),
                        Ok(length) => {
                            self.passed.extend(head);
                            self.state = State::Body(length);
                        }
                        Err(refusal) => self.refuse(refusal),
                    }
                }
                Ok(None) => {}
                Err(refusal) => self.refuse(refusal),
            },
            State::Body(left) => {
                let here = usize::try_from(left)
                    .unwrap_or(usize::MAX)
                    .min(self.received.len());
                self.passed.extend(self.received.drain(..here));
                let left = left.saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
                self.state = if left == 0 {
                    State::Head
                } else {
                    State::Body(left)
                };
            }
            State::Refused => {}
        }
        !self.passed.is_empty()
    }

    fn refuse(&mut self, refusal: Refusal) {
        let status = refusal.status();
        let request =
            format!("{REFUSED} /{status} HTTP/1.1\r\nhost: refused\r\nconnection: close\r\n\r\n");
        self.passed.extend(request.into_bytes());
        self.received.clear();
        self.state = State::Refused;
    }
}

impl<S: AsyncRead + Unpin> Guard<S> {
    /// Throws away what is there already: closing with unread bytes resets the
    /// connection, and the answer with it.
    fn discard(&mut self, cx: &mut Context<'_>) {
        for _ in 0..DISCARDED {
            let mut space = [0_u8; 8 * 1024];
            let mut read = ReadBuf::new(&mut space);
            let polled = Pin::new(&mut self.inner).poll_read(cx, &mut read);
            if !matches!(polled, Poll::Ready(Ok(()))) || read.filled().is_empty() {
                return;
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guard<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            if !this.passed.is_empty() || this.advance() {
                let here = this.passed.len().min(buf.remaining());
                let part: Vec<u8> = this.passed.drain(..here).collect();
                buf.put_slice(&part);
                return Poll::Ready(Ok(()));
            }
            if matches!(this.state, State::Refused) {
                // Not the end of the connection: the answer is still to come.
                return Poll::Pending;
            }
            let mut space = [0_u8; 8 * 1024];
            let mut read = ReadBuf::new(&mut space);
            match Pin::new(&mut this.inner).poll_read(cx, &mut read) {
                Poll::Ready(result) => {
                    result?;
                    this.reading.stop();
                    if read.filled().is_empty() {
                        return Poll::Ready(Ok(()));
                    }
                    this.received.extend_from_slice(read.filled());
                }
                Poll::Pending => {
                    if matches!(this.state, State::Body(_)) {
                        ready!(this.reading.poll(cx))?;
                    }
                    return Poll::Pending;
                }
            }
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Guard<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        match Pin::new(&mut this.inner).poll_write(cx, buf) {
            Poll::Ready(result) => {
                this.writing.stop();
                Poll::Ready(result)
            }
            Poll::Pending => {
                ready!(this.writing.poll(cx))?;
                Poll::Pending
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        ready!(Pin::new(&mut this.inner).poll_shutdown(cx))?;
        if matches!(this.state, State::Refused) {
            this.discard(cx);
        }
        Poll::Ready(Ok(()))
    }
}

/// Runs while something stands still.
struct Timer {
    after: Duration,
    running: Option<Pin<Box<Sleep>>>,
}

impl Timer {
    fn new(after: Duration) -> Self {
        Self {
            after,
            running: None,
        }
    }

    fn stop(&mut self) {
        self.running = None;
    }

    /// Starts when it does not run yet; an error when it has run out.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let after = self.after;
        let sleep = self.running.get_or_insert_with(|| Box::pin(sleep(after)));
        if sleep.deadline() <= Instant::now() || sleep.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}
